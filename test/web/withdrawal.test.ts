import { expect } from 'chai'
import { noticeMail } from '../../activities/notice-mail.js'
import { setAbsence } from '../../db/desk/absences.js'
import { owedNotices } from '../../db/notices/owed.js'
import { mutationById } from '../../db/reports/mutations.js'
import { askWithdrawal } from '../../db/reports/withdrawals.js'
import { claimTask, releaseTask } from '../../db/tasks/claims.js'
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
    let nora: Account

    beforeEach(async () => {
      const employer = await portal.given.employer()
      sandra = (await portal.given.user({ employers: [employer.id], name: 'Sandra Keller' })) as never
      nora = (await portal.given.user({ role: 'caseworker', name: 'Nora Wyss' })) as never
      const person = await portal.given.employee(employer.id, { lastName: 'Frei' })
      const sent = await portal.given.submitted(person, answers({}), sandra.id)
      const task = await portal.given.task(sent, { side: 'fund' })
      await claimTask(portal.db, task.id, { actor: nora.id, at: portal.clock.now() })
      hr = await portal.signIn(sandra)
      desk = await portal.signIn(nora)
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

    it('is told of by mail to whoever reviews it and who stands in for them, once for each wish, and by a mark on the desk', async () => {
      const deputy = await portal.given.user({ role: 'caseworker', name: 'Tim Beck' })
      const day = portal.clock.now().slice(0, 10)
      const absence = { userId: nora.id, deputyId: deputy.id, fromOn: day, untilOn: day }
      await setAbsence(portal.db, absence, { actor: nora.id, at: portal.clock.now() })
      const row = async () => (await desk.get('/office?who=mine')).$('#desk tbody tr')
      expect((await row()).text())
        .contain('Frei')
        .and.not.contain('Rückzug erbeten')
      await ask()
      await ask()
      expect((await row()).text()).contain('Rückzug erbeten')
      const told = await owedNotices(portal.db, id)
      expect(told.map(({ event, path }) => ({ event, path }))).deep.equal(
        Array(2).fill({ event: 'withdrawal', path: review }),
      )
      const owed = await portal.db('notices').where({ mutationId: id, event: 'withdrawal' })
      expect(owed.map(({ userId }) => userId)).have.members([nora.id, deputy.id])
      const [mail] = told.map((notice) => noticeMail({ ...notice, language: 'it' }, portal.deps.config))
      expect(mail?.text).contain('chiede il ritiro').and.not.contain(reason)
      await ask('Doppelt gemeldet')
      expect(await owedNotices(portal.db, id)).lengthOf(4)
      const form = (await desk.get(`${review}/withdrawal`)).$('form.question')
      await desk.post(String(form.attr('action')))
      expect(await owedNotices(portal.db, id), 'once it is given back').deep.equal([])
    })

    it('is told of to nobody where nobody has its review just now, and marked on the desk all the same', async () => {
      const task = review.replace('/office/tasks/', '')
      await releaseTask(portal.db, task, { actor: nora.id, at: portal.clock.now() })
      await askWithdrawal(portal.db, await mutationById(portal.db, id), reason, {
        actor: sandra.id,
        at: portal.clock.now(),
      })
      expect(await owedNotices(portal.db, id)).deep.equal([])
      expect((await desk.get('/office?who=free')).$('#desk tbody').text()).contain('Rückzug erbeten')
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
