import { expect } from 'chai'
import { claimTask } from '../../db/tasks.js'
import { answers } from '../domain/family-allowance/facts.js'
import { onEachDatabase } from './portal.js'
import type { Account, Visitor } from './visitor.js'

const reason = 'Für die falsche Person gemeldet'

onEachDatabase((portal) => {
  describe('A report that is under review', () => {
    let hr: Visitor
    let desk: Visitor
    let sandra: Account
    let url: string
    let review: string
    let id: string

    beforeEach(async () => {
      const employer = await portal.given.employer()
      sandra = (await portal.given.user({ employers: [employer.id], name: 'Sandra Keller' })) as never
      const clerk = await portal.given.user({ role: 'caseworker', name: 'Nora Wyss' })
      const person = await portal.given.employee(employer.id, { lastName: 'Frei' })
      const sent = await portal.given.submitted(person, answers({}), sandra.id)
      const task = await portal.given.task(sent, { side: 'fund' })
      await claimTask(portal.db, task.id, { actor: clerk.id, at: portal.clock.now() })
      hr = await portal.signIn(sandra)
      desk = await portal.signIn(clerk as never)
      id = sent.id
      url = `/e/${employer.id}/mutations/${id}`
      review = `/office/tasks/${task.id}`
    })
    afterEach(() => portal.db('tasks').update({ status: 'withdrawn' }).where({ status: 'open' }))

    const ask = (text = reason) => hr.post(`${url}/recall`, { reason: text })
    const status = async () =>
      (await portal.db('mutations').where({ id }).first('status', 'outcome')) as object

    it('is asked back with a reason, which whoever reviews it reads before deciding', async () => {
      expect((await hr.get(url)).$('#recall').closest('section').find('a').text()).contain(
        'Um Rückzug bitten',
      )
      expect((await hr.get(`${url}/recall`)).$('h1').text()).equal('Die Prüfung hat schon begonnen')
      const without = await ask(' ')
      expect(without.status).equal(422)
      expect(without.$('.govuk-error-summary').text()).contain('Schreiben Sie, warum')
      expect((await desk.get(review)).$('#withdrawal')).lengthOf(0)
      expect((await ask()).headers.location).equal(url)
      const page = await hr.get(url)
      expect(page.words).contain('Wir haben Ihre Bitte.').and.contain('um den Rückzug gebeten')
      expect(page.$('.timeline').text()).contain('Um Rückzug gebeten')
      for (const path of [review, `/office/mutations/${id}`])
        expect((await desk.get(path)).words).contain(`Das Mitglied bittet um Rückzug: ${reason}`)
      expect(await status()).deep.include({ status: 'submitted' })
    })

    it('goes back as a draft of whoever asked, once whoever has it agrees, and its review is over', async () => {
      await ask()
      const question = await desk.get(String((await desk.get(review)).$('#withdrawal a').attr('href')))
      expect(question.$('h1').text()).equal('Meldung zurückgeben?')
      const form = question.$('form.question')
      const done = await desk.post(String(form.attr('action')))
      expect(done.headers.location).equal('/office')
      expect((await desk.get('/office')).words).contain('Zurückgegeben: FZ-')
      expect(await status()).deep.equal({ status: 'closed', outcome: 'recalled' })
      const old = await hr.get(url)
      expect(old.$('h1').text()).equal('Ihre Meldung ist zurückgezogen')
      expect(old.text).not.contain('Nora Wyss')
      const draft = await portal.db('mutations').where({ status: 'draft', createdBy: sandra.id }).first('id')
      const owed = await portal.db('notices').where({ mutationId: draft.id })
      expect(owed.map(({ userId }) => userId)).deep.equal([sandra.id])
      expect((await desk.post(String(form.attr('action')))).status).equal(303)
      expect(await portal.db('mutations').where({ createdBy: sandra.id, status: 'draft' })).lengthOf(1)
    })

    it('is given back by nobody who has not got it, and not without having been asked for', async () => {
      const stranger = await portal.signIn(await portal.given.user({ role: 'caseworker' }))
      expect((await desk.post(`${review}/withdrawal`)).headers.location).equal(review)
      await ask()
      expect((await stranger.get(review)).$('#withdrawal a')).lengthOf(0)
      expect((await stranger.post(`${review}/withdrawal`)).headers.location).equal(review)
      expect(await status()).deep.include({ status: 'submitted' })
    })
  })
})
