import { expect } from 'chai'
import { claimTask } from '../../db/tasks/claims.js'
import { openTask } from '../../db/tasks/tasks.js'
import { answers } from '../domain/family-allowance/facts.js'
import { onEachDatabase, type Portal } from './portal.js'
import type { Visitor } from './visitor.js'

onEachDatabase((portal) => {
  describe('the desk of the office', () => {
    let muster: { id: string; name: string }
    let desk: Visitor
    let me: { id: string; name: unknown }

    before(async () => {
      muster = await portal.given.employer({ name: 'Ärztehaus Müller AG', memberNumber: '47.110-3' })
      me = await portal.given.user({ role: 'caseworker', name: 'Nadia Ammann' })
      desk = await portal.signIn(me as never)
    })
    afterEach(() => emptied(portal))

    it('shows the open tasks of the office, the most urgent first, and no others', async () => {
      await reviewOf('Frei', { dueOn: '2026-12-01' })
      const late = await reviewOf('Bianchi', { dueOn: '2026-11-20' })
      await reviewOf('Baumann', { dueOn: '2026-11-23' })
      const asked = await portal.given.submitted(await person('Asked'), answers())
      await portal.given.task(asked)
      const page = await desk.get('/office')
      expect(page.$('tbody th a').toArray().map(textOf)).deep.equal([
        'Bianchi Luca',
        'Baumann Luca',
        'Frei Luca',
      ])
      const first = page.$('tbody tr').first().text().replace(/\s+/g, ' ')
      for (const words of [
        '3 Tage überfällig',
        late.reference,
        'Familienzulagen',
        muster.name,
        'SG',
        '23.11.',
        'Übernehmen',
      ])
        expect(first).contain(words)
      expect(page.$('tbody tr').eq(1).text()).contain('heute')
    })

    it('finds a person, an employer, a reference and a member number, however they are typed', async () => {
      const begic = await reviewOf('Begić')
      await reviewOf(
        'Frei',
        {},
        await portal.given.employer({ name: 'Garage Moser', memberNumber: '12.345-6' }),
      )
      const found = async (q: string) =>
        (await desk.get(`/office?q=${encodeURIComponent(q)}`)).$('tbody th a').toArray().map(textOf)
      expect(await found('begic')).deep.equal(['Begić Luca'])
      expect(await found('BEGIĆ luca')).deep.equal(['Begić Luca'])
      expect(await found(begic.reference.toLowerCase())).deep.equal(['Begić Luca'])
      expect(await found('arztehaus mull')).deep.equal(['Begić Luca'])
      expect(await found('47.110-3')).deep.equal(['Begić Luca'])
      expect(await found('12345')).deep.equal(['Frei Luca'])
      expect(await found('moser begic')).deep.equal([])
      expect(await found('%')).lengthOf(2) // a sign is no word, and no wildcard
    })

    it('is narrowed to the name of whose AHV number somebody has typed: the number stands in no address', async () => {
      const { lastName, firstName } = await portal.given.employee(muster.id, {
        ahvNumber: '756.9217.0769.85',
      })
      const name = `${lastName}+${firstName}`
      const forms = ['/office', '/office/mutations'].map(async (path) =>
        (await desk.get(path)).$('main [role=search]'),
      )
      for (const form of (await Promise.all(forms)).flatMap((it) => it.toArray()))
        expect([form.attribs.action, form.attribs.method]).deep.equal(['/office/lists', 'post'])
      const search = async (fields: Record<string, string>) =>
        (await desk.post('/office/lists', fields)).headers.location
      const q = '756 9217 0769.85'
      expect(await search({ list: 'desk', q, due: 'week' })).equal(`/office?q=${name}&due=week`)
      expect(await search({ list: 'mutations', q, state: 'closed' })).equal(
        `/office/mutations?q=${name}&state=closed`,
      )
      expect(await search({ list: 'desk', q: 'frei', kind: 'termination' })).equal(
        '/office?q=frei&kind=termination',
      )
      expect(await search({ list: 'desk', q: '756.9217' })).equal(`/office?q=${name}`)
      expect(await search({ list: 'desk', q: '756.0000.0000.00' })).equal('/office')
      expect((await desk.get('/office')).words).contain('Unter dieser AHV-Nummer ist niemand erfasst')
    })

    it('replaces only the list and the chips while one types, and gives the address of that state', async () => {
      await reviewOf('Frei')
      const part = await desk.part('/office?q=frei&kind=&who=')
      expect(part.text).not.contain('<html')
      expect(part.$('#desk tbody tr')).lengthOf(1)
      expect(part.text).contain('hx-partial')
      expect(part.headers['hx-push-url']).equal('/office?q=frei')
    })

    it('counts each view, filters by it, and takes a filter away again', async () => {
      await claimTask(portal.db, (await reviewOf('Mine', { dueOn: '2026-11-20' })).task, by(me.id))
      await reviewOf('Free', { dueOn: '2026-11-27' })
      const second = await reviewOf('Second', { dueOn: '2026-12-20' })
      await secondReview(second.mutation, 'somebody')
      const page = await desk.get('/office')
      const chips = page.$('#desk-views .chip').toArray().map(textOf)
      expect(chips).deep.equal([
        'Alle 3',
        'Meine 1',
        'Frei 2',
        'Überfällig 1',
        'Zweitprüfung 1',
        'Wiedervorlage 0',
      ])
      const names = async (query: string) =>
        (await desk.get(`/office?${query}`)).$('tbody th a').toArray().map(textOf)
      expect(await names('who=mine')).deep.equal(['Mine Luca'])
      expect(await names('who=free')).deep.equal(['Free Luca', 'Second Luca'])
      expect(await names('due=overdue')).deep.equal(['Mine Luca'])
      expect(await names('due=week')).deep.equal(['Mine Luca', 'Free Luca'])
      expect(await names('step=second-review')).deep.equal(['Second Luca'])
      expect(await names('kind=family-allowance')).lengthOf(3)
      expect(await names('kind=nonsense&who=nobody&page=-3')).lengthOf(3)
      const filtered = await desk.get('/office?q=luca&due=week')
      expect(filtered.words).contain('2 von 3 Aufgaben')
      const removes = filtered
        .$('.chip--remove')
        .toArray()
        .map((chip) => filtered.$(chip).attr('href'))
      expect(removes).deep.equal(['/office?due=week', '/office?q=luca'])
    })

    it('shows 25 tasks a page and keeps the filter from page to page and back from a task', async () => {
      for (let n = 0; n < 26; n++) await reviewOf(`Nr${String(n).padStart(2, '0')}`)
      const first = await desk.get('/office?q=luca')
      expect(first.$('tbody tr')).lengthOf(25)
      expect(first.words).contain('1 bis 25 von 26')
      const next = first.$('.govuk-pagination__next a').attr('href')
      expect(next).equal('/office?q=luca&page=2')
      const second = await desk.get(String(next))
      expect(second.$('tbody tr')).lengthOf(1)
      const task = await desk.get(String(second.$('tbody th a').attr('href')))
      expect(task.$('.govuk-back-link').attr('href')).equal('/office?q=luca&page=2')
      expect((await desk.get('/office?q=luca&page=99')).$('tbody tr')).lengthOf(1)
    })

    it('says what to do when nothing is found', async () => {
      await reviewOf('Frei')
      const page = await desk.get('/office?q=niemand')
      expect(page.words).contain('Keine Aufgabe passt zu dieser Suche')
      expect(page.$('.empty a').attr('href')).equal('/office')
    })

    it('gives a task to exactly one of ten who want it at once, and tells the others who has it', async () => {
      const { task } = await reviewOf('Frei')
      const ten = await Promise.all(
        Array.from({ length: 10 }, (_, n) =>
          portal.given.user({ role: 'caseworker', name: `Person ${'ABCDEFGHIJ'[n]}` }),
        ),
      )
      const visitors: Visitor[] = []
      for (const user of ten) visitors.push(await portal.signIn(user as never))
      const replies = await Promise.all(visitors.map((one) => one.post(`/office/tasks/${task}/claim`)))
      expect(replies.map(({ status }) => status).sort()).deep.equal([303, ...Array(9).fill(409)])
      const winner = ten[replies.findIndex(({ status }) => status === 303)]
      expect((await portal.db('tasks').where({ id: task }).first()).claimedBy).equal(winner?.id)
      for (const lost of replies.filter(({ status }) => status === 409)) {
        expect(lost.$('[role=alert]').text()).contain(`${winner?.name} hat diese Aufgabe: heute, 09:`)
        expect(lost.$('form.decide')).lengthOf(0)
      }
      expect(await portal.db('audit').where({ action: 'task.claim', object: task })).lengthOf(1)
    })

    it('takes a claim that was sent twice as one', async () => {
      const { task } = await reviewOf('Frei')
      expect((await desk.post(`/office/tasks/${task}/claim`)).status).equal(303)
      expect((await desk.post(`/office/tasks/${task}/claim`)).status).equal(303)
    })

    it('lets a caseworker give a task back, but nobody else', async () => {
      const { task } = await reviewOf('Frei')
      await desk.post(`/office/tasks/${task}/claim`, { list: 'who=free' })
      const other = await portal.signIn((await portal.given.user({ role: 'caseworker' })) as never)
      await other.post(`/office/tasks/${task}/release`)
      expect((await portal.db('tasks').where({ id: task }).first()).claimedBy).equal(me.id)
      const released = await desk.post(`/office/tasks/${task}/release`, { list: 'who=free' })
      expect(released.headers.location).equal('/office?who=free')
      expect((await portal.db('tasks').where({ id: task }).first()).claimedBy).equal(null)
    })

    it('hands out the most urgent free task of the list, and never the second look at one’s own decision', async () => {
      await claimTask(portal.db, (await reviewOf('Taken', { dueOn: '2026-11-20' })).task, by('somebody'))
      const own = await reviewOf('Own', { dueOn: '2026-11-21' })
      const second = await secondReview(own.mutation, me.id, '2026-11-21')
      const free = await reviewOf('Free', { dueOn: '2026-11-25' })
      await desk.get('/office')
      const taken = await desk.post('/office/tasks/next', { list: 'q=luca' })
      expect(taken.headers.location).equal(`/office/tasks/${free.task}?list=q%3Dluca`)
      expect((await portal.db('tasks').where({ id: free.task }).first()).claimedBy).equal(me.id)
      const none = await desk.post('/office/tasks/next', { list: '' })
      expect(none.headers.location).equal('/office')
      expect((await desk.get('/office')).words).contain('Es ist keine freie Aufgabe mehr da.')
      expect((await portal.db('tasks').where({ id: second }).first()).claimedBy).equal(null)
      const cells = (await desk.get('/office')).$('tbody .is-claim').text()
      expect(cells).contain('Andere Person')
      expect(cells).contain('Erstprüfung: Sie')
    })

    it('hands out every task once when many ask for the next one at once', async () => {
      for (let n = 0; n < 4; n++) await reviewOf(`Frei${n}`)
      const others: Visitor[] = []
      for (let n = 0; n < 4; n++)
        others.push(await portal.signIn((await portal.given.user({ role: 'caseworker' })) as never))
      const replies = await Promise.all(others.map((one) => one.post('/office/tasks/next')))
      expect(new Set(replies.map(({ headers }) => headers.location)).size).equal(4)
      expect(await portal.db('tasks').where({ status: 'open' }).whereNotNull('claimedBy')).lengthOf(4)
    })

    it('does not exist for employers, and the employers’ pages not for the office', async () => {
      const { task } = await reviewOf('Frei')
      const hr = await portal.signIn((await portal.given.user({ employers: [muster.id] })) as never)
      for (const path of ['/office', `/office/tasks/${task}`]) expect((await hr.get(path)).status).equal(404)
      expect((await hr.post(`/office/tasks/${task}/claim`)).status).equal(404)
      expect((await hr.get(`/e/${muster.id}/tasks/${task}`)).status).equal(404)
      expect((await desk.get(`/e/${muster.id}/tasks`)).status).equal(404)
      expect((await desk.get('/office/tasks/nothing/review/1')).status).equal(404)
    })

    const person = (lastName: string, employer = muster) => portal.given.employee(employer.id, { lastName })
    const by = (actor: string) => ({ actor, at: portal.clock.now() })

    async function reviewOf(lastName: string, task: { dueOn?: string } = {}, employer = muster) {
      const mutation = await portal.given.submitted(await person(lastName, employer), answers())
      const { id } = await portal.given.task(mutation, { side: 'fund', dueOn: '2026-11-30', ...task })
      return { task: id, reference: mutation.reference, mutation }
    }

    /** Its first review was decided by somebody. */
    async function secondReview(mutation: { id: string }, firstBy: string, dueOn = '2026-12-20') {
      const closed = { status: 'done', closedBy: firstBy, closedAt: portal.clock.now() }
      await portal
        .db('tasks')
        .where({ id: `${mutation.id}/review/1` })
        .update(closed)
      const spec = { mutationId: mutation.id, step: 'second-review', n: 1, side: 'fund' as const, ladder: [] }
      const task = await openTask(portal.db, { ...spec, dueOn, details: { firstBy } }, by('system'))
      return task?.id ?? ''
    }
  })
})

/** The words of an element, as cheerio holds it. */
function textOf(element: unknown): string {
  const { data, children = [] } = element as { data?: string; children?: unknown[] }
  return (data ?? children.map(textOf).join(' ')).replace(/\s+/g, ' ').trim()
}

async function emptied({ db }: Portal) {
  await db('notices').delete()
  await db('tasks').delete()
}
