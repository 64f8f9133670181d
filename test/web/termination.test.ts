import { expect } from 'chai'
import { settleOthers } from '../../db/allowances/terminations.js'
import { beginDraft } from '../../db/reports/drafts.js'
import { type Mutation, mutationById } from '../../db/reports/mutations.js'
import { submit } from '../../db/reports/submissions.js'
import { findTask } from '../../db/tasks/tasks.js'
import type { TerminationAnswers } from '../../domain/termination/answers.js'
import { errorsOn, follow } from './family-allowance-typed.js'
import { onEachDatabase } from './portal.js'
import type { Visitor } from './visitor.js'

let count = 0
const day = (name: string, text: string) => {
  const [d = '', m = '', y = ''] = text.split('.')
  return { [`${name}-day`]: d, [`${name}-month`]: m, [`${name}-year`]: y }
}

onEachDatabase((portal) => {
  describe('an exit', () => {
    let hr: Visitor
    let desk: Visitor
    let employer: { id: string }
    let base: string

    before(async () => {
      employer = await portal.given.employer()
      base = `/e/${employer.id}`
      hr = await portal.signIn(await portal.given.user({ employers: [employer.id] }))
      desk = await portal.signIn(await portal.given.user({ role: 'caseworker' }))
    })

    async function parent() {
      const person = await portal.given.employee(employer.id)
      await portal.given.entitlement(await portal.given.child(person))
      return person
    }

    async function begun(person: { id: string }): Promise<string> {
      const page = await hr.post(`${base}/mutations`, { kind: 'termination', employee: person.id })
      return String(page.headers.location)
    }

    async function reported(
      person: { id: string },
      answers: Partial<TerminationAnswers> = {},
    ): Promise<Mutation> {
      const fresh = { kind: 'termination' as const, reference: `AV-TEST-${++count}-${portal.url.slice(-5)}` }
      const about = { employerId: employer.id, employeeId: person.id, draft: {} }
      const by = { actor: 'hr', at: portal.clock.now() }
      const id = await beginDraft(portal.db, { ...fresh, ...about }, by)
      const said = { reason: 'notice-employee', lastDay: '2026-11-16', documents: [], ...answers }
      await submit(portal.db, await mutationById(portal.db, id), said, by)
      return mutationById(portal.db, id)
    }

    it('shows before it is sent what the last month comes to, why, and until when it had to be reported', async () => {
      const url = await begun(await parent())
      let page = await follow(hr, await hr.get(url))
      expect(page.$('h1').text()).to.equal('Warum und wann endet das Arbeitsverhältnis?')
      page = await follow(
        hr,
        await hr.post(`${url}/exit`, { reason: 'notice-employee', ...day('lastDay', '15.11.2026') }),
      )
      expect(page.words).to.contain('Die Familienzulagen enden am 15. November 2026.')
      const paid = { ...day('paidUntil', '30.11.2026'), wage: "66'500", successor: 'Holzbau Nord AG' }
      page = await follow(hr, await hr.post(`${url}/wage`, paid))
      expect(page.$('h1').text()).to.equal('Stimmt alles?')
      expect(page.words).to.contain('Lea, Kinderzulage, November 2026: 15 Tage').and.contain('CHF 115.50')
      expect(page.words).to.contain('Für die Zeit nach dem Ende wurden CHF 114.50 bezahlt')
      expect(page.words).to.contain('bis 27. November 2026 zu melden').and.contain('Art. 18d Abs. 2 FamZV')
      expect(page.words).to.contain('Wir prüfen die Meldung, bevor wir sie bestätigen.')
      page = await follow(hr, await hr.post(`${url}/check-answers`, { confirm: 'yes' }))
      expect(page.$('h1').text()).to.equal('Ihre Meldung ist bei uns')
      const { answers } = await mutationById(portal.db, url.split('/').at(-1) ?? '')
      expect(answers).to.deep.equal({
        ...{ reason: 'notice-employee', lastDay: '2026-11-15', paidUntil: '2026-11-30' },
        ...{ wage: 6_650_000, successor: 'Holzbau Nord AG', documents: [] },
      })
    })

    it('says that nothing is reviewed where no allowance runs', async () => {
      const url = await begun(await portal.given.employee(employer.id))
      await hr.post(`${url}/exit`, { reason: 'retirement', ...day('lastDay', '31.12.2026') })
      expect((await hr.get(`${url}/wage`)).$('[name=paidUntil-day]')).to.have.length(0)
      const page = await follow(hr, await hr.post(`${url}/wage`, {}))
      expect(page.words).to.contain('Wir bestätigen die Meldung ohne Prüfung')
      await hr.post(`${url}/check-answers`, { confirm: 'yes' })
      expect((await hr.download(`${url}/confirmation.pdf`)).status).to.equal(200)
    })

    it('asks after a death whether the other parent draws allowances', async () => {
      const url = await begun(await parent())
      const fields = { reason: 'death', ...day('lastDay', '10.11.2026') }
      expect((await hr.post(`${url}/exit`, fields)).status).to.equal(422)
      const page = await follow(hr, await hr.post(`${url}/exit`, { ...fields, otherParent: 'no' }))
      expect(page.words)
        .to.contain('Die Familienzulagen enden am 28. Februar 2027.')
        .and.contain('Art. 10 Abs. 3 FamZV')
    })

    it('is refused before the entry and twice, with a sentence', async () => {
      const person = await parent()
      const url = await begun(person)
      const early = await hr.post(`${url}/exit`, { reason: 'other', ...day('lastDay', '31.3.2019') })
      expect(early.status).to.equal(422)
      expect(errorsOn(early)[0]).to.contain('vor dem Eintritt am 1. April 2019')
      expect(early.$('[name=lastDay-year]').val()).to.equal('2019')
      await reported(person)
      const twice = await hr.post(`${url}/exit`, { reason: 'other', ...day('lastDay', '30.11.2026') })
      expect(errorsOn(twice)[0]).to.contain('schon gemeldet: letzter Tag 16. November 2026')
      const again = await follow(
        hr,
        await hr.post(`${base}/mutations`, { kind: 'termination', employee: person.id }),
      )
      expect(again.words).to.contain('Zuerst muss die offene Meldung abgeschlossen sein')
    })

    it('closes a draft of a colleague visibly, and lets them take it up again', async () => {
      const person = await parent()
      const draft = await portal.given.draft(person, { request: { purpose: 'new' } })
      const mutation = await reported(person)
      const by = { actor: 'system', at: portal.clock.now() }
      const exit = { lastDay: '2026-11-16', hasLeft: true }
      await portal.db.transaction((trx) => settleOthers(trx, mutation, exit, by))
      const url = `${base}/mutations/${draft.id}`
      const page = await hr.get(url)
      expect(page.words).to.contain(`endet am 16. November 2026 (Meldung ${mutation.reference})`)
      expect((await hr.get(`${base}/mutations`)).words).to.contain('Überholt')
      expect((await desk.get(`/office/mutations/${draft.id}`)).status).to.equal(404)
      const open = await hr.post(`${url}/reopen`, {})
      expect(open.status).to.equal(303)
      const { status, draft: typed } = await mutationById(portal.db, draft.id)
      expect({ status, typed }).to.deep.equal({ status: 'draft', typed: { request: { purpose: 'new' } } })
    })

    it('tells at an open task of the employer what has changed', async () => {
      const person = await parent()
      const other = await portal.given.submitted(person)
      const task = await portal.given.task(other)
      const mutation = await reported(person)
      const by = { actor: 'system', at: portal.clock.now() }
      await portal.db.transaction((trx) =>
        settleOthers(trx, mutation, { lastDay: '2026-11-16', hasLeft: true }, by),
      )
      expect((await findTask(portal.db, task.id)).status).to.equal('open')
      expect((await hr.get(`${base}/tasks/${task.id}`)).words).to.contain('Diese Aufgabe bleibt')
    })

    it('is reviewed with the last sum of each allowance and the reasons', async () => {
      const mutation = await reported(await parent(), { paidUntil: '2026-11-30' })
      const task = await portal.given.task(mutation, { side: 'fund' })
      await desk.post(`/office/tasks/${task.id}/claim`, {})
      const page = await desk.get(`/office/tasks/${task.id}`)
      const sheet = page.$('#sheet').text().replace(/\s+/g, ' ')
      expect(sheet).to.contain('Die Familienzulagen enden am 16. November 2026.')
      expect(sheet)
        .to.contain('CHF 123.20 für 16 Tage')
        .and.match(/Zu viel bezahlt ?CHF 106.80/)
      const approved = await desk.post(`/office/tasks/${task.id}`, {
        ...{ decision: 'approve', version: String(page.$('[name=version]').val()) },
      })
      expect(approved.status).to.equal(303)
      expect((await findTask(portal.db, task.id)).outcome).to.have.nested.property('result.overpaid', 10_680)
    })
  })
})
