import { expect } from 'chai'
import { promisesToKeep } from '../../db/outbox.js'
import { amendmentsOf } from '../../db/reports/amendments.js'
import { beginDraft } from '../../db/reports/drafts.js'
import { type Mutation, mutationById } from '../../db/reports/mutations.js'
import { submit } from '../../db/reports/submissions.js'
import { findTask } from '../../db/tasks/tasks.js'
import { ladderUntil } from '../../domain/ladder.js'
import type { WorkInterruptionAnswers } from '../../domain/work-interruption/answers.js'
import { errorsOn, follow } from './family-allowance-typed.js'
import { onePagePdf } from './files.js'
import { onEachDatabase } from './portal.js'
import type { Visitor } from './visitor.js'

let count = 0
const day = (name: string, text: string) => {
  const [d = '', m = '', y = ''] = text.split('.')
  return { [`${name}-day`]: d, [`${name}-month`]: m, [`${name}-year`]: y }
}

onEachDatabase((portal) => {
  describe('a work interruption', () => {
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

    /** Somebody with a child and its allowance. */
    async function parent() {
      const person = await portal.given.employee(employer.id)
      await portal.given.entitlement(await portal.given.child(person))
      return person
    }

    const mutationPath = ({ id }: Mutation) => `${base}/mutations/${id}`

    async function begun(person: { id: string }): Promise<string> {
      const page = await hr.post(`${base}/mutations`, { kind: 'work-interruption', employee: person.id })
      return String(page.headers.location)
    }

    async function reported(
      person: { id: string },
      answers: Partial<WorkInterruptionAnswers> = {},
      running = false,
    ): Promise<Mutation> {
      const fresh = {
        kind: 'work-interruption' as const,
        reference: `AU-TEST-${++count}-${portal.url.slice(-5)}`,
      }
      const about = { employerId: employer.id, employeeId: person.id, draft: {} }
      const by = { actor: 'hr', at: portal.clock.now() }
      const id = await beginDraft(portal.db, { ...fresh, ...about }, by)
      const said = { reason: 'unpaid-leave', begin: '2026-08-03', documents: [], ...answers }
      await submit(portal.db, await mutationById(portal.db, id), said, by)
      if (running)
        await portal.db('mutations').where({ id }).update({ status: 'running', outcome: 'confirmed' })
      return mutationById(portal.db, id)
    }

    it('asks whether somebody works again until a day that can be moved, and returns what was asked with the answer', async () => {
      const mutation = await reported(await parent(), {}, true)
      const ladder = ladderUntil(mutation.id, '2026-11-23', '2026-12-23', [14, 25])
      const task = await portal.given.task(mutation, { step: 'resumption', details: { until: null }, ladder })
      const path = `${base}/tasks/${task.id}`
      expect((await hr.get(path)).words).to.match(/1\. Erinnerung.{0,20}Montag, 7\. Dezember/)
      const more = { ...day('until', '26.2.2027'), whyLater: 'Sie ist noch krank.' }
      expect((await hr.post(`${path}/extension`, more)).headers.location).to.equal(path)
      expect(await findTask(portal.db, task.id)).to.include({ dueOn: '2027-01-22' })
      const question = `${mutation.id}/extension/1`
      const page = await desk.get(`/office/tasks/${question}`)
      expect(page.words)
        .to.contain('Angeben, ob wieder gearbeitet wird')
        .and.to.contain('Sie ist noch krank.')
      await hr.get(mutationPath(mutation))
      const news = { ...day('resumedOn', '20.11.2026'), degree: '100' }
      const told = await hr.post(`${mutationPath(mutation)}/amend/resumption`, news)
      expect(told.status).to.equal(303)
      expect((await findTask(portal.db, question)).status).to.equal('withdrawn')
    })

    it('leads from the reason to the receipt, and says on the way until when allowances go on', async () => {
      const person = await parent()
      const url = await begun(person)
      const seen: string[] = []
      let page = await follow(hr, await hr.get(url))
      const ahead = async (fields: Record<string, string>) => {
        seen.push(page.$('h1').text())
        page = await follow(hr, await hr.post(String(page.$('main form').last().attr('action')), fields))
      }
      await ahead({ reason: 'illness' })
      await ahead({ ...day('begin', '31.10.2026'), resumed: 'no' })
      expect(page.words).to.contain('Die Familienzulagen laufen bis 31. Januar 2027.')
      await ahead({
        paid: 'partly',
        'partly-share': '80 %',
        ...day('partly-until', '15.2.2027'),
        incapacity: '100',
      })
      await hr.upload(
        `${url}/documents`,
        { name: 'zeugnis.pdf', bytes: onePagePdf() },
        { act: 'upload', wanted: 'medical' },
      )
      page = await hr.get(`${url}/documents`)
      expect(page.words).to.contain('Es fehlt nichts mehr.')
      await ahead({})
      expect(page.words).to.contain('Die Familienzulagen laufen bis 15. Februar 2027.')
      expect(page.words).to.contain('Art. 10 Abs. 1 FamZV').and.to.contain('Art. 13 Abs. 1 FamZG')
      await ahead({ confirm: 'yes' })
      seen.push(page.$('h1').text())
      expect(seen).to.deep.equal([
        'Warum arbeitet die Person nicht?',
        'Von wann bis wann?',
        'Was wird während des Unterbruchs bezahlt?',
        'Welche Unterlagen haben Sie schon?',
        'Stimmt alles?',
        'Ihre Meldung ist bei uns',
      ])
      expect(page.words).to.contain('kann der andere Elternteil ab dem 16. Februar 2027')
      const { answers } = await mutationById(portal.db, url.split('/').at(-1) ?? '')
      expect(answers).to.deep.include({
        reason: 'illness',
        begin: '2026-10-31',
        wage: { paid: 'partly', share: 80, until: '2027-02-15', incapacity: 100 },
      })
      const pdf = await hr.download(`${url}/confirmation.pdf`)
      expect(pdf.status).to.equal(200)
    })

    it('asks for the wage only where allowances may depend on it', async () => {
      const short = await begun(await parent())
      await hr.post(`${short}/reason`, { reason: 'military' })
      const next = await hr.post(`${short}/period`, {
        ...day('begin', '2.11.2026'),
        ...day('until', '20.11.2026'),
        resumed: 'no',
      })
      expect(next.headers.location).to.equal(`${short}/check-answers`)
      const nobody = await begun(await portal.given.employee(employer.id))
      await hr.post(`${nobody}/reason`, { reason: 'illness' })
      const last = await follow(
        hr,
        await hr.post(`${nobody}/period`, { ...day('begin', '2.11.2026'), resumed: 'no' }),
      )
      expect(last.words).to.contain('Für diese Person laufen keine Familienzulagen.')
    })

    it('asks how long a leave of parents is, and nothing of the end after a death', async () => {
      const url = await begun(await parent())
      await hr.post(`${url}/reason`, { reason: 'maternity' })
      expect((await hr.get(`${url}/period`)).$('[name=extension]')).to.have.length(4)
      await hr.post(`${url}/period`, { ...day('begin', '2.11.2026'), extension: 'both', resumed: 'no' })
      expect((await hr.get(`${url}/wage`)).words)
        .to.contain('bis 18. April 2027')
        .and.contain('Abs. 2 lit. bter')
      await hr.post(`${url}/reason`, { reason: 'death' })
      const page = await hr.get(`${url}/period`)
      expect(page.$('[name=resumed], [name=extension], [name=until-day]')).to.have.length(0)
      expect(page.$('h1').text()).to.equal('Wann ist die Person gestorben?')
    })

    it('refuses days before the employment, and days on which the person is away already', async () => {
      const person = await parent()
      await reported(person, { until: '2026-10-30' }, true)
      const url = await begun(person)
      await hr.post(`${url}/reason`, { reason: 'illness' })
      const early = await hr.post(`${url}/period`, { ...day('begin', '1.3.2019'), resumed: 'no' })
      expect(early.status).to.equal(422)
      expect(errorsOn(early)[0]).to.contain('Es besteht seit dem 1. April 2019')
      const twice = await hr.post(`${url}/period`, { ...day('begin', '30.10.2026'), resumed: 'no' })
      expect(errorsOn(twice)[0]).to.contain('schon ein Unterbruch ab dem 3. August 2026')
      expect(twice.$('[name=begin-day]').val()).to.equal('30')
      const after = await hr.post(`${url}/period`, { ...day('begin', '31.10.2026'), resumed: 'no' })
      expect(after.status).to.equal(303)
    })

    it('takes a return that was before the report, with the wage of a part', async () => {
      const url = await begun(await parent())
      await hr.post(`${url}/reason`, { reason: 'accident' })
      const fields = {
        ...day('begin', '10.2.2026'),
        resumed: 'yes',
        ...day('resumedOn', '20.8.2026'),
        degree: '50',
      }
      const wrong = await hr.post(`${url}/period`, fields)
      expect(errorsOn(wrong)[0]).to.contain('AHV-Lohn pro Monat')
      const page = await follow(hr, await hr.post(`${url}/period`, { ...fields, resumedWage: '3’170' }))
      expect(page.words).to.contain('laufen bis 31. Mai 2026 und wieder ab 1. August 2026')
    })

    it('takes news while it runs: once, with a nudge, and not before its begin', async () => {
      const mutation = await reported(await parent(), {}, true)
      const url = `${base}/mutations/${mutation.id}`
      const status = await hr.get(url)
      expect(status.words).to.contain('Die Familienzulagen laufen bis 30. November 2026.')
      expect(status.$(`a[href="${url}/amend/resumption"]`)).to.have.length(1)
      const form = await hr.get(`${url}/amend/resumption`)
      expect(form.status).to.equal(200)
      const early = await hr.post(`${url}/amend/resumption`, {
        ...day('resumedOn', '3.8.2026'),
        degree: '100',
      })
      expect(early.status).to.equal(422)
      expect(early.words).to.contain('liegt nicht nach dem Beginn')
      await portal.db('outbox').delete()
      for (let i = 0; i < 2; i++)
        await hr.post(`${url}/amend/resumption`, { ...day('resumedOn', '16.11.2026'), degree: '100' })
      expect(await amendmentsOf(portal.db, mutation.id)).to.have.length(1)
      expect((await promisesToKeep(portal.db)).map((it) => it.workflow)).to.deep.equal(['work-interruption'])
      const later = await hr.post(`${url}/amend/expected-end`, day('until', '2.8.2026'))
      expect(later.status).to.equal(422)
      expect((await hr.get(url)).words).to.contain('Rückkehr zur Arbeit gemeldet')
    })

    it('asks whether work was resumed, and keeps what was typed wrong', async () => {
      const mutation = await reported(await parent(), {}, true)
      const spec = { step: 'resumption', details: { until: '2026-11-30' }, dueOn: '2026-12-30' }
      const task = await portal.given.task(mutation, spec)
      const path = `${base}/tasks/${task.id}`
      const page = await hr.get(path)
      expect(page.words).to.contain('Ohne Lohn laufen die Familienzulagen bis 30. November 2026.')
      expect((await hr.post(path, {})).words).to.contain('Wählen Sie, ob die Person wieder arbeitet.')
      const wrong = await hr.post(path, { resumed: 'yes', ...day('resumedOn', '31.2.2026'), degree: '40' })
      expect(wrong.status).to.equal(422)
      expect(wrong.$('[name=degree]').val()).to.equal('40')
      const right = await hr.post(path, { resumed: 'no', ...day('until', '15.1.2027'), wage: '700' })
      expect(right.status).to.equal(303)
      const { status, outcome } = await findTask(portal.db, task.id)
      expect(status).to.equal('done')
      expect(outcome).to.deep.equal({ decision: 'still-away', until: '2027-01-15', wage: 70_000 })
      expect((await hr.get(path)).words).to.contain('Arbeitet noch nicht wieder')
      expect((await hr.get(`${base}/mutations/${mutation.id}`)).words).to.contain('Frage beantwortet')
    })

    it('is reviewed with the proposal, its reasons and its articles', async () => {
      const mutation = await reported(await parent(), { reason: 'illness', begin: '2026-11-02' })
      const task = await portal.given.task(mutation, { side: 'fund' })
      await desk.post(`/office/tasks/${task.id}/claim`, {})
      const page = await desk.get(`/office/tasks/${task.id}`)
      const sheet = page.$('#sheet').text().replace(/\s+/g, ' ')
      expect(sheet).to.contain('Die Familienzulagen laufen bis 28. Februar 2027.')
      expect(sheet).to.contain('Art. 10 Abs. 1 FamZV').and.to.contain('Lea Steiner, Kinderzulage')
      const version = String(page.$('[name=version]').val())
      const refusal = await desk.post(`/office/tasks/${task.id}`, { decision: 'refuse', version })
      expect(refusal.status).to.equal(422)
      const asked = await desk.post(`/office/tasks/${task.id}`, {
        ...{ decision: 'ask', documents: 'medical', days: '20', text: '', version },
      })
      expect(asked.status).to.equal(303)
      const again = await portal.given.task(mutation, { side: 'fund', n: 2 })
      await desk.post(`/office/tasks/${again.id}/claim`, {})
      const approved = await desk.post(`/office/tasks/${again.id}`, {
        decision: 'approve',
        version: String((await desk.get(`/office/tasks/${again.id}`)).$('[name=version]').val()),
      })
      expect(approved.status).to.equal(303)
      expect((await findTask(portal.db, again.id)).outcome).to.have.nested.property(
        'result.continuation.until',
        '2027-02-28',
      )
    })
  })
})
