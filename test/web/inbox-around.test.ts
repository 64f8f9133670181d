import { expect } from 'chai'
import { onEachDatabase } from './portal.js'
import type { Answer } from './visitor.js'

describe('The inbox of somebody who acts for several employers', () => {
  onEachDatabase((portal) => {
    async function scene(topics?: string) {
      const firms = [
        await portal.given.employer({ name: 'Holz AG' }),
        await portal.given.employer({ name: 'Bach AG' }),
        await portal.given.employer({ name: 'Fremd AG' }),
      ] as const
      const [holz, bach, stranger] = firms.map(({ id }) => id) as [string, string, string]
      const account = await portal.given.user({ employers: [holz, bach] })
      if (topics) await portal.db('mandates').where({ userId: account.id }).update({ topics })
      const report = async (employerId: string, lastName: string) =>
        portal.given.submitted(await portal.given.employee(employerId, { lastName }))
      return { holz, bach, stranger, account, report, agent: await portal.signIn(account) }
    }
    const lines = ({ $ }: Answer, of: string) =>
      $(of)
        .map((_, it) => $(it).text().replace(/\s+/g, ' ').replace('Ungelesen: ', '').trim())
        .get()

    it('counts what is urgent and under way, and each figure leads to the list of just that', async () => {
      const { holz, bach, stranger, report, agent } = await scene()
      await portal.given.task(await report(holz, 'Spät'), { dueOn: '2026-11-20' })
      await portal.given.task(await report(bach, 'Bald'), { dueOn: '2026-11-27' })
      await portal.given.task(await report(bach, 'Später'), { dueOn: '2026-12-27' })
      await portal.given.task(await report(bach, 'Prüfung'), { side: 'fund', dueOn: '2026-12-03' })
      await portal.given.message(await report(holz, 'Entschieden'))
      await portal.given.draft(await portal.given.employee(holz, { lastName: 'Entwurf' }))
      await portal.given.task(await report(stranger, 'Fremd'), { dueOn: '2026-11-20' })
      const page = await agent.get('/inbox')
      const rows = [1, 1, 1, 1, 5]
      expect(lines(page, '.figure__number')).to.deep.equal(rows.map(String))
      expect(page.words).not.to.contain('Fremd')
      for (const [n, link] of page.$('.figure').toArray().entries()) {
        const list = await agent.get(page.$(link).attr('href') ?? '')
        expect(list.$('#inbox .rows > .row'), page.$(link).attr('href')).to.have.length(rows[n] ?? 0)
      }
      const running = await agent.get('/inbox?show=running&q=prüf')
      expect(lines(running, '#inbox .row')).to.have.length(1)
      expect(running.words).to.contain('Bach AG').and.to.contain('In Prüfung bis 3. Dezember')
      expect(lines(page, '#under-way .row')[0]).to.contain('Rückfrage an Sie')
      expect(page.$('#under-way .card__more').attr('href')).to.equal('/inbox?show=running')
    })

    it('says the next days to come at all of them, each with its firm and a link there', async () => {
      const { holz, bach, report, agent } = await scene()
      for (const day of ['16', '17', '18', '19'])
        await portal.given.task(await report(holz, `Spät${day}`), { dueOn: `2026-11-${day}` })
      const [task, decided] = [await report(bach, 'Bald'), await report(holz, 'Prüfung')]
      await portal.given.task(task, { dueOn: '2026-11-27' })
      await portal.given.task(decided, { side: 'fund', dueOn: '2026-12-03' })
      const person = await portal.given.employee(bach)
      const child = { ...(await portal.given.child(person)), employeeId: person.id, employerId: bach }
      await portal.given.entitlement(child, { kind: 'education', provenUntil: '2026-12-20' })
      const page = await agent.get('/inbox')
      expect(lines(page, 'section:has(#deadlines) dt')).to.deep.equal([
        'Unterlagen nachreichen für Luca BaldBach AG',
        'Unser Entscheid: Familienzulagen für Luca PrüfungHolz AG',
        'AusbildungsnachweisBach AG',
        'Lohnmeldung 20262 Mitglieder',
      ])
      const links = page.$('section:has(#deadlines) dt a').toArray()
      expect(links.map((it) => page.$(it).attr('href'))).to.deep.equal([
        `/e/${bach}/tasks/${task.id}/provide-documents/1`,
        `/e/${holz}/mutations/${decided.id}`,
        `/e/${bach}/employees?show=allowances`,
        '/mandates',
      ])
    })

    it('offers what is most urgent with its firm, then to go on with a draft, and to choose a firm for a report', async () => {
      const { holz, bach, report, agent } = await scene()
      const none = await agent.get('/inbox')
      expect(lines(none, 'section:has(#likely) .tile')).to.deep.equal([
        'Etwas meldenZuerst das Mitglied wählen.',
      ])
      const late = await report(bach, 'Spät')
      await portal.given.task(late, { dueOn: '2026-11-20' })
      const draft = await portal.given.draft(await portal.given.employee(holz, { lastName: 'Entwurf' }))
      await portal.given.message(await report(holz, 'Entschieden'))
      const page = await agent.get('/inbox?show=messages')
      expect(lines(page, 'section:has(#likely) .tile').slice(0, 2)).to.deep.equal([
        'Unterlagen nachreichen für Luca SpätBach AG: Die Frist ist abgelaufen.',
        'Familienzulagen für Luca EntwurfHolz AG: Entwurf, gespeichert: heute, 09:00',
      ])
      const links = page.$('section:has(#likely) .tile').toArray()
      expect(links.map((it) => page.$(it).attr('href'))).to.deep.equal([
        `/e/${bach}/tasks/${late.id}/provide-documents/1`,
        `/e/${holz}/mutations/${draft.id}`,
        '/mandates',
      ])
    })

    it('shows what is starred at any firm, and nothing whose right or mandate has gone', async () => {
      const { holz, bach, account, agent } = await scene()
      const person = await portal.given.employee(bach, { firstName: 'Nora', lastName: 'Stern' })
      await agent.post(`/e/${bach}/favourites`, { kind: 'employee', target: person.id, on: '1' })
      await agent.post(`/e/${holz}/favourites`, { kind: 'page', target: 'messages', on: '1' })
      const starred = async () => lines(await agent.get('/inbox'), 'section:has(#favourites) .row__link')
      expect((await starred()).toSorted()).to.deep.equal(['Mitteilungen', 'Nora Stern'])
      const mandate = (employerId: string) => portal.db('mandates').where({ userId: account.id, employerId })
      await mandate(bach).update({ topics: 'finance' })
      expect(await starred()).to.deep.equal(['Mitteilungen'])
      await mandate(holz).update({ endedAt: portal.clock.now() })
      expect(await starred()).to.deep.equal([])
    })

    it('shows nothing of reports and days to come to whoever lacks their topics', async () => {
      const { holz, report, agent } = await scene('finance')
      await portal.given.task(await report(holz, 'Verborgen'), { dueOn: '2026-11-27' })
      const page = await agent.get('/inbox')
      expect(lines(page, '.figure__number')).to.deep.equal(['0', '0', '0', '0', '0'])
      expect(page.$('#deadlines, #under-way .row')).to.have.length(0)
      expect(page.words).not.to.contain('Verborgen')
    })

    it('shows the three things to set up, which are put away here and on the start page at once', async () => {
      const { holz, account, agent } = await scene()
      await portal.db('mandates').where({ userId: account.id, employerId: holz }).update({ role: 'admin' })
      const page = await agent.get('/inbox')
      expect(lines(page, '.setup .row__link')).to.have.length(3)
      expect(page.$('.setup .row__link').eq(1).attr('href')).to.equal(`/e/${holz}/users/invite`)
      const away = await agent.post(page.$('.setup form').attr('action') ?? '')
      expect(away.headers.location).to.equal('/inbox')
      expect((await agent.get('/inbox')).$('.setup')).to.have.length(0)
      expect((await agent.get(`/e/${holz}`)).$('.setup')).to.have.length(0)
    })

    it('asks for the list alone while one types, and for everything around it while it lies open', async () => {
      const { agent } = await scene()
      expect((await agent.part('/inbox?q=x')).text).not.to.contain('hx-partial')
      const open = await agent.part('/inbox?q=x', { 'Portal-Live': '1' })
      expect(open.text).to.contain('hx-target="#glance"').and.to.contain('hx-target="#beside"')
      expect(open.$('#inbox [role=status]').attr('aria-live')).to.equal('off')
    })
  })
})
