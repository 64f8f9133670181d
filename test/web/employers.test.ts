import { expect } from 'chai'
import { readMessage } from '../../db/messages/messages.js'
import { closeMutation } from '../../db/reports/outcomes.js'
import { answers } from '../domain/family-allowance/facts.js'
import { onEachDatabase } from './portal.js'
import type { Answer, Visitor } from './visitor.js'

onEachDatabase((portal) => {
  describe('an employer, for the office', () => {
    let employer: { id: string; name: string; memberNumber: string }
    let person: { id: string; employerId: string }
    let desk: Visitor
    let path: string

    beforeEach(async () => {
      employer = (await portal.given.employer({ name: 'Aareholz AG', uid: 'CHE-109.322.551' })) as never
      person = await portal.given.employee(employer.id)
      desk = await portal.signIn(await portal.given.user({ role: 'caseworker' }))
      path = `/office/employers/${employer.id}`
    })

    /** The figures of the page with their texts, and where they lead. */
    const figures = ({ $ }: Answer) =>
      $('.figures a')
        .toArray()
        .map((it) => [$(it).text().replace(/\s+/g, ' ').trim(), $(it).attr('href')])

    it('is opened from the register, from a task and from a report', async () => {
      const report = await portal.given.submitted(person, answers({}))
      const task = await portal.given.task(report, { side: 'fund' })
      for (const from of [
        '/office/employers?q=109322551',
        `/office/tasks/${task.id}`,
        `/office/mutations/${report.id}`,
      ])
        expect((await desk.get(from)).$(`main a[href="${path}"]`), from).to.have.length(1)
      const searched = await desk.get('/office?q=aareholz')
      expect(searched.$('main a[href="/office/employers?q=aareholz"]').text()).to.contain('Mitgliedern')
    })

    it('shows what the register has, and how many work there today', async () => {
      await portal.given.employee(employer.id)
      await portal.given.employee(employer.id, { employment: { endsOn: '2026-10-31' } })
      await portal.given.employee(employer.id, { employment: { startsOn: '2026-12-01' } })
      const page = await desk.get(path)
      expect(page.$('#record').closest('section').text().replace(/\s+/g, ' ')).to.match(
        /UIDCHE-109\.322\.551 AdresseWerkstrasse 1, 9000 St\. Gallen KantonSG Sprache der BriefeDeutsch Mitarbeitende2/,
      )
      expect(page.words).to.contain(`Mitglied ${employer.memberNumber}`)
    })

    it('counts what is open and closed; each figure leads to the list it counts', async () => {
      const [first, second] = [await portal.given.submitted(person), await portal.given.submitted(person)]
      await portal.given.task(first, { side: 'fund', dueOn: '2026-11-20' })
      await portal.given.task(first)
      await portal.db.transaction((trx) =>
        closeMutation(trx, second.id, 'granted', { actor: 'system', at: portal.clock.now() }),
      )
      await portal.given.draft(person)
      await portal.given.message(second)
      const page = await desk.get(path)
      expect(figures(page)).to.deep.equal([
        ['1 Aufgabe bei uns', `${path}/tasks?side=fund`],
        ['1 Aufgabe beim Mitglied', `${path}/tasks?side=employer`],
        ['1 überfällig', `${path}/tasks?due=overdue`],
        ['1 laufende Meldung', `${path}?state=open#reports`],
        ['1 abgeschlossene Meldung', `${path}?state=closed#reports`],
        ['1 ungelesene Mitteilung', `${path}/messages?show=unread`],
      ])
      for (const [text, href = ''] of figures(page)) {
        const rows = (await desk.get(href)).$(href.includes('#') ? '#reports .row' : 'main .row')
        expect(rows, text).to.have.length(1)
      }
    })

    it('lists its reports, the newest first and by state; a draft is none of the office’s business', async () => {
      const old = await portal.given.submitted(person)
      portal.clock.forward(1)
      const newest = await portal.given.submitted(person)
      const draft = await portal.given.draft(person)
      const links = (await desk.get(path))
        .$('#reports .row a')
        .toArray()
        .map((it) => it.attribs.href)
      expect(links).to.deep.equal([newest, old].map(({ id }) => `/office/mutations/${id}`))
      expect((await desk.get(`${path}?q=${draft.reference}`)).words).to.contain('Keine Meldung passt')
    })

    it('shows messages with the mark of reading, also those that were put away', async () => {
      const report = await portal.given.submitted(person)
      const message = await portal.given.message(report)
      expect((await desk.get(`${path}/messages`)).$('.row').text()).to.contain('Ungelesen')
      const found = await portal.db('messages').where({ id: message.id }).first()
      await readMessage(portal.db, found, { actor: 'hr', at: portal.clock.now() })
      await portal.db('messages').where({ id: message.id }).update({ archivedAt: portal.clock.now() })
      expect((await desk.get(`${path}/messages`)).$('.row').text()).to.match(/gelesen/)
      expect((await desk.get(`${path}/messages?show=unread`)).$('.row')).to.have.length(0)
    })

    it('shows who acts for it with rights and last visit, and for whom else a fiduciary acts', async () => {
      const other = await portal.given.employer({ name: 'Limmatpflege' })
      const agent = await portal.given.user({ name: 'Urs Treu', employers: [employer.id, other.id] })
      const begunAt = '2024-03-01T08:00:00.000Z'
      await portal
        .db('mandates')
        .where({ userId: agent.id })
        .update({ kind: 'agent', topics: 'salaries', begunAt })
      await portal.given.user({ name: 'Rita Frei', email: 'rita@aareholz.example', employers: [employer.id] })
      const gone = await portal.given.user({ name: 'Max Fort', employers: [employer.id] })
      await portal.db('mandates').where({ userId: gone.id }).update({ endedAt: portal.clock.now() })
      const page = await desk.get(path)
      const agents = page.$('#agents').closest('section')
      expect(agents.text().replace(/\s+/g, ' ')).to.match(
        /Urs Treu.*Benutzer, Löhne, seit 1\. März 2024zuletzt angemeldet: noch nie ?Handelt auch für 1 anderes Mitglied/,
      )
      expect(page.$('#staff').closest('section').text())
        .to.contain('rita@aareholz.example')
        .and.not.contain('Max Fort')
      const also = agents.find('a[href*="agent="]').attr('href') ?? ''
      const represented = await desk.get(also)
      expect(
        represented
          .$('.row__title')
          .toArray()
          .map((it) => represented.$(it).text()),
      ).to.deep.equal(['Aareholz AG', 'Limmatpflege'])
      expect(represented.words).to.contain('Vertreten durch Urs Treu')
    })

    it('shows wages by year with their state and the statement', async () => {
      const report = await portal.given.submitted(person)
      await portal
        .db('mutations')
        .where({ id: report.id })
        .update({ kind: 'salary-declaration', subject: '2025', outcome: 'confirmed', status: 'closed' })
      const letter = await portal.given.message(report, { kind: 'salary-declaration-statement' })
      const called = await portal.given.draft(person)
      await portal
        .db('mutations')
        .where({ id: called.id })
        .update({ kind: 'salary-declaration', subject: '2026', subjectKey: `${employer.id}/2026` })
      const wages = (await desk.get(path)).$('#wages').closest('section')
      expect(
        wages
          .find('.row__title')
          .toArray()
          .map((it) => wages.find(it).text()),
      ).to.deep.equal(['2026', '2025'])
      expect(wages.text()).to.contain('Ausstehend').and.contain('Bestätigt')
      expect(wages.find(`a[href="/office/documents/${letter.id}"]`)).to.have.length(1)
    })

    it('shows many tasks page by page', async () => {
      for (let n = 1; n <= 27; n++) await portal.given.task(await portal.given.submitted(person), { n })
      expect((await desk.get(path)).$('#tasks').closest('section').find('.row')).to.have.length(5)
      const first = await desk.get(`${path}/tasks?side=employer`)
      expect(first.$('.row')).to.have.length(25)
      const next = first.$('.govuk-pagination__next a').attr('href') ?? ''
      expect(next).to.equal(`${path}/tasks?side=employer&page=2`)
      expect((await desk.get(next)).$('.row')).to.have.length(2)
    })

    it('is for whoever sees cases: not for employers, nor for who looks after accounts', async () => {
      const supervisor = await portal.signIn(await portal.given.user({ role: 'supervisor' }))
      const accounts = await portal.signIn(await portal.given.user({ role: 'system-administrator' }))
      const hr = await portal.signIn(await portal.given.user({ employers: [employer.id] }))
      for (const page of [path, `${path}/tasks`, `${path}/messages`]) {
        expect((await supervisor.get(page)).status, page).to.equal(200)
        expect((await accounts.get(page)).status, page).to.equal(403)
        expect((await hr.get(page)).status, page).to.equal(404)
      }
      expect((await supervisor.get(path)).$(`a[href="${path}/users"]`)).to.have.length(0)
      expect((await accounts.get('/office/employers')).$(`a[href="${path}/users"]`)).to.have.length(1)
      expect((await desk.get('/office/employers/nobody')).status).to.equal(404)
    })
  })
})
