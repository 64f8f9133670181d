import { expect } from 'chai'
import { star } from '../../db/search/favourites.js'
import { answers } from '../domain/family-allowance/facts.js'
import { eventually } from '../eventually.js'
import { onEachDatabase } from './portal.js'
import type { Answer, Visitor } from './visitor.js'

const bar = ({ $ }: Answer) =>
  $('.favourites__link')
    .map((_, it) => $(it).text().trim())
    .get()

/** Presses the only star of a page, or the one on `about`, as a browser without scripts does. */
async function pressStar(visitor: Visitor, path: string, about = ''): Promise<Answer> {
  const { $ } = await visitor.get(path)
  const forms = $('main .star-form').filter((_, it) => $(it).text().includes(about))
  expect(forms.length, `stars on ${path}`).to.equal(1)
  const fields = forms.serializeArray().map(({ name, value }) => [name, value])
  const answer = await visitor.post(forms.attr('action') ?? '', Object.fromEntries(fields))
  expect([answer.status, answer.headers.location]).to.deep.equal([303, path])
  return visitor.get(path)
}

describe('Stars', () => {
  onEachDatabase((portal) => {
    async function someone() {
      const employer = await portal.given.employer()
      const user = await portal.given.user({ employers: [employer.id] })
      const person = await portal.given.employee(employer.id, { firstName: 'Anna', lastName: 'Roth' })
      const hr = await portal.signIn(user)
      return { employer, user, person, hr, base: `/e/${employer.id}` }
    }

    it('are on reports, messages and guides, and go with the right to them', async () => {
      const { user, person, hr, base } = await someone()
      const report = await portal.given.submitted(person, answers())
      const message = await portal.given.message(report)
      await pressStar(hr, `${base}/mutations/${report.id}`)
      await pressStar(hr, `${base}/messages/${message.id}`)
      await pressStar(hr, '/guides/maternity')
      await pressStar(hr, `${base}/favourites`, 'Urlaub des anderen Elternteils')
      const all = ['Familienzulagen für Anna Roth', 'Zulagenentscheid für Anna Roth', 'Nach der Geburt']
      const names = bar(await hr.get(base))
      expect(names.slice(0, 2)).to.deep.equal(all.slice(0, 2))
      expect(names).to.have.length(4)
      for (const path of [
        `${base}/mutations/${report.id}`,
        `${base}/messages/${message.id}`,
        '/guides/maternity',
      ])
        expect((await hr.get(path)).$('main .star--on').length, path).to.equal(1)
      await portal.db('mandates').where({ userId: user.id }).update({ topics: 'finance' })
      const finance = await portal.signIn(user)
      // for whom somebody acts may be known for a moment
      const left = async () => {
        const now = bar(await finance.get(base))
        return now.length < 4 && now
      }
      expect(await eventually('report and decision are gone', left)).to.deep.equal(names.slice(2, 3))
      expect((await finance.get(`${base}/messages/${message.id}`)).status).to.equal(404)
    })

    it('are on nothing of another employer', async () => {
      const { hr, base } = await someone()
      const theirs = await portal.given.submitted((await someone()).person)
      const message = await portal.given.message(theirs)
      const star = (kind: string, target: string) => hr.post(`${base}/favourites`, { kind, target, on: '1' })
      for (const [kind, target] of [
        ['mutation', theirs.id],
        ['message', message.id],
        ['guide', 'nothing'],
        ['view', 'v'],
        ['employer', base.slice(3)],
      ] as const)
        expect((await star(kind, target)).status, kind).to.equal(404)
    })

    it('are on what a search has found, and lead back to it', async () => {
      const { person, hr, base } = await someone()
      await portal.given.submitted(person, answers())
      await hr.post(`${base}/search`, { q: 'roth' })
      await pressStar(hr, `${base}/search`, 'Anna Roth')
      expect(bar(await hr.get(base))).to.deep.equal(['Anna Roth'])
      await hr.post(`${base}/search`, { q: 'eintritt' })
      const { $ } = await hr.get(`${base}/search`)
      expect($('.found__line .star-form').length).to.equal(1)
      expect($('section:has(#found-guides) .row__star').length).to.be.greaterThan(0)
      expect((await hr.part(`${base}/search`)).$('#quick-found .star').length).to.equal(0)
    })

    it('are on a saved list while it is open: again after it was unstarred, and for whoever it is shared with', async () => {
      const { employer, hr, base } = await someone()
      const saved = { list: 'tasks', name: 'Bald', state: 'show=soon', shared: '1', star: '1' }
      await hr.post(`${base}/lists`, { ...saved, from: `${base}/tasks?show=soon` })
      const path = `${base}/tasks?show=soon`
      expect(bar(await pressStar(hr, path, 'Bald'))).to.deep.equal([])
      expect(bar(await pressStar(hr, path, 'Bald'))).to.deep.equal(['Bald'])
      const colleague = await portal.signIn(await portal.given.user({ employers: [employer.id] }))
      expect(bar(await pressStar(colleague, path, 'Bald'))).to.deep.equal(['Bald'])
      const part = await colleague.part(path)
      expect(part.$('.saved-lists .star--on').length).to.equal(1)
      const [id] = await portal.db('savedLists').where({ employerId: employer.id }).pluck('id')
      const payer = await portal.given.user({ employers: [employer.id] })
      const by = { actor: payer.id, at: portal.clock.now() }
      await star(portal.db, { userId: payer.id, employerId: employer.id }, { kind: 'list', target: id }, by)
      await portal.db('mandates').where({ userId: payer.id }).update({ topics: 'finance' })
      const after = await portal.signIn(payer)
      expect(bar(await after.get(base)), 'of a list that is closed').to.deep.equal([])
      expect((await after.post(`${base}/favourites`, { kind: 'list', target: id, on: '1' })).status).to.equal(
        404,
      )
      await hr.post(`${base}/lists/${id}/forget`)
      expect(bar(await colleague.get(base))).to.deep.equal([])
    })

    it('of all firms stand on the pages about none of them, with the name of the firm, as long as the mandate lasts', async () => {
      const [first, second] = [
        await portal.given.employer({ name: 'Alpha AG' }),
        await portal.given.employer({ name: 'Beta AG' }),
      ]
      const user = await portal.given.user({ employers: [first.id, second.id] })
      const person = await portal.given.employee(second.id, { firstName: 'Anna', lastName: 'Roth' })
      const agent = await portal.signIn(user)
      const star = (employer: string, kind: string, target: string) =>
        agent.post(`/e/${employer}/favourites`, { kind, target, on: '1' })
      await star(first.id, 'page', 'tasks')
      await star(first.id, 'guide', 'maternity')
      await star(second.id, 'employee', person.id)
      await star(second.id, 'guide', 'maternity')
      const guide = bar(await agent.get(`/e/${first.id}`))[1] ?? ''
      for (const path of ['/inbox', '/account', '/guides', '/mandates']) {
        const page = await agent.get(path)
        expect(bar(page).toSorted(), path).to.deep.equal(
          ['Anna RothBeta AG', 'AufgabenAlpha AG', guide].toSorted(),
        )
        expect(page.$('.favourites__link[href$="/tasks"]').attr('href')).to.equal(`/e/${first.id}/tasks`)
      }
      await portal
        .db('mandates')
        .where({ userId: user.id, employerId: second.id })
        .update({ endedAt: portal.clock.now() })
      const later = await portal.signIn(user)
      expect(bar(await later.get('/account'))).to.deep.equal(['Aufgaben', guide])
      await portal
        .db('mandates')
        .where({ userId: user.id, employerId: first.id })
        .update({ topics: 'finance' })
      expect(bar(await (await portal.signIn(user)).get('/account'))).to.deep.equal([guide])
    })
  })
})

describe('Stars of the office', () => {
  onEachDatabase((portal) => {
    const office = async (role: string) => {
      const user = await portal.given.user({ role })
      return { user, desk: await portal.signIn(user) }
    }

    it('are on its pages, views, members, cases and guides, stand on every page, and are ordered by buttons', async () => {
      const employer = await portal.given.employer({ name: 'Muster AG' })
      const person = await portal.given.employee(employer.id, { firstName: 'Anna', lastName: 'Roth' })
      const report = await portal.given.submitted(person, answers())
      const { desk } = await office('caseworker')
      await desk.post('/office/views', { name: 'Heute', state: 'due=today' })
      await pressStar(desk, '/office/workload')
      await pressStar(desk, '/office?due=today', 'Heute')
      await pressStar(desk, `/office/employers/${employer.id}`)
      await pressStar(desk, `/office/mutations/${report.id}`)
      await pressStar(desk, '/guides/desk')
      const names = ['Auslastung', 'Heute', 'Muster AG', 'Familienzulagen für Roth Anna']
      for (const path of ['/office', '/office/mutations', '/account', '/guides', '/office/favourites'])
        expect(bar(await desk.get(path)).slice(0, 4), path).to.deep.equal(names)
      const { $ } = await desk.get('/office/favourites')
      const up = await desk.post($('form[action$="/up"]').eq(1).attr('action') ?? '')
      expect(up.headers.location).to.equal('/office/favourites')
      expect(bar(await desk.get('/office')).slice(0, 2)).to.deep.equal(['Heute', 'Auslastung'])
      const view = $('.favourites__link').filter((_, it) => $(it).text() === 'Heute')
      expect(view.attr('href')).to.equal('/office?due=today')
      expect(bar(await (await office('caseworker')).desk.get('/office'))).to.deep.equal([])
    })

    it('show nothing that somebody may not see, or may see no more', async () => {
      const employer = await portal.given.employer({ name: 'Muster AG' })
      const person = await portal.given.employee(employer.id, { firstName: 'Anna', lastName: 'Roth' })
      const draft = await portal.given.draft(person)
      const other = await office('caseworker')
      await other.desk.post('/office/views', { name: 'Meine', state: 'due=today' })
      const { id: view } = await portal.db('deskViews').where({ userId: other.user.id }).first()
      const { user, desk } = await office('supervisor')
      const star = (kind: string, target: string) =>
        desk.post('/office/favourites', { kind, target, on: '1' })
      for (const [kind, target] of [
        ['view', view],
        ['mutation', draft.id],
        ['page', 'secrets'],
        ['list', 'x'],
        ['employee', 'x'],
      ] as const)
        expect((await star(kind, target)).status, kind).to.equal(404)
      await pressStar(desk, `/office/persons/${person.id}`)
      await pressStar(desk, '/office/employers')
      await pressStar(desk, `/office/employers/${employer.id}`)
      expect(bar(await desk.get('/office'))).to.deep.equal(['Roth Anna', 'Mitglieder', 'Muster AG'])
      await portal.db('users').where({ id: user.id }).update({ role: 'caseworker' })
      expect(bar(await (await portal.signIn(user)).get('/office'))).to.deep.equal(['Mitglieder', 'Muster AG'])
      await portal.db('users').where({ id: user.id }).update({ role: 'system-administrator' })
      expect(bar(await (await portal.signIn(user)).get('/office/employers'))).to.deep.equal(['Mitglieder'])
      const hr = await portal.signIn(await portal.given.user({ employers: [employer.id] }))
      expect((await hr.get('/office/favourites')).status).to.equal(404)
    })

    it('show on the desk, which is kept, at once', async () => {
      const { desk } = await office('caseworker')
      expect(bar(await desk.get('/office'))).to.deep.equal([])
      await pressStar(desk, '/office')
      expect(bar(await desk.get('/office'))).to.deep.equal(['Arbeitskorb'])
    })
  })
})
