import { expect } from 'chai'
import { createActivities } from '../../activities/index.js'
import { mutationById } from '../../db/reports/mutations.js'
import { claimTask } from '../../db/tasks/claims.js'
import type { Task } from '../../db/tasks/tasks.js'
import { follow, valuesOn } from './family-allowance-typed.js'
import { onePagePdf } from './files.js'
import { beginEntry, fillInEntry, somebody, typedEntry, typedPerson } from './new-employee-typed.js'
import { onEachDatabase } from './portal.js'
import { type Answer, onOneLine, type Visitor } from './visitor.js'

const errorAt = (answer: Answer, field: string) =>
  onOneLine(answer.$(`#${field}-error`).text()).replace('Fehler: ', '')
const none = { hasNumber: 'no', ahvNumber: '' }

onEachDatabase((portal) => {
  describe('the report of an entry', () => {
    const idIn = (url: string) => String(url.split('/').at(-1))

    async function scene() {
      const employer = await portal.given.employer()
      const hr = await portal.signIn(await portal.given.user({ employers: [employer.id] }))
      const base = `/e/${employer.id}/mutations`
      return { employer, hr, base, who: somebody(), url: await beginEntry(hr, base) }
    }

    /** What the worker does with a report that was sent: the same activities in the same order. */
    async function workOn(url: string) {
      const mailer = { send: async () => true }
      const activities = createActivities({ ...portal.deps, mailer })
      const id = idIn(url)
      const at = portal.clock.now()
      for (const step of ['provide-documents', 'review']) {
        const { answer } = await activities.openTask(id, step, 1, at)
        if (!answer) return
      }
      await activities.decideNewEmployee(id, 1, at)
    }

    async function sent(who = somebody()) {
      const it = { ...(await scene()), who }
      await fillInEntry(it.hr, it.url, who)
      const answer = await it.hr.post(`${it.url}/check-answers`, { confirm: 'yes' })
      expect(answer.headers.location).equal(it.url)
      await workOn(it.url)
      return it
    }

    it('begins from the list of people and from the start page, once however often it is pressed', async () => {
      const { hr, base, employer, url } = await scene()
      for (const page of [`/e/${employer.id}`, `/e/${employer.id}/employees`]) {
        const form = (await hr.get(page)).$('form:has(input[name=kind][value=new-employee])')
        expect(form.attr('action'), page).equal(base)
        expect(form.text(), page).include('Eintritt melden')
      }
      expect(await beginEntry(hr, base)).equal(url)
      const stranger = await portal.given.employer()
      expect((await hr.post(`/e/${stranger.id}/mutations`, { kind: 'new-employee' })).status).equal(404)
    })

    it('bears in every list the name as it was typed', async () => {
      const { hr, url, employer } = await scene()
      const tasks = `/e/${employer.id}/tasks`
      expect((await hr.get(tasks)).words).include('Eintrittsmeldung')
      await hr.post(`${url}/person`, { firstName: 'Zoë', lastName: 'Müller' })
      for (const page of [tasks, `/e/${employer.id}`, `/e/${employer.id}/mutations?q=muller`])
        expect((await hr.get(page)).words, page).include('Eintrittsmeldung für Zoë Müller')
    })

    it('asks for what an insurance card needs only where there is no AHV number', async () => {
      const { hr, url, who } = await scene()
      const last = await fillInEntry(hr, url, who)
      expect(last.headers.location).equal(`${url}/check-answers`)
      await hr.post(`${url}/person`, { ...typedPerson(who), ...none })
      expect((await hr.get(`${url}/work`)).status).equal(200)
      for (const step of ['person', 'contact', 'work'])
        expect((await hr.get(`${url}/${step}`)).status, step).equal(200)
      const card = await follow(hr, await hr.post(`${url}/work`, typedEntry.work))
      expect(card.words).include('Alle Vornamen')
      expect(valuesOn(card)).include({ allFirstNames: 'Zoë', singleName: 'Müller' })
      const documents = await hr.post(`${url}/card`, typedEntry.card)
      expect(documents.headers.location).equal(`${url}/documents`)
      await hr.get(`${url}/documents`)
      const file = { name: 'pass.pdf', bytes: onePagePdf() }
      await hr.upload(`${url}/documents`, file, { act: 'upload', wanted: 'identity', form: '0' })
      expect((await hr.post(`${url}/documents`)).headers.location).equal(`${url}/check-answers`)
      const check = await hr.get(`${url}/check-answers`)
      for (const words of ['Noch keine', 'Anna Zoe', 'Porto, Portugal', 'pass.pdf', '6’120.00', '80 %'])
        expect(check.words).include(words)
    })

    const wrong: [
      step: 'person' | 'work' | 'card',
      changes: Record<string, string>,
      field: string,
      words: string,
    ][] = [
      ['person', { ahvNumber: '756.9217.0769.84' }, 'ahvNumber', 'Prüfziffer'],
      ['person', { ahvNumber: '756.9217' }, 'ahvNumber', '13 Ziffern'],
      ['person', { ahvNumber: '' }, 'ahvNumber', '13 Ziffern'],
      ['person', { ahvNumber: '756.9217.0769.84', firstName: '' }, 'ahvNumber', 'Prüfziffer'],
      ['person', { ahvNumber: '756.9217.0769.84', firstName: '' }, 'firstName', 'ausfüllen'],
      ['person', { 'birthDate-year': '2027' }, 'birthDate', 'Zukunft'],
      ['person', { 'birthDate-year': '1894' }, 'birthDate', 'geben sie ein datum'],
      ['person', { firstName: '王' }, 'firstName', '王'],
      ['person', { hasNumber: '' }, 'hasNumber', 'Wählen'],
      ['work', { 'startsOn-year': '2019' }, 'startsOn', '1. Januar 2021'],
      ['work', { 'startsOn-year': '2028' }, 'startsOn', '23. November 2027'],
      [
        'work',
        { 'endsOn-day': '30', 'endsOn-month': '11', 'endsOn-year': '2026' },
        'endsOn',
        'vor dem Eintritt',
      ],
      ['work', { workload: '120' }, 'workload', '1 bis 100'],
      ['work', { workload: 'voll' }, 'workload', '1 bis 100'],
      ['work', { monthlyWage: '0' }, 'monthlyWage', 'über null'],
      ['work', { allowances: '' }, 'allowances', 'Wählen'],
      ['card', { allFirstNames: 'Anna' }, 'allFirstNames', 'Zoë'],
    ]
    for (const [step, changes, field, words] of wrong)
      it(`refuses ${JSON.stringify(changes)}, says why, and keeps what was typed`, async () => {
        const { hr, url, who } = await scene()
        await fillInEntry(hr, url, who, step === 'card' ? { person: none } : {})
        const usual = step === 'person' ? typedPerson(who) : typedEntry[step]
        const answer = await hr.post(`${url}/${step}`, { ...usual, ...changes })
        expect(answer.status).equal(422)
        expect(errorAt(answer, field).toLowerCase()).include(words.toLowerCase())
        const typed = Object.entries(changes).filter(([, value]) => value !== '')
        expect(valuesOn(answer)).include(Object.fromEntries(typed))
      })

    it('says that somebody works here already, with the way to that page', async () => {
      const { hr, url, employer, who } = await scene()
      const known = await portal.given.employee(employer.id, {
        ...{ firstName: 'Zoe', lastName: 'Müller-Rossi', ahvNumber: who.ahvNumber },
      })
      const answer = await hr.post(`${url}/person`, typedPerson(who))
      expect(answer.status).equal(422)
      expect(errorAt(answer, 'ahvNumber')).include('Zoe Müller-Rossi arbeitet bereits bei Ihnen')
      expect(answer.$(`main a[href="/e/${employer.id}/employees/${known.id}"]`).text()).include(
        'Seite der Person',
      )
      expect((await hr.get(`${url}/check-answers`)).status).equal(303)
    })

    it('recognises somebody without a number by name and birthday', async () => {
      const { hr, url, employer, who } = await scene()
      const born = { firstName: 'Zoë', lastName: 'Müller', birthDate: who.birthDate }
      await portal.given.employee(employer.id, born)
      const answer = await hr.post(`${url}/person`, { ...typedPerson(who), ...none })
      expect(errorAt(answer, 'lastName')).include('arbeitet bereits bei Ihnen')
    })

    it('knows somebody who comes back, and lets the new entry be after the old end only', async () => {
      const { hr, url, employer, who } = await scene()
      const past = { startsOn: '2019-04-01', endsOn: '2026-11-30' }
      const known = await portal.given.employee(employer.id, {
        ...{ firstName: 'Zoe', lastName: 'Müller', ...who, employment: past },
      })
      await hr.post(`${url}/person`, typedPerson(who))
      expect((await hr.get(`${url}/person`)).words).include(
        'war bis am 30. November 2026 bei Ihnen angestellt',
      )
      await hr.post(`${url}/contact`, typedEntry.contact)
      const early = await hr.post(`${url}/work`, { ...typedEntry.work, 'startsOn-month': '11' })
      expect(errorAt(early, 'startsOn')).include('Der neue Eintritt muss danach liegen')
      await hr.post(`${url}/work`, typedEntry.work)
      await hr.post(`${url}/check-answers`, { confirm: 'yes' })
      await workOn(url)
      expect(await mutationById(portal.db, idIn(url))).include({ outcome: 'confirmed', employeeId: known.id })
      const spans = await portal.db('employments').where({ employeeId: known.id }).orderBy('startsOn')
      expect(spans.map(({ startsOn }) => startsOn)).deep.equal(['2019-04-01', '2026-12-01'])
      expect(await portal.db('employees').where({ employerId: employer.id })).length(1)
    })

    it('is not sent twice for the same person from two tabs', async () => {
      const { hr, base, url, who } = await scene()
      await hr.post(`${url}/person`, { firstName: 'Z', lastName: 'M' })
      const other = await beginEntry(hr, base)
      expect(other).not.equal(url)
      await fillInEntry(hr, url, who)
      await fillInEntry(hr, other, who)
      await hr.post(`${url}/check-answers`, { confirm: 'yes' })
      const second = await hr.post(`${other}/check-answers`, { confirm: 'yes' })
      const page = await follow(hr, second)
      const { reference } = await mutationById(portal.db, idIn(url))
      expect(page.words).include(`Diesen Eintritt haben Sie mit der Meldung ${reference} bereits gemeldet`)
      expect(page.$(`main a[href="${url}"]`).length).equal(1)
      expect((await mutationById(portal.db, idIn(other))).status).equal('draft')
    })

    it('with a known number is confirmed at once, with a letter, and offers the family allowances', async () => {
      const { hr, url, employer } = await sent()
      const mutation = await mutationById(portal.db, idIn(url))
      expect(mutation).include({ status: 'closed', outcome: 'confirmed', employeeId: mutation.id })
      const page = await hr.get(url)
      expect(page.words).include('Ihre Meldung ist bestätigt')
      expect(page.words).include('Anmeldebestätigung zugestellt')
      const offer = page.$('form:has(input[name=kind][value=family-allowance])')
      expect(offer.find('input[name=employee]').attr('value')).equal(mutation.employeeId)
      const begun = await hr.post(String(offer.attr('action')), {
        kind: 'family-allowance',
        purpose: 'new',
        employee: String(mutation.employeeId),
      })
      expect(begun.headers.location).match(new RegExp(`^/e/${employer.id}/mutations/`))
      const found = await hr.get(`/e/${employer.id}/employees?q=muller&show=all`)
      expect(found.words).include('Müller Zoë')
      const person = await hr.get(`/e/${employer.id}/employees/${mutation.employeeId}`)
      expect(person.words).include('Eintrittsmeldung: Bestätigt').include('Bauleiterin')
      expect((await hr.get(`/e/${employer.id}/messages`)).words).include('Anmeldebestätigung')
      expect((await hr.get(`${url}/confirmation.pdf`)).status).equal(200)
    })

    it('tells nobody that somebody is known to the office, nor where', async () => {
      const elsewhere = await portal.given.employer({ name: 'Anderswo AG' })
      const who = somebody()
      await portal.given.employee(elsewhere.id, { firstName: 'Zoe', lastName: 'Geheim', ...who })
      const { hr, url, base } = await sent(who)
      expect((await mutationById(portal.db, idIn(url))).status).equal('submitted')
      const pages = [
        url,
        `${url}/confirmation.pdf`,
        base,
        base.replace('mutations', 'employees?show=all&q=geheim'),
      ]
      for (const path of pages) {
        const page = await hr.get(path)
        expect(page.text, path).not.match(/Anderswo|Geheim/)
      }
      // the same person at another employer, without contradiction: not a word either
      const second = await scene()
      const same = { ...typedPerson(who), firstName: 'Zoe', lastName: 'Geheim' }
      const answer = await second.hr.post(`${second.url}/person`, same)
      expect(answer.status).equal(303)
      expect((await second.hr.get(`${second.url}/person`)).$('main .notice:not([hidden])').length).equal(0)
    })

    describe('in the office', () => {
      let desk: Visitor
      let clerk: { id: string; email: string }
      before(async () => {
        clerk = await portal.given.user({ role: 'caseworker', name: 'Nadia Ammann' })
        desk = await portal.signIn(clerk)
      })

      async function reviewFor(url: string): Promise<Task> {
        const id = `${idIn(url)}/review/1`
        await claimTask(portal.db, id, { actor: clerk.id, at: portal.clock.now() })
        return portal.db('tasks').where({ id }).first()
      }

      it('shows with whom else somebody is on file, also where nobody had to look', async () => {
        const elsewhere = await portal.given.employer({ name: 'Anderswo AG' })
        const who = somebody()
        const { firstName, lastName } = typedPerson(who)
        await portal.given.employee(elsewhere.id, { ...who, firstName, lastName })
        const { hr, url } = await sent(who)
        expect((await mutationById(portal.db, idIn(url))).outcome).equal('confirmed')
        const page = await desk.get(`/office/mutations/${idIn(url)}`)
        expect(page.words).include('Auch bei anderen Mitgliedern erfasst').include('Anderswo AG')
        expect((await hr.get(url)).text).not.include('Anderswo')
      })

      async function withoutNumber() {
        const it = await scene()
        await fillInEntry(it.hr, it.url, it.who, { person: none })
        await it.hr.post(`${it.url}/card`, typedEntry.card)
        await it.hr.get(`${it.url}/documents`)
        const file = { name: 'pass.pdf', bytes: onePagePdf() }
        await it.hr.upload(`${it.url}/documents`, file, { act: 'upload', wanted: 'identity', form: '0' })
        await it.hr.post(`${it.url}/documents`)
        await it.hr.post(`${it.url}/check-answers`, { confirm: 'yes' })
        await workOn(it.url)
        return { ...it, task: await reviewFor(it.url) }
      }

      it('is confirmed under the number that the caseworker types in', async () => {
        const { task, url } = await withoutNumber()
        const path = `/office/tasks/${task.id}`
        const page = await desk.get(path)
        expect((await desk.get('/office')).words)
          .include('Müller Zoë')
          .not.include('Zoë Müller')
        expect([page.$('h1'), page.$('.proposal .h3')].map((it) => it.first().text())).deep.equal([
          'Müller Zoë',
          'Müller Zoë',
        ])
        for (const words of ['noch keine AHV-Nummer', 'Anna Zoe', 'Kopie von Pass'])
          expect(page.words).include(words)
        const version = String(page.$('input[name=version]').attr('value'))
        const approve = { version, decision: 'approve', after: 'list' }
        const empty = await desk.post(path, { ...approve, ahvNumber: '' })
        expect(errorAt(empty, 'ahvNumber')).include('13 Ziffern')
        const mistyped = await desk.post(path, { ...approve, ahvNumber: '756.1111.1111.14' })
        expect([mistyped.status, errorAt(mistyped, 'ahvNumber')]).deep.equal([
          422,
          'Die Prüfziffer der AHV-Nummer stimmt nicht. Vergleichen Sie die Nummer mit dem Versicherungsausweis.',
        ])
        const done = await desk.post(path, { ...approve, ahvNumber: '7561111111113' })
        expect(done.status).equal(303)
        await workOn(url)
        const person = await portal
          .db('employees')
          .where({ id: idIn(url) })
          .first()
        expect(person.ahvNumber).equal('756.1111.1111.13')
        expect((await desk.get(path)).words).include('756.1111.1111.13')
      })

      it('is not confirmed under the number of somebody else', async () => {
        const elsewhere = await portal.given.employer({ name: 'Anderswo AG' })
        await portal.given.employee(elsewhere.id, { ahvNumber: '756.2222.2222.24' })
        const { task } = await withoutNumber()
        const path = `/office/tasks/${task.id}`
        const version = String((await desk.get(path)).$('input[name=version]').attr('value'))
        const answer = await desk.post(path, { version, decision: 'approve', ahvNumber: '756.2222.2222.24' })
        expect(answer.status).equal(422)
        expect(errorAt(answer, 'ahvNumber')).include(
          'Akten von Anderswo AG zu Steiner Luca, geboren am 2. Juni 1984',
        )
      })

      it('shows who contradicts it, and wants to know how that was cleared up', async () => {
        const elsewhere = await portal.given.employer({ name: 'Anderswo AG' })
        const on = { firstName: 'Kim', lastName: 'Fremd', birthDate: '1971-01-02' }
        const who = somebody()
        await portal.given.employee(elsewhere.id, { ...on, ahvNumber: who.ahvNumber })
        const { url } = await sent(who)
        const task = await reviewFor(url)
        const path = `/office/tasks/${task.id}`
        const page = await desk.get(path)
        expect(page.words).include('Vorschlag: zuerst klären')
        expect(page.words).include(
          'Bei Anderswo AG anders erfasst (Vorname, Nachname und Geburtsdatum): Fremd Kim',
        )
        const version = String(page.$('input[name=version]').attr('value'))
        const approve = { version, decision: 'approve', ahvNumber: who.ahvNumber }
        expect(errorAt(await desk.post(path, approve), 'reason')).include('Begründen')
        const refusal = { version, decision: 'refuse', reason: 'Die Nummer gehört einer anderen Person.' }
        expect((await desk.post(path, { ...refusal, after: 'list' })).status).equal(303)
        await workOn(url)
        expect(await mutationById(portal.db, idIn(url))).include({ outcome: 'refused', employeeId: null })
        expect(await portal.db('employees').where({ lastName: 'Müller', ahvNumber: who.ahvNumber })).empty
        expect((await desk.get(`/office/mutations/${idIn(url)}`)).words).include('Zoë Müller')
      })
    })
  })
})
