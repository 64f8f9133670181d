import { expect } from 'chai'
import { star } from '../../db/search/favourites.js'
import { onEachDatabase } from './portal.js'
import type { Answer } from './visitor.js'

const bar = ({ $ }: Answer) =>
  $('.favourites__link')
    .map((_, it) => $(it).text().trim())
    .get()

describe('Favourites', () => {
  onEachDatabase((portal) => {
    async function someone() {
      const employer = await portal.given.employer()
      const user = await portal.given.user({ employers: [employer.id] })
      const hr = await portal.signIn(user)
      const base = `/e/${employer.id}`
      const star = (kind: string, target: string, on = '1') =>
        hr.post(`${base}/favourites`, { kind, target, on, from: `${base}/tasks` })
      return { employer, user, hr, base, star }
    }

    it('of pages, reports, people and saved lists stand in the menu of every page, in their order', async () => {
      const { employer, hr, base, star } = await someone()
      const person = await portal.given.employee(employer.id, { firstName: 'Anna', lastName: 'Roth' })
      expect((await star('page', 'messages')).headers.location).to.equal(`${base}/tasks`)
      await star('report', 'termination')
      await star('employee', person.id)
      const saved = { list: 'employees', name: 'Mit Zulagen', state: 'show=allowances&page=3', star: '1' }
      await hr.post(`${base}/lists`, saved)
      const start = await hr.get(base)
      expect(bar(start)).to.deep.equal(['Mitteilungen', 'Austritt', 'Anna Roth', 'Mit Zulagen'])
      const listed = start.$('.favourites__link').last().attr('href') ?? ''
      expect((await hr.get(listed)).headers.location).to.equal(`${base}/employees?show=allowances`)

      await portal.db('employees').where({ id: person.id }).update({ lastName: 'Roth-Meier' })
      const { $ } = await hr.get(`${base}/favourites`)
      const up = $('form[action$="/up"]').eq(2).attr('action') ?? ''
      await hr.post(up)
      expect(bar(await hr.get(base))).to.deep.equal([
        'Mitteilungen',
        'Anna Roth-Meier',
        'Austritt',
        'Mit Zulagen',
      ])
      await star('page', 'messages', '0')
      expect(bar(await hr.get(`${base}/mutations`))).to.deep.equal([
        'Anna Roth-Meier',
        'Austritt',
        'Mit Zulagen',
      ])
      expect(await portal.db('favourites').where({ target: person.id }).first()).not.to.have.property('name')
    })

    it('begin a report about nobody on file from the start page and from their own page, as from the menu', async () => {
      const { hr, base, star } = await someone()
      await star('report', 'new-employee')
      const begun: (string | undefined)[] = []
      for (const [path, place] of [
        [base, 'section:has(#favourites) .row'],
        [`${base}/favourites`, 'section:has(#own) .row'],
        [base, '.favourites__list'],
      ] as const) {
        const { $ } = await hr.get(path)
        const form = $(`${place} form`).has('input[name=kind][value=new-employee]').first()
        expect(form.find('button').text().trim(), path).to.equal('Eintritt melden')
        begun.push((await hr.post(form.attr('action') ?? '', { kind: 'new-employee' })).headers.location)
      }
      const [first, ...others] = begun
      expect(first).to.match(new RegExp(`^${base}/mutations/[\\w-]+`))
      expect(others, 'the untouched draft again').to.deep.equal([first, first])
    })

    it('go when the right to what they lead to goes, and belong to one person and one employer', async () => {
      const employer = await portal.given.employer()
      const user = await portal.given.user({ employers: [employer.id] })
      const person = await portal.given.employee(employer.id)
      const base = `/e/${employer.id}`
      const whose = { userId: user.id, employerId: employer.id }
      const by = { actor: user.id, at: portal.clock.now() }
      await star(portal.db, whose, { kind: 'employee', target: person.id }, by)
      await star(portal.db, whose, { kind: 'page', target: 'messages' }, by)
      await portal.db('mandates').where({ userId: user.id }).update({ topics: 'finance' })
      expect(bar(await (await portal.signIn(user)).get(base))).to.deep.equal(['Mitteilungen'])
      const other = await portal.signIn(await portal.given.user({ employers: [employer.id] }))
      expect(bar(await other.get(base))).to.deep.equal([])
    })

    it('are nothing of another employer, and nothing that is not there', async () => {
      const { star } = await someone()
      const stranger = await portal.given.employee((await portal.given.employer()).id)
      expect((await star('employee', stranger.id)).status).to.equal(404)
      expect((await star('page', 'secrets')).status).to.equal(404)
      expect((await star('list', 'none')).status).to.equal(404)
      expect((await star('moon', 'messages')).status).to.equal(404)
    })
  })
})

describe('A saved list', () => {
  onEachDatabase((portal) => {
    it('lies on the server, can be shared, and holds no AHV number', async () => {
      const employer = await portal.given.employer()
      const [anna, beat] = await Promise.all(
        [1, 2].map(async () => portal.given.user({ employers: [employer.id] })),
      )
      const base = `/e/${employer.id}`
      const hr = await portal.signIn(anna as NonNullable<typeof anna>)
      const colleague = await portal.signIn(beat as NonNullable<typeof beat>)
      const save = (fields: object) =>
        hr.post(`${base}/lists`, { list: 'tasks', from: `${base}/tasks`, ...fields })
      await save({ name: 'Überfällig', state: 'show=overdue' })
      await save({ name: 'Für alle', state: 'show=drafts&q=756.1234.5678.97', shared: '1' })
      await save({ name: 'Zu 756.1234.5678.97', state: '' })
      const rows = await portal.db('savedLists').where({ employerId: employer.id }).orderBy('name')
      expect(rows.map(({ name, state }) => [name, state])).to.deep.equal([
        ['Für alle', 'show=drafts'],
        ['Überfällig', 'show=overdue'],
      ])
      const [shared, own] = rows
      expect((await colleague.get(`${base}/lists/${shared.id}`)).headers.location).to.equal(
        `${base}/tasks?show=drafts`,
      )
      expect((await colleague.get(`${base}/lists/${own.id}`)).status).to.equal(404)
      expect((await colleague.post(`${base}/lists/${shared.id}/forget`)).status).to.equal(404)
      expect((await hr.post(`${base}/lists/${shared.id}/forget`)).status).to.equal(303)
      expect((await save({ name: '' })).headers.location).to.equal(`${base}/tasks`)
      expect((await hr.get(`${base}/tasks`)).words).to.contain('Geben Sie der Liste einen Namen')
    })
  })
})
