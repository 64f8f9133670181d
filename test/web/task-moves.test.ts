import { expect } from 'chai'
import { assignTask, followUp } from '../../db/desk/moves.js'
import { removeReports } from '../../db/forgetting/reports.js'
import { answers } from '../domain/family-allowance/facts.js'
import { onEachDatabase } from './portal.js'
import { onOneLine } from './visitor.js'

onEachDatabase((portal) => {
  describe('the timeline of the office', () => {
    async function moved() {
      const employer = await portal.given.employer()
      const user = await portal.given.user({ employers: [employer.id] })
      const mutation = await portal.given.submitted(await portal.given.employee(employer.id), answers({}))
      const task = await portal.given.task(mutation, { side: 'fund' })
      const nora = await portal.given.user({ role: 'caseworker', name: 'Nora Wyss' })
      const marc = await portal.given.user({ role: 'caseworker', name: 'Marc Odermatt' })
      const by = () => {
        portal.clock.forward(1)
        return { actor: nora.id, at: portal.clock.now(), oversees: true }
      }
      await assignTask(portal.db, task.id, nora.id, by())
      await assignTask(portal.db, task.id, marc.id, by())
      await followUp(portal.db, task.id, { on: '2026-11-30', reason: 'Rückruf' }, by())
      await followUp(portal.db, task.id, { on: '2026-12-04', reason: 'Rückruf' }, by())
      await followUp(portal.db, task.id, null, by())
      return { employer, user, mutation, task, nora }
    }

    it('says to whom a task went from whom, and from which day to which it was put off', async () => {
      const { employer, user, mutation, nora } = await moved()
      const desk = await portal.signIn(nora)
      const page = await desk.get(`/office/mutations/${mutation.id}`)
      const texts = onOneLine(page.$('#progress, section:has(#progress)').text())
      for (const words of [
        'An Nora Wyss.',
        'Nora Wyss → Marc Odermatt',
        '30. November 2026',
        '30. November 2026 → 4. Dezember 2026',
        '4. Dezember 2026 → kein Tag',
      ])
        expect(texts).contain(words)
      const file = await desk.get(`/office/mutations/${mutation.id}/history.csv`)
      expect(file.text).contain('Nora Wyss → Marc Odermatt')
      const hr = await portal.signIn(user)
      const theirs = await hr.get(`/e/${employer.id}/mutations/${mutation.id}`)
      expect(theirs.words).not.contain('Marc Odermatt')
    })

    it('keeps the values sealed beside the audit, and loses them with the report', async () => {
      const { mutation, task, nora } = await moved()
      const noted = await portal.db('audit').where({ object: task.id }).select('fields')
      expect(JSON.stringify(noted)).not.contain('2026-12-04').and.not.contain(nora.id)
      const sealed = portal.db('taskMoves').where({ mutationId: mutation.id })
      expect(await sealed.clone()).lengthOf(5)
      expect(await sealed.clone().where('change', 'like', '%2026-12-04%')).deep.equal([])
      // entries of before have no values, and can be read all the same
      await sealed.clone().where('action', 'task.assign').delete()
      const desk = await portal.signIn(nora)
      expect((await desk.get(`/office/mutations/${mutation.id}`)).words).contain('Zugeteilt')
      await portal.db.transaction((trx) => removeReports(trx, [mutation.id]))
      expect(await sealed).deep.equal([])
    })
  })
})
