import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import { amend } from '../../db/reports/amendments.js'
import { closeMutation } from '../../db/reports/outcomes.js'
import { claimTask } from '../../db/tasks/claims.js'
import { askExtension, decideExtension } from '../../db/tasks/extensions.js'
import { completeTask, findTask, remind } from '../../db/tasks/tasks.js'
import type { MutationKind } from '../../domain/kinds.js'
import { onEachDatabase, type Portal } from './portal.js'
import { type Answer, onOneLine } from './visitor.js'

const linesIn = ({ $ }: Answer) =>
  $('section:has(#history) .timeline__title')
    .map((_, title) => $(title).text().replace(/,.*/, ''))
    .get()

/** A person of an employer, and who looks at its page. */
async function somebody(portal: Portal) {
  const employer = await portal.given.employer()
  const user = await portal.given.user({ employers: [employer.id], name: 'Sandra Keller' })
  const person = await portal.given.employee(employer.id)
  const hr = await portal.signIn(user)
  const by = () => ({ actor: user.id, at: portal.clock.now() })
  const page = (all = '') => hr.get(`/e/${employer.id}/employees/${person.id}${all}`)
  return { employer, user, person, by, page }
}

describe('The history of a person', () => {
  onEachDatabase((portal) => {
    it('tells what was asked, moved, reminded of, answered, stated and said anew, the newest first', async () => {
      const { user, person, by, page } = await somebody(portal)
      const said = { begin: '2026-11-02', until: '2026-12-01', reason: 'illness', documents: [] }
      const mutation = await portal.given.submitted(person, said, user.id)
      await portal.db('mutations').where({ id: mutation.id }).update({ kind: 'work-interruption' })
      const kind = 'work-interruption' as MutationKind
      const tick = () => portal.clock.forward(1)
      tick()
      const ladder = [{ at: portal.clock.now(), act: 'remind' as const }]
      const { id } = await portal.given.task(mutation, { ladder })
      const asked = async (of = id) => ({ ...(await findTask(portal.db, of)), kind })
      tick()
      await remind(portal.db, id, 1, { actor: 'system', at: portal.clock.now() })
      tick()
      const wish = { wanted: '2027-02-01', reason: 'Der Arzt ist in den Ferien.' }
      const limits = { most: () => '2027-01-10', decideBy: '2026-12-01' }
      await askExtension(portal.db, await asked(), wish, limits, by())
      tick()
      const office = await portal.given.user({ role: 'caseworker', name: 'Nora Wyss' })
      const wished = `${mutation.id}/extension/1`
      await claimTask(portal.db, wished, { actor: office.id, at: portal.clock.now() })
      const approval = { decision: 'approve' as const, until: '2027-01-20', reason: '' }
      await decideExtension(portal.db, await asked(wished), approval, {
        ...{ actor: office.id, at: portal.clock.now() },
      })
      tick()
      await completeTask(portal.db, await asked(), { unavailable: [], remark: '' }, by())
      for (const until of ['2026-12-15', '2026-12-20']) {
        tick()
        await amend(portal.db, { ...mutation, kind }, 'expected-end', { until }, by())
      }
      tick()
      await portal.given.message(mutation, { kind: 'allowance-statement' })
      const shown = await page()
      expect(linesIn(shown)).to.deep.equal([
        'Arbeitsunterbruch: Prüfung',
        'Arbeitsunterbruch: Taggeldabrechnung zugestellt',
        'Arbeitsunterbruch: Neues voraussichtliches Ende gemeldet',
        'Arbeitsunterbruch: Neues voraussichtliches Ende gemeldet',
        'Arbeitsunterbruch: Unterlagen eingereicht',
        'Arbeitsunterbruch: Längere Frist gewährt',
        'Arbeitsunterbruch: Längere Frist verlangt',
        'Arbeitsunterbruch: Erinnerung geschickt',
        'Arbeitsunterbruch: Unterlagen verlangt',
        'Arbeitsunterbruch gemeldet',
      ])
      const texts = onOneLine(shown.$('section:has(#history) .timeline').text())
      expect(texts).to.contain('1. Dezember 2026 → 15. Dezember 2026')
      expect(texts).to.contain('15. Dezember 2026 → 20. Dezember 2026')
      expect(texts).to.contain('Frist bis 23. Dezember 2026')
      expect(texts).to.contain('Frist: 23. Dezember 2026 → 10. Januar 2027')
      expect(texts).to.contain('Frist: 10. Januar 2027 → 20. Januar 2027')
      expect(texts).to.contain('Abrechnung lesen').and.to.contain('Sandra Keller')
      expect(texts, 'the office has no names here').not.to.contain('Nora Wyss')
    })

    it('shows the last of many reports, and all of them when asked', async () => {
      const { user, person, page } = await somebody(portal)
      const first = await portal.given.submitted(person, undefined, user.id)
      for (let nth = 0; nth < 13; nth++) {
        portal.clock.forward(1)
        const { id } = await portal.given.submitted(person, undefined, user.id)
        await portal.db.transaction((trx) =>
          closeMutation(trx, id, nth % 2 ? 'granted' : 'refused', {
            actor: 'system',
            at: portal.clock.now(),
          }),
        )
      }
      const shown = await page()
      const link = shown.$('section:has(#history) .card__foot a')
      expect(link.text()).to.equal('Alles zeigen')
      // the first report is still under way, yet older than what was left out
      expect(shown.$(`section:has(#history) .timeline a:contains("${first.reference}")`)).to.have.length(1)
      expect(linesIn(shown).length).to.be.lessThan(21)
      const whole = await page('?history=all')
      expect(linesIn(whole)).to.have.length(1 + 14 + 13)
      expect(whole.$('section:has(#history) .card__foot a')).to.have.length(0)
    })

    it('is of this employer alone', async () => {
      const { employer, person, by, page } = await somebody(portal)
      const other = await portal.given.employer()
      const same = await portal.given.employee(other.id)
      await portal.given.submitted(same)
      const change = { column: 'function', old: 'Maurer', now: 'Polier' }
      await portal.db('staffChanges').insert({
        ...{ id: randomUUID(), employerId: employer.id, employeeId: person.id },
        ...{ changes: JSON.stringify([change]), changedBy: by().actor, changedAt: by().at },
      })
      expect(linesIn(await page())).to.have.length(1)
      expect(onOneLine((await page()).$('.timeline').text())).to.contain('Maurer → Polier')
    })
  })
})
