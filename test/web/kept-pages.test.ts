import { expect } from 'chai'
import { shelfOf } from '../../web/shelf.js'
import { together } from '../../web/together.js'
import { onEachDatabase } from './portal.js'

describe('Pages that still hold', () => {
  onEachDatabase((portal) => {
    async function given() {
      const employer = await portal.given.employer()
      const person = await portal.given.employee(employer.id, { lastName: 'Zbinden' })
      const hr = await portal.signIn(await portal.given.user({ employers: [employer.id] }))
      const list = `/e/${employer.id}/employees`
      const words = async () => (await hr.get(list)).words
      return { employer, person, hr, list, words }
    }

    it('are sent again while the database counts no change', async () => {
      const { employer, person, words } = await given()
      await words()
      const before = await words()
      expect(before).to.contain('Zbinden')
      const { n } = await portal.db('changes').where({ scope: employer.id }).first()
      await portal.db('employees').where({ id: person.id }).update({ lastName: 'Zeller' })
      await portal.db('changes').where({ scope: employer.id }).update({ n })
      expect(await words()).to.equal(before)
      await portal.db('employees').where({ id: person.id }).update({ firstName: 'Lea' })
      expect(await words()).to.contain('Zeller Lea')
    })

    it('are never older than what was written, by whomever', async () => {
      const { employer, person, hr } = await given()
      const start = async () => (await hr.get(`/e/${employer.id}`)).words
      const seen = [await start(), await start()]
      const submitted = await portal.given.submitted(person)
      seen.push(await start())
      await portal.given.task(submitted, { dueOn: '2026-11-20' })
      seen.push(await start())
      await portal.given.message(submitted)
      seen.push(await start())
      await portal.db('messages').where({ mutationId: submitted.id }).update({ readAt: portal.clock.now() })
      seen.push(await start())
      await portal
        .db('mutations')
        .where({ id: submitted.id })
        .update({ status: 'closed', outcome: 'granted' })
      seen.push(await start())
      expect(seen[0]).to.equal(seen[1])
      expect(new Set(seen)).to.have.length(6)
    })

    it('show a caseworker at once what another has taken', async () => {
      const { person } = await given()
      await portal.given.task(await portal.given.submitted(person), { side: 'fund' })
      const one = await portal.signIn(await portal.given.user({ role: 'caseworker', name: 'Anna Erste' }))
      const other = await portal.signIn(await portal.given.user({ role: 'caseworker', name: 'Otto Zweiter' }))
      await other.get('/office')
      expect((await other.get('/office')).$('.is-claim button')).to.have.length(1)
      const action = (await one.get('/office')).$('.is-claim button').attr('formaction') ?? ''
      await one.post(action, {}, { from: '/office' })
      const desk = await other.get('/office')
      expect(desk.$('.is-claim button')).to.have.length(0)
      expect(desk.$('.is-claim').text()).to.contain('Anna Erste')
    })

    it('show who acts for several employers at once what is new at any of them, and nothing where it has ended', async () => {
      const [one, two, three] = [await given(), await given(), await given()]
      const agent = await portal.given.user({ employers: [one, two].map(({ employer }) => employer.id) })
      const [first, second] = [await portal.signIn(agent), await portal.signIn(agent)]
      const inbox = async () => (await first.get('/inbox')).$('#inbox .row__title').length
      expect([await inbox(), await inbox()]).to.deep.equal([0, 0])
      await portal.given.task(await portal.given.submitted(two.person))
      expect([await inbox(), await inbox()]).to.deep.equal([1, 1])
      await portal.given.draft(one.person)
      await portal.given.draft(three.person)
      expect([await inbox(), (await second.get('/inbox')).$('#inbox .row__title').length]).to.deep.equal([
        2, 2,
      ])
      const mandate = portal.db('mandates').where({ userId: agent.id, employerId: two.employer.id })
      await mandate.update({ endedAt: portal.clock.now() })
      expect([await inbox(), await inbox()]).to.deep.equal([1, 1])
    })

    it('read the same to a browser that takes them compressed, in whichever way, and to one that does not', async () => {
      const { employer, person, hr, list } = await given()
      for (const path of [list, `/e/${employer.id}`]) {
        const seen = new Map<string, string>()
        for (let round = 0; round < 3; round++)
          for (const way of ['identity', 'gzip', 'br']) {
            const answer = await hr.get(path, { 'Accept-Encoding': way })
            expect(answer.headers['content-encoding'] ?? 'identity').to.equal(way)
            expect(answer.headers.vary).to.contain('Accept-Encoding')
            seen.set(`${round} ${way}`, answer.words)
          }
        expect(new Set(seen.values())).to.have.length(1)
      }
      await portal.db('employees').where({ id: person.id }).update({ lastName: 'Zeller' })
      for (const way of ['identity', 'gzip', 'br'])
        expect((await hr.get(list, { 'Accept-Encoding': way })).words).to.contain('Zeller')
    })

    it('belong to one session, one address and one language', async () => {
      const { employer, list, hr } = await given()
      const names = ['Petra Erste', 'Paul Zweiter']
      for (const name of names) {
        const visitor = await portal.signIn(await portal.given.user({ name, employers: [employer.id] }))
        for (let twice = 0; twice < 2; twice++)
          expect((await visitor.get(list)).$('.menu__name').text()).to.equal(name)
      }
      await hr.get(list)
      expect((await hr.get(`${list}?show=left`)).words).not.to.contain('Zbinden')
      expect((await hr.get(`${list}?lang=fr`)).$('html').attr('lang')).to.equal('fr-CH')
      expect((await hr.get(list)).$('html').attr('lang')).to.equal('fr-CH')
    })

    it('are written anew when the day is another', async () => {
      const { employer, hr } = await given()
      const start = async () => (await hr.get(`/e/${employer.id}`)).$('.eyebrow').text()
      expect(await start())
        .to.equal(await start())
        .and.to.contain('Montag')
      portal.clock.set('2026-11-23T22:50:00.000Z')
      await hr.get('/sign-in')
      const late = await portal.signIn(await portal.given.user({ employers: [employer.id] }))
      const text = async () => (await late.get(`/e/${employer.id}`)).$('.eyebrow').text()
      expect(await text()).to.contain('Montag')
      portal.clock.forward(15)
      expect(await text()).to.contain('Dienstag')
      portal.clock.set('2026-11-23T08:00:00.000Z')
    })
  })
})

describe('A shelf', () => {
  const thing = (name: string) => ({ name, bytes: Buffer.alloc(40) })

  it('holds no more than it may, and lets the longest unused fall', () => {
    const shelf = shelfOf<ReturnType<typeof thing>>(100)
    shelf.put('9', 'a', thing('a'))
    shelf.put('9', 'b', thing('b'))
    expect(shelf.find('9', 'a')?.name).to.equal('a')
    shelf.put('9', 'c', thing('c'))
    expect(['a', 'b', 'c'].map((key) => shelf.find('9', key)?.name)).to.deep.equal(['a', undefined, 'c'])
  })

  it('is empty when the hour is another', () => {
    const shelf = shelfOf<ReturnType<typeof thing>>(100)
    shelf.put('9', 'a', thing('a'))
    expect(shelf.find('10', 'a')).to.equal(undefined)
    shelf.put('10', 'b', thing('b'))
    expect(shelf.find('10', 'a')).to.equal(undefined)
  })
})

describe('Who asks together', () => {
  it('gets an answer that was sought after they asked, and shares it', async () => {
    const open: ((answer: number) => void)[] = []
    const ask = together(() => new Promise<number>((answer) => open.push(answer)))
    const [first, second, third] = [ask('a'), ask('a'), ask('a')]
    expect(open).to.have.length(1)
    open[0]?.(1)
    expect(await first).to.equal(1)
    await new Promise(setImmediate)
    expect(open).to.have.length(2)
    const fourth = ask('a')
    open[1]?.(2)
    expect(await Promise.all([second, third])).to.deep.equal([2, 2])
    await new Promise(setImmediate)
    open[2]?.(3)
    expect(await fourth).to.equal(3)
  })

  it('asks again after a failure', async () => {
    let tries = 0
    const ask = together(async () => {
      if (tries++ === 0) throw new Error('away')
      return tries
    })
    const [failed, then] = await Promise.allSettled([ask('a'), ask('a')])
    expect([failed?.status, then?.status]).to.deep.equal(['rejected', 'fulfilled'])
  })
})
