import { expect } from 'chai'
import { entriesAbout } from '../../db/audit/note.js'
import { onEachDatabase } from './portal.js'
import type { Answer, Visitor } from './visitor.js'

const ahvNumber = '756.1234.5678.97'
const box = '/office/search'

describe('The search of the office', () => {
  onEachDatabase((portal) => {
    const staff = async (role: string) => portal.signIn(await portal.given.user({ role }))
    const searched = async (who: Visitor, q: string) => {
      const sent = await who.post(box, { q })
      expect(sent.headers.location).to.equal(box)
      return who.get(box)
    }
    const sorts = ({ $ }: Answer) =>
      $('main section[aria-labelledby]')
        .map((_, it) => $(it).attr('aria-labelledby')?.replace('found-', ''))
        .get()
    const links = ({ $ }: Answer, sort: string) =>
      $(`main section[aria-labelledby="found-${sort}"] .row__title`)
        .map((_, it) => $(it).attr('href'))
        .get()

    it('finds members, tasks, reports, messages, pages and guides, each in the list of its sort', async () => {
      const clerk = await staff('caseworker')
      const employer = await portal.given.employer({ name: 'Zwirnerei Ötztal AG' })
      const report = await portal.given.submitted(
        await portal.given.employee(employer.id, { lastName: 'Zwirner', firstName: 'Ida' }),
      )
      const task = await portal.given.task(report, { side: 'fund' })
      const mailing = {
        topic: 'general',
        text: '',
        audience: '{}',
        createdBy: 'clerk',
        savedAt: '2026-11-01',
      }
      await portal.db('mailings').insert([
        {
          id: 'sent',
          ...mailing,
          status: 'done',
          subject: 'Neue Ansätze',
          sentAt: '2026-11-01T09:00:00.000Z',
        },
        { id: 'unsent', ...mailing, status: 'draft', subject: 'Ansätze im Entwurf' },
      ])
      const words = { language: 'fr', subject: 'Zwirn pour tous', text: '' }
      await portal.db('mailingWords').insert({ mailingId: 'sent', ...words })

      const found = await searched(clerk, 'zwirn')
      expect(sorts(found)).to.deep.equal(['employers', 'tasks', 'reports', 'mailings'])
      expect(links(found, 'employers')).to.deep.equal([`/office/employers/${employer.id}`])
      expect(links(found, 'tasks')).to.deep.equal([`/office/tasks/${task.id}`])
      expect(links(found, 'reports')).to.deep.equal([`/office/mutations/${report.id}`])
      expect(links(found, 'mailings')).to.deep.equal(['/office/mailings/sent'])
      expect(found.words).to.contain('Familienzulagen für Zwirner Ida').and.to.contain(report.reference)
      expect(found.words).to.contain('4 Treffer für «zwirn»').and.not.to.contain('Entwurf')
      expect(sorts(await searched(clerk, 'arbeitskorb'))).to.include.members(['pages', 'guides'])
      expect((await searched(clerk, 'xqzv')).words).to.contain('Nichts gefunden für «xqzv»')
      expect((await searched(clerk, 'z')).words).to.contain('Nichts gefunden')
      for (const [sort, path] of [
        ['tasks', '/office?q=zwirn'],
        ['mailings', '/office/mailings?q=zwirn'],
      ] as const)
        expect((await clerk.get(path)).$('main').html(), path).to.contain(links(found, sort)[0])
      expect((await clerk.get('/office/mailings?q=xqzv')).words).to.contain('Nichts gefunden für «xqzv»')
    })

    it('shows the first of each sort with the way to all of them', async () => {
      const clerk = await staff('caseworker')
      for (let n = 0; n < 7; n++) {
        const employer = await portal.given.employer({ name: `Quallhaus ${n} AG` })
        const person = await portal.given.employee(employer.id, { lastName: 'Quallmann' })
        await portal.given.task(await portal.given.submitted(person), { side: 'fund' })
      }
      const found = await searched(clerk, 'quall')
      expect(['employers', 'tasks', 'reports'].map((sort) => links(found, sort).length)).to.deep.equal([
        5, 5, 5,
      ])
      for (const [words, path] of [
        ['Alle 7 Mitglieder', '/office/employers?q=quall'],
        ['Alle 7 Aufgaben', '/office?q=quall'],
        ['Alle 7 Meldungen', '/office/mutations?q=quall'],
      ] as const) {
        const link = found.$('main .found__all a').filter((_, it) => found.$(it).text() === words)
        expect(link.attr('href'), words).to.equal(path)
        expect((await clerk.get(path)).words.match(/Quallhaus \d/g)?.length, path).to.be.at.least(7)
      }
      expect(found.words).to.contain('21 Treffer für «quall»')
      const live = await clerk.post(
        box,
        { q: 'quall' },
        { 'HX-Request': 'true', 'HX-Request-Type': 'partial' },
      )
      expect(live.$('.row')).to.have.length(12)
      expect(live.words).to.contain('Alle 7 Aufgaben').and.not.to.contain('Hauptmenü')
    })

    it('finds people for whoever may see them alone, and the audit says so', async () => {
      const employer = await portal.given.employer({ name: 'Muster Bau AG' })
      const person = await portal.given.employee(employer.id, { lastName: 'Seltenmann', ahvNumber })
      const report = await portal.given.submitted(person)
      const [clerk, boss] = [await staff('caseworker'), await staff('supervisor')]
      const noted = async () =>
        (await entriesAbout(portal.db, 'all')).filter(({ action }) => action === 'person.search').length
      expect(sorts(await searched(clerk, 'seltenmann'))).to.deep.equal(['reports'])
      expect(await noted()).to.equal(0)
      const found = await searched(boss, 'seltenmann')
      expect(sorts(found)).to.deep.equal(['persons', 'reports'])
      expect(links(found, 'persons')).to.deep.equal([`/office/persons/${person.id}`])
      expect(found.words).to.contain('756.••••.••••.97').and.not.to.contain(ahvNumber)
      expect(await noted()).to.equal(1)
      for (let n = 0; n < 6; n++) await portal.given.employee(employer.id, { lastName: 'Seltenmann' })
      const many = await searched(boss, 'seltenmann')
      const all = many.$('form.found__all')
      expect([all.attr('action'), all.text().trim()]).to.deep.equal(['/office/persons', 'Alle 7 Personen'])
      expect((await boss.post('/office/persons', { q: 'seltenmann' })).words).to.contain('Seltenmann Luca')

      const straight = async (who: Visitor, q: string) => (await who.post(box, { q })).headers.location
      expect(await straight(boss, ahvNumber)).to.equal(`/office/persons/${person.id}`)
      expect(await straight(clerk, ahvNumber.replaceAll('.', ''))).to.equal(`/office/mutations/${report.id}`)
      const before = await noted()
      const twin = await portal.given.employer()
      await portal.given.employee(twin.id, { lastName: 'Seltenmann', ahvNumber })
      expect(await straight(boss, ahvNumber)).to.equal(box)
      await boss.get(box)
      expect((await noted()) - before, 'looked for once').to.equal(1)
      expect(await straight(boss, '756.9999.9999.91')).to.equal(box)
      await boss.get(box)
      expect((await noted()) - before, 'looked for in vain').to.equal(2)
      await portal.given.submitted(person)
      expect(await straight(clerk, ahvNumber)).to.equal(box)
      // the chance of an id may hold the same digits
      const { $ } = await clerk.get(box)
      const addresses = $('main a')
        .toArray()
        .map(({ attribs }) => (attribs.href ?? '').replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, ''))
      expect(addresses.filter((it) => it.includes('756'))).to.deep.equal([])
      expect(addresses).not.to.have.length(0)
      expect(await straight(clerk, report.reference)).to.equal(`/office/mutations/${report.id}`)
      const draft = await portal.given.draft(person)
      expect(await straight(clerk, draft.reference)).to.equal(box)
      expect(sorts(await clerk.get(box))).to.deep.equal([])
    })

    it('leads to all reports and tasks of an AHV number as well, without the number in an address', async () => {
      const clerk = await staff('caseworker')
      const employer = await portal.given.employer({ name: 'Nummernhaus AG' })
      const number = '756.9217.0769.85'
      const person = await portal.given.employee(employer.id, { lastName: 'Zählmeier', ahvNumber: number })
      for (let n = 0; n < 7; n++)
        await portal.given.task(await portal.given.submitted(person), { side: 'fund' })
      const found = await searched(clerk, number)
      for (const [words, list] of [
        ['Alle 7 Aufgaben', undefined],
        ['Alle 7 Meldungen', 'mutations'],
      ] as const) {
        const form = found.$('main form.found__all').filter((_, it) => found.$(it).text().trim() === words)
        const fields = Object.fromEntries(
          form
            .find('input[type=hidden]')
            .map((_, it) => [[it.attribs.name, it.attribs.value]])
            .get() as never,
        )
        expect([form.attr('action'), fields.q, fields.list], words).to.deep.equal([
          '/office/lists',
          number,
          list,
        ])
        const { location } = (await clerk.post('/office/lists', fields)).headers
        expect(location, words).to.contain('q=Z').and.not.to.contain('756')
        expect((await clerk.get(String(location))).words.match(/Nummernhaus/g)?.length, words).to.be.at.least(
          7,
        )
      }
      const boss = await staff('supervisor')
      const pages = await searched(boss, 'en')
      const all = pages.$('main section[aria-labelledby="found-pages"]').find('form.found__all')
      expect([links(pages, 'pages').length, all.attr('action')]).to.deep.equal([5, box])
      expect(links(await boss.get(`${box}?sort=pages`), 'pages').length).to.be.above(5)
    })

    it('leads who looks after accounts to members and their users, and to no case', async () => {
      const employer = await portal.given.employer({ name: 'Kontenhaus AG' })
      const person = await portal.given.employee(employer.id, { lastName: 'Kontenmann' })
      const report = await portal.given.submitted(person)
      await portal.given.task(report, { side: 'fund' })
      const admin = await staff('system-administrator')
      const found = await searched(admin, 'konten')
      expect(sorts(found)).to.deep.equal(['employers'])
      expect(links(await searched(admin, 'benutzer'), 'pages')).to.deep.equal(['/office/users'])
      const [link] = links(found, 'employers')
      expect(link).to.equal(`/office/employers/${employer.id}/users`)
      expect((await admin.get(String(link))).status).to.equal(200)
      expect((await admin.post(box, { q: report.reference })).headers.location).to.equal(box)
      expect(sorts(await admin.get(box))).to.deep.equal([])
      const hr = await portal.signIn(await portal.given.user({ employers: [employer.id] }))
      expect([(await hr.get(box)).status, (await hr.post(box, { q: 'konten' })).status]).to.deep.equal([
        404, 404,
      ])
    })
  })
})
