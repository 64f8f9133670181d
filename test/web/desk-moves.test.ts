import { expect } from 'chai'
import { noticeMail } from '../../activities/notice-mail.js'
import { claimTask } from '../../db/tasks/claims.js'
import { answers } from '../domain/family-allowance/facts.js'
import { usePortal } from './portal.js'
import type { Visitor } from './visitor.js'

describe('the desk of a caseworker with many tasks', () => {
  const portal = usePortal()
  let muster: { id: string }
  let nadia: Account
  let marc: Account
  let desk: Visitor
  let boss: Visitor

  before(async () => {
    muster = await portal.given.employer({ name: 'Ärztehaus Müller AG' })
    nadia = await portal.given.user({ role: 'caseworker', name: 'Nadia Ammann' })
    marc = await portal.given.user({ role: 'caseworker', name: 'Marc Odermatt' })
    desk = await portal.signIn(nadia)
    boss = await portal.signIn(await portal.given.user({ role: 'supervisor', name: 'Petra Lang' }))
  })
  beforeEach(async () => {
    await portal.db('tasks').delete()
  })

  it('gives a task to a colleague and opens the next one, with what happened on top', async () => {
    const [first, second] = [await reviewOf('Frei', '2026-11-24'), await reviewOf('Bianchi', '2026-11-25')]
    const page = await desk.get(`/office/tasks/${first.id}?list=q%3Dluca`)
    const link = page.$('.page-head a:contains("Zuteilen")').attr('href')
    const ask = await desk.get(String(link))
    expect(ask.$('#to option').toArray()).length.above(2)
    const nobody = await desk.post('/office/assign', { task: first.id, to: 'nobody', list: 'q=luca' })
    expect([nobody.status, nobody.$('#to-error').text()]).deep.equal([
      422,
      'Fehler: Wählen Sie, wer die Aufgaben bearbeitet.',
    ])
    const given = await desk.post('/office/assign', {
      task: first.id,
      to: marc.id,
      list: 'q=luca',
      after: 'next',
    })
    expect(given.headers.location).equal(`/office/tasks/${second.id}?list=q%3Dluca`)
    expect((await desk.get(String(given.headers.location))).words).contain(
      `${first.reference}: Liegt bei Marc Odermatt.`,
    )
    expect(await holderOf(first.id)).equal(marc.id)
  })

  it('tells the colleague by mail, in their language and without a word of what it is about; oneself never', async () => {
    await portal.db('notices').delete()
    const task = await reviewOf('Frei', '2026-11-24')
    await desk.post('/office/assign', { task: task.id, to: nadia.id })
    expect(await portal.db('notices')).lengthOf(0)
    await boss.post('/office/assign', { task: task.id, to: marc.id, reason: 'Sie hat frei' })
    const [notice, another] = await portal.db('notices')
    expect([notice.userId, notice.event, notice.path, another]).deep.equal([
      marc.id,
      'assigned',
      `/office/tasks/${task.id}`,
      undefined,
    ])
    const mails = noticeMail({ ...notice, email: 'x', language: 'fr' }, portal.deps.config)
    expect(mails.subject).contain('Une tâche pour vous')
    expect(mails.text).contain(notice.path).and.not.contain('Frei')
    expect(await portal.db('outbox').where({ workflow: 'post', mutationId: notice.mutationId })).lengthOf(1)
  })

  it('tells of many tasks given at once in one mail, and of none whoever does not want to be told', async () => {
    await portal.db('notices').delete()
    const tasks = [await reviewOf('Frei', '2026-11-24'), await reviewOf('Bianchi', '2026-11-25')]
    const give = () => boss.post('/office/assign', { task: tasks.map(({ id }) => id), to: marc.id })
    await give()
    const notices = await portal.db('notices')
    expect(notices.map(({ path }) => path)).deep.equal(['/office?who=mine'])
    await portal.db('notices').delete()
    await portal.db('tasks').update({ claimedBy: null })
    const own = await portal.signIn(marc)
    expect((await own.get('/account/notices')).words).contain('Jemand übergibt Ihnen eine Aufgabe.')
    await own.post('/account/notices', { task: 'off', keys: 'on' })
    await give()
    expect(await portal.db('notices')).lengthOf(0)
    await portal.db('users').where({ id: marc.id }).update({ choices: '{}' })
  })

  it('puts a task off with a reason: it leaves the list, is found under the follow-ups, and comes back on its day', async () => {
    const { id, reference } = await reviewOf('Frei', '2026-12-20')
    await desk.get('/office')
    for (const [fields, words] of [
      [{ when: 'week' }, 'Schreiben Sie, worauf Sie warten'],
      [{ when: 'date', reason: 'Rückruf', ...day('23', '11', '2026') }, 'Wählen Sie einen Tag ab morgen'],
      [{ when: 'date', reason: 'Rückruf', ...day('31', '2', '2027') }, 'Den 31.2.2027 gibt es nicht'],
      [{ reason: 'Rückruf' }, 'Wählen Sie, wann die Aufgabe wieder erscheinen soll.'],
    ] as const) {
      const refused = await desk.post('/office/follow-up', { task: id, ...fields })
      expect(refused.status).equal(422)
      expect(refused.$('.govuk-error-summary').text()).contain(words)
    }
    const put = await desk.post('/office/follow-up', { task: id, when: 'week', reason: 'Rückruf <Amt>' })
    expect(put.headers.location).equal('/office')
    const list = await desk.get('/office')
    expect(list.words).contain(`${reference}: Wiedervorlage am Montag, 30. November.`)
    expect(list.words).contain('1 Wiedervorlage ist bis Montag, 30. November ausgeblendet')
    expect((await desk.get('/office?kind=family-allowance')).words).contain(
      'bis Montag, 30. November ausgeblendet',
    )
    expect((await desk.get('/office?kind=maternity')).words).not.contain('ausgeblendet')
    expect(list.$('tbody tr')).lengthOf(0)
    const later = await desk.get('/office?wait=later')
    expect(later.$('tbody .due .sub').text()).match(/Wiedervorlage am 30.\sNovember: Rückruf <Amt>/)
    const open = await desk.get(`/office/tasks/${id}`)
    expect(open.$('#follow-up').text()).contain('Rückruf <Amt>').contain('Nadia Ammann')
    await desk.post('/office/follow-up', { task: id, act: 'end' })
    expect((await desk.get('/office')).$('tbody tr')).lengthOf(1)
  })

  it('tells on the case who had its task, gave it back, gave it on and put it off', async () => {
    const { id, mutation } = await reviewOf('Frei')
    const list = { list: '' }
    await desk.post(`/office/tasks/${id}/claim`, list)
    portal.clock.forward(1)
    await desk.post(`/office/tasks/${id}/release`, list)
    portal.clock.forward(1)
    await boss.post('/office/assign', { task: id, to: marc.id })
    portal.clock.forward(1)
    await boss.post('/office/follow-up', { task: id, when: 'week', reason: 'Rückruf' })
    portal.clock.forward(1)
    await boss.post('/office/follow-up', { task: id, act: 'end' })
    for (const path of [`/office/tasks/${id}`, `/office/mutations/${mutation.id}`]) {
      const { $ } = await desk.get(path)
      const told = $('.timeline__item, .timeline li')
        .toArray()
        .map((item) => $(item).text().replace(/\s+/g, ' ').trim())
      const moves = [
        /^.*Prüfung übernommen.*Nadia Ammann/,
        /^.*Freigegeben.*Nadia Ammann/,
        /^.*Zugeteilt.*Petra Lang/,
        /^.*Prüfung übernommen.*Marc Odermatt/,
        /^.*Auf Wiedervorlage gelegt.*Petra Lang/,
        /^.*Wiedervorlage aufgehoben.*Petra Lang/,
      ]
      for (const move of moves)
        expect(
          told.filter((it) => move.test(it)),
          String(move),
        ).lengthOf(1)
    }
    const hr = await portal.signIn(await portal.given.user({ employers: [muster.id] }))
    expect((await hr.get(`/e/${muster.id}/mutations/${mutation.id}`)).words)
      .not.contain('Zugeteilt')
      .not.contain('Wiedervorlage')
  })

  it('says for each chosen task what happened, also who was faster', async () => {
    const [free, taken, done] = [await reviewOf('Free'), await reviewOf('Taken'), await reviewOf('Done')]
    await claimTask(portal.db, taken.id, by(marc.id))
    await portal
      .db('tasks')
      .where({ id: done.id })
      .update({ status: 'done', closedBy: marc.id, closedAt: portal.clock.now() })
    const page = await desk.get('/office?select=all')
    expect(page.$('tbody input:checked')).lengthOf(2)
    const task = [free.id, taken.id, done.id]
    const moved = await desk.post('/office/selected', { do: 'claim', task, list: 'q=luca' })
    const result = await desk.get(String(moved.headers.location))
    expect(result.$('h1').text()).equal('1 Aufgabe übernommen')
    const lines = result
      .$('.row')
      .toArray()
      .map((row) => result.$(row).text().replace(/\s+/g, ' ').trim())
    expect(lines.find((line) => line.startsWith('Free'))).contain('Liegt bei Ihnen.')
    expect(lines.find((line) => line.startsWith('Taken'))).contain('Unverändert: Marc Odermatt hat sie')
    expect(lines.find((line) => line.startsWith('Done'))).contain('Marc Odermatt war schneller: erledigt')
    expect(result.$('.govuk-back-link').attr('href')).equal('/office?q=luca')
    const again = await desk.get(
      String((await desk.post('/office/selected', { do: 'release', task: [free.id] })).headers.location),
    )
    expect(again.words).contain('1 Aufgabe freigegeben').contain('Ist frei.')
    const none = await desk.post('/office/selected', { do: 'claim' })
    expect(none.headers.location).equal('/office')
    expect((await desk.get('/office')).words).contain('Wählen Sie zuerst Aufgaben aus')
  })

  it('lets who oversees the desk give out many at once, those of others with a reason, but take none', async () => {
    const [one, two] = [await reviewOf('One'), await reviewOf('Two')]
    await claimTask(portal.db, one.id, by(nadia.id))
    const list = await boss.get('/office')
    expect(list.$('.is-claim button')).lengthOf(0)
    expect((await boss.post('/office/selected', { do: 'claim', task: [two.id] })).status).equal(403)
    const choose = await boss.post('/office/selected', { do: 'assign', task: [one.id, two.id] })
    const ask = await boss.get(String(choose.headers.location))
    expect(ask.$('input[name=task]')).lengthOf(2)
    expect(ask.$('#reason-hint').text()).contain('Zurzeit bei: Nadia Ammann.')
    const both = { task: [one.id, two.id], to: marc.id, after: 'next' }
    const unsaid = await boss.post('/office/assign', both)
    expect([unsaid.status, await holderOf(one.id)]).deep.equal([422, nadia.id])
    expect(unsaid.$('.govuk-error-summary').text()).contain('Schreiben Sie, warum jemand anders')
    const given = await boss.post('/office/assign', { ...both, reason: 'Ferien ab morgen' })
    expect((await boss.get(String(given.headers.location))).words).contain('2 Aufgaben zugeteilt')
    expect([await holderOf(one.id), await holderOf(two.id)]).deep.equal([marc.id, marc.id])
    const notes = async ({ id }: { id: string }) =>
      (await desk.get(`/office/tasks/${id}`)).$('#case-notes').text()
    expect(await notes(one)).contain('Von Nadia Ammann an Marc Odermatt gegeben: Ferien ab morgen')
    expect(await notes(two)).not.contain('Ferien')
    expect((await boss.get('/office/assign?task=no/review/1')).status).equal(404)
  })

  it('keeps notes for the office alone', async () => {
    const { id, mutation } = await reviewOf('Frei')
    const page = await desk.get(`/office/tasks/${id}?list=q%3Dluca`)
    const form = page.$('#case-notes form')
    const action = String(form.attr('action'))
    const empty = await desk.post(action, { note: ' ' })
    expect([empty.status, empty.$('#note-error').text()]).deep.equal([
      422,
      'Fehler: Schreiben Sie zuerst eine Notiz.',
    ])
    const written = await desk.post(action, {
      note: 'Mutter rief an <b>',
      from: String(form.find('[name=from]').val()),
    })
    expect(written.headers.location).equal(`/office/tasks/${id}?list=q%3Dluca#case-notes`)
    for (const path of [`/office/tasks/${id}`, `/office/mutations/${mutation.id}`])
      expect((await desk.get(path)).$('#case-notes').text())
        .contain('Mutter rief an <b>')
        .contain('Nadia Ammann')
    const elsewhere = await desk.post(action, { note: 'x', from: '//evil.example' })
    expect(elsewhere.headers.location).equal(`/office/mutations/${mutation.id}#case-notes`)
    const hr = await portal.signIn(await portal.given.user({ employers: [muster.id] }))
    const theirs = await hr.get(`/e/${muster.id}/mutations/${mutation.id}`)
    expect(theirs.status).equal(200)
    expect(theirs.text).not.contain('Mutter rief an')
    expect((await hr.post(action, { note: 'x' })).status).equal(404)
  })

  it('saves a view with its filter and counts it; what the supervisor shares is everybody’s', async () => {
    await reviewOf('Frei', '2026-11-24')
    await reviewOf('Spaet', '2027-01-20')
    const page = await desk.get('/office?due=week&page=1')
    const state = String(page.$('#desk-saved [name=state]').val())
    expect(state).equal('due=week')
    expect(page.$('#view-shared')).lengthOf(0)
    const nameless = await desk.post('/office/views', { state, name: ' ' })
    expect(nameless.headers.location).equal('/office?due=week')
    expect((await desk.get('/office?due=week')).words).contain('Geben Sie der Liste einen Namen')
    await desk.post('/office/views', { state, name: 'Diese Woche', shared: '1' })
    await boss.post('/office/views', { state: 'who=free&evil=1', name: 'Alles Freie', shared: '1' })
    const saved = (await desk.get('/office?due=week')).$('#desk-saved .chip')
    expect(saved.toArray().map((it) => page.$(it).text().replace(/\s+/g, ' ').trim())).deep.equal([
      'Alles Freie (geteilt) 2',
      'Diese Woche 1',
    ])
    expect(saved.attr('href')).equal('/office?who=free')
    const bosses = (await boss.get('/office')).$('#desk-saved .chip')
    expect(bosses).lengthOf(1)
    const forget = String(
      (await desk.get('/office?due=week')).$('#desk-saved form[action$="/forget"]').attr('action'),
    )
    expect((await boss.post(forget)).status).equal(404)
    await desk.post(forget)
    expect((await desk.get('/office?due=week')).$('#desk-saved .chip')).lengthOf(1)
  })

  it('shows a team its own tasks first, as the supervisor sets it', async () => {
    await reviewOf('Unser')
    const bad = await boss.post('/office/teams', { name: '', first: 'ab', members: nadia.id })
    expect(bad.status).equal(422)
    expect(bad.$('.govuk-error-summary').text())
      .contain('Geben Sie dem Team einen Namen.')
      .contain('einzelnen Buchstaben')
    expect(bad.$(`[value="${nadia.id}"]`).attr('checked')).equal('checked')
    await boss.post('/office/teams', { name: 'Ost', cantons: ['TG', 'XX'], members: [nadia.id, 'nobody'] })
    expect((await desk.get('/office/teams')).words).contain('TG: Nadia Ammann')
    expect((await desk.get('/office/teams/new')).status).equal(403)
    expect((await desk.get('/office?team=mine')).$('tbody tr')).lengthOf(0)
    const edit = String((await boss.get('/office/teams')).$('.row a').attr('href'))
    await boss.post(edit, { name: 'Ost', cantons: 'SG', members: nadia.id })
    const mine = await desk.get('/office?team=mine')
    expect(mine.$('tbody tr')).lengthOf(1)
    expect(mine.$('.listbar .chip').text()).contain('Mein Team')
    await boss.post(edit, { act: 'end' })
    expect((await desk.get('/office')).$('#team')).lengthOf(0)
  })

  it('shows the workload in charts with the same figures beside them, each leading to its tasks', async () => {
    const { id } = await reviewOf('Late', '2026-11-20')
    await reviewOf('Soon', '2026-11-27')
    await claimTask(portal.db, id, by(nadia.id))
    const page = await boss.get('/office/workload')
    expect(page.status).equal(200)
    expect(page.$('svg.chart[role=img]')).lengthOf(3)
    expect(
      page
        .$('svg[role=img]')
        .toArray()
        .every((chart) => page.$(chart).attr('aria-label')),
    ).equal(true)
    const newest = page.$('.chart-figures').first().find('tbody tr').first().find('th, td')
    expect(newest.toArray().map((cell) => page.$(cell).text())).deep.equal(['23.11.', '2', '0'])
    const row = page.$('#backlog').closest('section').find('tbody tr')
    expect(
      row
        .find('td.num')
        .toArray()
        .map((cell) => Number.parseInt(page.$(cell).text(), 10)),
    ).deep.equal([1, 1, 0, 2])
    const late = await boss.get(String(row.find('a').first().attr('href')))
    expect(late.$('tbody tr')).lengthOf(1)
    const hers = await boss.get(String(page.$('.row a:contains("Nadia Ammann")').attr('href')))
    expect(hers.$('tbody th').text()).contain('Late')
    await portal.db('tasks').delete()
    expect((await desk.get('/office/workload')).words).contain('Der Arbeitskorb ist leer')
  })

  it('lets who stands in take the tasks of somebody away, marked as theirs', async () => {
    const { id } = await reviewOf('Frei')
    await claimTask(portal.db, id, by(marc.id))
    const from = { 'from-day': 23, 'from-month': 11, 'from-year': 2026 }
    const until = { 'until-day': 22, 'until-month': 11, 'until-year': 2026 }
    const self = await desk.post('/office/absences', { ...from, ...until, deputy: nadia.id })
    expect(self.status).equal(422)
    expect(self.words)
      .contain('Der letzte Tag liegt vor dem ersten.')
      .contain('Niemand kann sich selbst vertreten.')
    const away = { ...from, ...until, 'until-day': 30, who: marc.id, deputy: nadia.id }
    expect((await boss.post('/office/absences', away)).status).equal(303)
    const row = (await desk.get('/office?who=mine')).$('tbody tr')
    expect(row.text()).contain('für Marc Odermatt').contain('Übernehmen')
    const page = await desk.get(`/office/tasks/${id}`)
    expect(page.words).contain('Marc Odermatt ist abwesend, und Sie vertreten.')
    expect((await desk.post(`/office/tasks/${id}/claim`)).status).equal(303)
    expect(await holderOf(id)).equal(nadia.id)
    const end = String((await boss.get('/office/absences')).$('.row form').attr('action'))
    expect((await desk.post(end)).status).equal(404)
    await boss.post(end)
    expect((await boss.get('/office/absences')).words).contain('Niemand ist abwesend')
  })

  const by = (actor: string) => ({ actor, at: portal.clock.now() })
  const day = (...[d, m, y]: string[]) => ({ 'on-day': d, 'on-month': m, 'on-year': y })
  const holderOf = async (id: string) => (await portal.db('tasks').where({ id }).first()).claimedBy

  async function reviewOf(lastName: string, dueOn = '2026-11-30') {
    const person = await portal.given.employee(muster.id, { lastName })
    const mutation = await portal.given.submitted(person, answers())
    const { id } = await portal.given.task(mutation, { side: 'fund', dueOn })
    return { id, dueOn, reference: mutation.reference, mutation }
  }
})

type Account = { id: string; email: string }
