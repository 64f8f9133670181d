import { expect } from 'chai'
import type { Topic } from '../../domain/topics.js'
import { onEachDatabase } from './portal.js'
import type { Answer, Visitor } from './visitor.js'

const ahvNumber = '756.1234.5678.97'
const box = '/search'
const part = { 'HX-Request': 'true', 'HX-Request-Type': 'partial' }

describe('The search over all mandates', () => {
  onEachDatabase((portal) => {
    const searched = async (who: Visitor, q: string) => {
      expect((await who.post(box, { q })).headers.location).to.equal(box)
      return who.get(box)
    }
    const sorts = ({ $ }: Answer) =>
      $('main section[aria-labelledby]')
        .map((_, it) => $(it).attr('aria-labelledby')?.replace('found-', ''))
        .get()
    const links = ({ $ }: Answer) =>
      $('main section .row__title')
        .map((_, it) => $(it).attr('href'))
        .get()
    const things = (page: Answer) => links(page).filter((it) => it.startsWith('/e/'))

    /** An employer with a person, their report with task and decision, and a declaration of wages with task and statement. */
    async function firm(name: string, lastName: string) {
      const { id } = await portal.given.employer({ name })
      const person = await portal.given.employee(id, { lastName, firstName: 'Ada' })
      const report = await portal.given.submitted(person)
      const task = await portal.given.task(report)
      const decision = await portal.given.message(report)
      const wages = await portal.given.submitted(person)
      await portal
        .db('mutations')
        .where({ id: wages.id })
        .update({ kind: 'salary-declaration', employeeId: null, subject: `${lastName} 2025` })
      const declare = await portal.given.task(wages)
      const statement = await portal.given.message(wages, { kind: 'salary-declaration-statement' })
      const at = (rest: string) => `/e/${id}/${rest}`
      return {
        id,
        report,
        person: at(`employees/${person.id}`),
        personnel: [at(`tasks/${task.id}`), at(`messages/${decision.id}`), at(`mutations/${report.id}`)],
        salaries: [at(`tasks/${declare.id}`), at(`mutations/${wages.id}`)],
        finance: at(`messages/${statement.id}`),
      }
    }
    const agentOf = async (firms: { id: string }[], topics: Record<string, Topic[]> = {}) => {
      const user = await portal.given.user({ employers: firms.map(({ id }) => id) })
      for (const [employerId, own] of Object.entries(topics))
        await portal
          .db('mandates')
          .where({ userId: user.id, employerId })
          .update({ topics: own.join(' ') })
      return { user, visitor: await portal.signIn(user) }
    }

    it('finds people, tasks, messages and reports of all, each with its employer, the mandates themselves and guides', async () => {
      const one = await firm('Weberei Süd AG', 'Wanderer')
      const two = await firm('Spinnerei Nord AG', 'Wanderer')
      const { user, visitor } = await agentOf([one, two])
      await portal
        .db('mandates')
        .where({ userId: user.id, employerId: two.id })
        .update({ alias: 'Nordfaden' })
      const page = await visitor.get('/inbox')
      expect(page.$('#quick-search').attr('action')).to.equal(box)
      const found = await searched(visitor, 'wanderer')
      expect(sorts(found)).to.deep.equal(['people', 'tasks', 'messages', 'reports'])
      const all = [one, two].flatMap(({ person, personnel, salaries }) => [person, ...personnel, ...salaries])
      expect(things(found)).to.include.members(all)
      expect(
        found.$('main .row__meta b').filter((_, it) => found.$(it).text() === 'Nordfaden'),
      ).to.have.length(things(found).filter((it) => it.startsWith(`/e/${two.id}/`)).length)
      expect(links(await searched(visitor, 'nordfaden'))).to.deep.equal([`/e/${two.id}`])
      expect(links(await searched(visitor, 'spinnerei'))).to.deep.equal([`/e/${two.id}`])
      expect(links(await searched(visitor, 'Süd'))).to.include(`/e/${one.id}`)
      expect(sorts(await searched(visitor, 'austritt'))).to.include('guides')
      const asked = await searched(visitor, 'unterlagen wanderer')
      expect(sorts(asked)).to.deep.equal(['tasks'])
      const byKind = things(await searched(visitor, 'familienzulagen'))
      expect(byKind).to.include.members([one.personnel[2], two.personnel[2]])
      const live = await visitor.post(box, { q: 'wanderer' }, part)
      expect(live.words).to.contain('Nordfaden').and.not.to.contain('Hauptmenü')
    })

    it('finds nothing of a stranger or of a mandate that has ended', async () => {
      const [own, other, stranger] = [
        await firm('Eigen AG', 'Grenzer'),
        await firm('Vorbei AG', 'Grenzer'),
        await firm('Fremd AG', 'Grenzer'),
      ]
      const { user, visitor } = await agentOf([own, other])
      const ended = { endedAt: portal.clock.now() }
      await portal.db('mandates').where({ userId: user.id, employerId: other.id }).update(ended)
      const found = things(await searched(visitor, 'grenzer'))
      expect(found).to.include.members([own.person, ...own.personnel])
      expect(found.filter((it) => !it.startsWith(`/e/${own.id}/`))).to.deep.equal([])
      for (const q of [stranger.report.reference, other.report.reference, 'Fremd', 'Vorbei'])
        expect(links(await searched(visitor, q)), q).to.deep.equal([])
      const byKind = things(await searched(visitor, 'familienzulagen'))
      expect(byKind.filter((it) => !it.startsWith(`/e/${own.id}/`))).to.deep.equal([])
    })

    it('shows of each employer what the topics of its mandate open, and nothing else', async () => {
      const [personnel, salaries, finance] = [
        await firm('Personal AG', 'Themer'),
        await firm('Lohn AG', 'Themer'),
        await firm('Geld AG', 'Themer'),
      ]
      const { visitor } = await agentOf([personnel, salaries, finance], {
        [personnel.id]: ['personnel'],
        [salaries.id]: ['salaries'],
        [finance.id]: ['finance'],
      })
      const expected = [
        ...[personnel.person, ...personnel.personnel],
        ...[...salaries.salaries, salaries.finance],
        finance.finance,
      ]
      const byName = things(await searched(visitor, 'themer'))
      expect(byName).to.have.members(expected)
      // the samples hold too little to be shown whole: it is enough that nobody is refused
      for (const path of byName) expect((await visitor.get(path)).status, path).not.to.be.oneOf([403, 404])
      const hidden = [salaries.person, finance.person, ...salaries.personnel, ...finance.personnel]
      const closed = [...hidden, ...personnel.salaries, ...finance.salaries, personnel.finance]
      for (const q of ['familienzulagen', 'lohnmeldung', 'unterlagen', 'themer 2025', 'entscheid'])
        expect(
          things(await searched(visitor, q)).filter((it) => closed.includes(it)),
          q,
        ).to.deep.equal([])
      expect(links(await searched(visitor, finance.report.reference))).to.deep.equal([])
    })

    it('leads straight to the person of a whole AHV number and to the report of a whole reference', async () => {
      const [one, two] = [await firm('Erste AG', 'Gerader'), await firm('Zweite AG', 'Gerader')]
      const { visitor } = await agentOf([one, two])
      const there = await portal.given.employee(two.id, { lastName: 'Doppelt', ahvNumber })
      const straight = async (q: string) => (await visitor.post(box, { q })).headers.location
      expect(await straight(ahvNumber)).to.equal(`/e/${two.id}/employees/${there.id}`)
      expect(await straight(one.report.reference)).to.equal(one.personnel[2])
      const here = await portal.given.employee(one.id, { lastName: 'Doppelt', ahvNumber })
      expect(await straight(ahvNumber)).to.equal(box)
      expect(things(await visitor.get(box))).to.have.members([
        `/e/${one.id}/employees/${here.id}`,
        `/e/${two.id}/employees/${there.id}`,
      ])
    })

    it('shows the first twenty of a sort with the way to all of them, page by page, whose address holds no word', async () => {
      const own = await firm('Vielweberei AG', 'Mengerich')
      const { visitor } = await agentOf([own])
      for (let n = 0; n < 54; n++) {
        const person = await portal.given.employee(own.id, { lastName: 'Mengerich', firstName: `Nr${n}` })
        if (n < 24) await portal.given.submitted(person)
      }
      const first = await searched(visitor, 'mengerich')
      const people = (page: Answer) => links(page).filter((it) => it.includes('/employees/'))
      const reports = (page: Answer) => links(page).filter((it) => it.includes('/mutations/'))
      expect([people(first).length, reports(first).length]).to.deep.equal([20, 20])
      expect(first.words).to.contain('85 Treffer für «mengerich»')
      const forms = first.$('main form.found__all')
      expect(forms.map((_, it) => first.$(it).text().trim()).get()).to.deep.equal([
        'Alle 55 Mitarbeitenden',
        'Alle 26 Meldungen',
      ])
      expect(first.$('main a[href*="mengerich" i]')).to.have.length(0)
      const sent = await visitor.post(box, { q: 'mengerich', sort: 'people' })
      expect(sent.headers.location).to.equal(`${box}?sort=people`)
      const all = await visitor.get(`${box}?sort=people`)
      expect(sorts(all)).to.deep.equal(['people'])
      expect(all.words).to.contain('55 Treffer für «mengerich»')
      const next = all.$('main .govuk-pagination__next a').attr('href')
      expect(next).to.equal(`${box}?sort=people&page=2`)
      expect(all.$('main .govuk-back-link').attr('href')).to.equal(box)
      const rest = await visitor.get(String(next))
      expect(new Set([...people(all), ...people(rest)]).size).to.equal(55)
      expect(people(all)).to.have.length(50)
      expect(reports(await visitor.get(`${box}?sort=reports`))).to.have.length(26)
      expect(people(await visitor.get(`${box}?sort=people&page=99`))).to.have.length(5)
      expect(sorts(await visitor.get(`${box}?sort=nothing`))).to.include.members(['people', 'reports'])
      expect(sorts(await searched(visitor, 'mengerich'))).to.include.members(['people', 'reports'])
      const live = await visitor.post(box, { q: 'mengerich' }, part)
      expect(live.words).to.contain('Mehr als')
      const number = (await portal.db('employees').where({ employerId: own.id }).first()).ahvNumber
      expect((await visitor.post(box, { q: number, sort: 'people' })).headers.location).not.to.contain('756')
    })

    it('says that there are more than a thousand where it counts no further', async () => {
      const own = await firm('Grossweberei AG', 'Tausendschön')
      const { visitor } = await agentOf([own])
      const known = await portal.db('employees').where({ employerId: own.id }).first()
      const others = Array.from({ length: 1005 }, (_, n) => ({ ...known, id: `many-${n}`, ahvNumber: null }))
      for (let n = 0; n < others.length; n += 30) await portal.db('employees').insert(others.slice(n, n + 30))
      const first = await searched(visitor, 'tausend')
      expect(first.$('main form.found__all').text().trim()).to.equal('Mehr als 100 Mitarbeitende')
      const last = await visitor.get(`${box}?sort=people&page=20`)
      expect(last.words).to.contain('Mehr als 1’000 Treffer für «tausend»')
      expect(last.words).to.contain('Gezeigt werden die ersten 1’000.')
      expect(links(last)).to.have.length(50)
      expect(last.$('main .govuk-pagination__next')).to.have.length(0)
      const report = await portal
        .db('mutations')
        .where({ employerId: own.id, kind: 'family-allowance' })
        .first()
      const reports = Array.from({ length: 1005 }, (_, n) => ({
        ...report,
        id: `many-${n}`,
        reference: `FZ-M${n}`,
      }))
      for (let n = 0; n < reports.length; n += 30)
        await portal.db('mutations').insert(reports.slice(n, n + 30))
      expect(links(await visitor.get(`${box}?sort=reports&page=20`))).to.have.length(50)
    })

    it('takes what is typed into the inbox, whose address keeps words and filters but no AHV number', async () => {
      const own = await firm('Posteingang AG', 'Eingänger')
      const { visitor } = await agentOf([own, await firm('Nebenan AG', 'Eingänger')])
      const person = await portal.given.employee(own.id, { lastName: 'Eingänger', ahvNumber })
      const form = (await visitor.get('/inbox?show=tasks')).$('main form[role=search]')
      expect([form.attr('method'), form.attr('action'), form.attr('data-words')]).to.deep.equal([
        'post',
        box,
        '',
      ])
      expect(form.find('input[name=show]').attr('value')).to.equal('tasks')
      const typed = { list: 'inbox', show: 'tasks', firm: own.id, topic: '' }
      expect((await visitor.post(box, { ...typed, q: 'eingänger' })).headers.location).to.equal(
        `/inbox?show=tasks&firm=${own.id}&q=eing%C3%A4nger`,
      )
      expect((await visitor.post(box, { ...typed, firm: '', show: '', q: '' })).headers.location).to.equal(
        '/inbox',
      )
      expect((await visitor.post(box, { ...typed, q: ahvNumber })).headers.location).to.equal(
        `/e/${own.id}/employees/${person.id}`,
      )
    })

    it('is none of the office’s, and nobody’s who has not signed in', async () => {
      const clerk = await portal.signIn(await portal.given.user({ role: 'caseworker' }))
      expect((await clerk.get(box)).status).to.equal(404)
      expect((await portal.visitor().get(box)).headers.location).to.equal('/sign-in')
    })
  })
})
