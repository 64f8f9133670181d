import { expect } from 'chai'
import { claimTask } from '../../db/tasks/claims.js'
import { findTask, type Task } from '../../db/tasks/tasks.js'
import { ladderUntil } from '../../domain/ladder.js'
import { answers } from '../domain/family-allowance/facts.js'
import { day } from './family-allowance-typed.js'
import { onePagePdf } from './files.js'
import { onEachDatabase } from './portal.js'
import { onOneLine, type Visitor } from './visitor.js'

const errorAt = (answer: Awaited<ReturnType<Visitor['get']>>, field: string) =>
  onOneLine(answer.$(`#${field}-error`).text()).replace('Fehler: ', '')

onEachDatabase((portal) => {
  describe('a deadline', () => {
    const documents = [{ purpose: 'birth-certificate' }, { purpose: 'custody' }]

    async function asked() {
      const employer = await portal.given.employer()
      const user = await portal.given.user({ employers: [employer.id], name: 'Sandra Keller' })
      const person = await portal.given.employee(employer.id)
      const mutation = await portal.given.submitted(person, answers(), user.id)
      const ladder = ladderUntil(mutation.id, '2026-11-23', '2026-12-23', [14, 25])
      const task = await portal.given.task(mutation, { details: { documents, text: '' }, ladder })
      const hr = await portal.signIn(user)
      return { employer, mutation, task, hr, path: `/e/${employer.id}/tasks/${task.id}` }
    }
    const now = ({ id }: Task) => findTask(portal.db, id)
    const why = { whyLater: 'Das Zivilstandsamt braucht länger.' }

    it('shows both sides when it reminds, when it ends, and what happens then', async () => {
      const { hr, path, mutation } = await asked()
      const desk = await portal.signIn(await portal.given.user({ role: 'caseworker' }))
      for (const page of [await hr.get(path), await desk.get(`/office/mutations/${mutation.id}`)]) {
        expect(page.words).match(/1\. Erinnerung.{0,20}Montag, 7\. Dezember/)
        expect(page.words).match(/2\. Erinnerung.{0,20}Freitag, 18\. Dezember/)
        expect(page.words).match(/Letzter Tag.{0,20}Mittwoch, 23\. Dezember/)
        expect(page.words).include('am nächsten Morgen weiter mit dem, was vorliegt')
      }
    })

    it('is extended at once, up to thirty days, with a reason, and moves its reminders', async () => {
      const { hr, path, task, mutation } = await asked()
      const wakes = portal.wakes
      const answer = await hr.post(`${path}/extension`, { ...day('until', '15.1.2027'), ...why })
      expect(answer.headers.location).equal(path)
      expect(portal.wakes).equal(wakes + 1)
      expect(await now(task)).include({ dueOn: '2027-01-15', status: 'open' })
      expect((await now(task)).ladder.map(({ at }) => at.slice(0, 10))).deep.equal([
        '2026-12-30',
        '2027-01-10',
        '2027-01-16',
      ])
      const page = await hr.get(path)
      expect(page.words).include('Die Frist ist verlängert: Sie haben Zeit bis Freitag, 15. Januar')
      expect(page.words).include('Das Zivilstandsamt braucht länger.')
      expect(await portal.db('outbox').where({ workflowId: mutation.id })).length(1)
      const timeline = await hr.get(path.replace(/tasks.*/, `mutations/${mutation.id}`))
      expect(timeline.words).include('Frist verlängert')
    })

    it('moves to a working day of the canton where it ends on a holiday there', async () => {
      const { hr, path, task } = await asked()
      await portal.db('tasks').where({ id: task.id }).update({ dueOn: '2026-12-02' })
      // thirty days later is Friday, 1 January: the next working day in St. Gallen is Monday
      const page = await hr.get(path)
      expect(page.words).include('Bis am 4. Januar 2027 gilt sie sofort')
    })

    it('refuses a day that changes nothing or is too far away, and asks for the reason', async () => {
      const { hr, path, task } = await asked()
      for (const [until, words] of [
        ['23.12.2026', 'Wählen Sie einen Tag nach dem 23. Dezember 2026'],
        ['31.12.2030', 'Wählen Sie einen Tag bis am 23. November 2027'],
        ['31.2.2027', 'Den 31.2.2027 gibt es nicht: Der Monat endet am 28. Februar 2027'],
      ] as const) {
        const answer = await hr.post(`${path}/extension`, { ...day('until', until), ...why })
        expect(answer.status).equal(422)
        expect(errorAt(answer, 'until')).include(words)
        expect(answer.$('#whyLater').text()).equal(why.whyLater)
      }
      const silent = await hr.post(`${path}/extension`, day('until', '15.1.2027'))
      expect(errorAt(silent, 'whyLater')).not.equal('')
      expect((await now(task)).dueOn).equal('2026-12-23')
    })

    it('is not extended after its end, which a sentence says', async () => {
      const { hr, path, task } = await asked()
      await hr.get(path)
      await portal
        .db('tasks')
        .where({ id: task.id })
        .update({ status: 'expired', closedAt: portal.clock.now() })
      const answer = await hr.post(`${path}/extension`, { ...day('until', '15.1.2027'), ...why })
      expect(answer.status).equal(409)
      expect(answer.words)
        .include('Die Frist ist am 23. Dezember 2026 abgelaufen')
        .include('Art. 40 Abs. 3 ATSG')
      expect((await now(task)).dueOn).equal('2026-12-23')
    })

    it('of another employer does not exist', async () => {
      const { task } = await asked()
      const stranger = await asked()
      const path = stranger.path.replace(stranger.task.id, task.id)
      expect(
        (await stranger.hr.post(`${path}/extension`, { ...day('until', '15.1.2027'), ...why })).status,
      ).equal(404)
    })

    it('goes further when the office agrees, which decides once and tells the employer', async () => {
      const { hr, path, task, mutation } = await asked()
      const answer = await hr.post(`${path}/extension`, { ...day('until', '26.2.2027'), ...why })
      expect(answer.status).equal(303)
      expect((await hr.get(path)).words).include('auf jeden Fall Zeit bis Freitag, 22. Januar')
      const clerk = await portal.given.user({ role: 'caseworker', name: 'Nadia Ammann' })
      const desk = await portal.signIn(clerk)
      expect((await desk.get('/office?step=extension')).words).include('Luca')
      const question = `${mutation.id}/extension/1`
      const page = `/office/tasks/${question}`
      await claimTask(portal.db, question, { actor: clerk.id, at: portal.clock.now() })
      const open = await desk.get(page)
      expect(open.words).include('Verlangt: Frist bis Freitag, 26. Februar').include(why.whyLater)
      const refused = await desk.post(page, { decision: 'refuse', after: 'list' })
      expect(errorAt(refused, 'reason')).include('Begründen Sie')
      const early = await desk.post(page, { decision: 'approve', ...day('until', '1.1.2027') })
      expect(errorAt(early, 'until')).include('nach dem 22. Januar 2027')
      const done = await desk.post(page, { decision: 'approve', ...day('until', '19.2.2027'), after: 'list' })
      expect(done.status).equal(303)
      expect((await now(task)).dueOn).equal('2027-02-19')
      expect((await desk.get(page)).words).include('Frist verlängert bis 19. Februar 2027')
      expect(await portal.db('notices').where({ mutationId: mutation.id, event: 'extension' })).length(1)
      expect((await hr.get(path.replace(/tasks.*/, ''))).status).equal(200)
    })

    it('leaves the task open when only a part is sent: what is there and what was written stays', async () => {
      const { hr, path, employer } = await asked()
      await hr.get(path)
      await hr.upload(`${path}/documents/0`, { name: 'urkunde.pdf', bytes: onePagePdf() })
      const answer = await hr.post(path, {
        later: '1',
        'gone-1': 'yes',
        'why-1': 'Noch beim Gericht',
        remark: 'Der Rest folgt.',
      })
      expect(answer.headers.location).equal(`/e/${employer.id}/tasks`)
      const list = await hr.get(`/e/${employer.id}/tasks`)
      expect(list.words).include('1 von 2 Unterlagen da')
      const page = await hr.get(path)
      expect(page.words).include('urkunde.pdf')
      expect(page.$('#why-1').text()).equal('Noch beim Gericht')
      expect(page.$('#remark').text()).equal('Der Rest folgt.')
      const sent = await hr.post(path, { 'gone-1': 'yes', 'why-1': 'Gibt es nicht', remark: '' })
      expect(sent.status).equal(303)
    })
  })

  describe('the deadlines of the office', () => {
    const usual = {
      documents: '30',
      'documents-reminder-1': '14',
      'documents-reminder-2': '25',
      'documents-extension': '30',
      'office-review': '10',
    }
    const address = '/office/deadlines'
    let boss: Visitor
    before(async () => {
      boss = await portal.signIn(await portal.given.user({ role: 'supervisor', name: 'Ruth Leiter' }))
    })

    it('are set by a supervisor and nobody else', async () => {
      const desk = await portal.signIn(await portal.given.user({ role: 'caseworker' }))
      expect([403, 404]).include((await desk.get(address)).status)
      await desk.get('/office')
      expect([403, 404]).include(
        (await desk.post(address, { ...usual, ...day('validFrom', '1.1.2027') })).status,
      )
      expect((await boss.get(address)).$('#documents').attr('value')).equal('30')
      expect((await boss.get('/office')).$(`a[href="${address}"]`).length).equal(1)
    })

    it('hold from the day that is said, are remembered with their author, and noted in the audit', async () => {
      await boss.get(address)
      const set = await boss.post(address, { ...usual, documents: '40', ...day('validFrom', '1.1.2027') })
      expect(set.headers.location).equal(address)
      const page = await boss.get(address)
      expect(page.$('#documents').attr('value'), 'still in force').equal('30')
      expect(page.words).include('Frist für Unterlagen: 40').include('erst ab 1. Januar 2027')
      expect(page.words).include('Ruth Leiter')
      const noted = await portal.db('audit').where({ action: 'deadlines.set' })
      expect(noted.map(({ fields }) => fields)).deep.equal(['documents'])
      const same = await boss.post(address, { ...usual, documents: '40', ...day('validFrom', '1.1.2027') })
      expect(same.status).equal(303)
      expect(await portal.db('deadlines')).length(1)
    })

    it('make sense together, and do not reach back', async () => {
      const wrong: [Record<string, string>, string, string][] = [
        [{ documents: '2' }, 'documents', 'von 5 bis 180'],
        [{ 'office-review': 'zehn' }, 'office-review', 'von 1 bis 60'],
        [{ 'documents-reminder-1': '25' }, 'documents-reminder-1', 'vor der zweiten'],
        [{ 'documents-reminder-2': '30' }, 'documents-reminder-2', 'vor dem Ende'],
        [day('validFrom', '1.11.2026'), 'validFrom', 'heute oder einen späteren Tag'],
      ]
      for (const [changes, field, words] of wrong) {
        await boss.get(address)
        const answer = await boss.post(address, { ...usual, ...day('validFrom', '1.2.2027'), ...changes })
        expect(answer.status).equal(422)
        expect(errorAt(answer, field)).include(words)
      }
      expect(await portal.db('deadlines')).length(1)
    })
  })
})
