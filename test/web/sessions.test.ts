import { expect } from 'chai'
import { formats } from '../../locales/format.js'
import { usePortal } from './portal.js'
import { codeAt, password } from './visitor.js'

describe('A session', () => {
  const portal = usePortal()
  const office = async () => portal.signIn(await portal.given.user({ role: 'caseworker' }))

  it('lasts half an hour without a click, and no click half a minute longer', async () => {
    const someone = await office()
    portal.clock.forward(29)
    expect((await someone.get('/office')).status).to.equal(200)
    portal.clock.forward(30.5)
    expect((await someone.get('/office')).headers.location).to.equal('/sign-in?ended=1')
  })

  it('ends after eight hours, however much is clicked', async () => {
    const someone = await office()
    for (let n = 0; n < 23; n++) {
      portal.clock.forward(20)
      expect((await someone.get('/office')).status, `after ${n * 20} minutes`).to.equal(200)
    }
    portal.clock.forward(20.5)
    expect((await someone.get('/office')).headers.location).to.equal('/sign-in?ended=1')
  })

  it('tells how long it lasts without lasting longer for it, and is prolonged on demand', async () => {
    const someone = await office()
    portal.clock.forward(26)
    const before = (await someone.get('/session')).body
    expect(before.idle).to.be.within(239, 241)
    expect((await someone.get('/session')).body).to.deep.equal(before)
    await someone.post('/session')
    expect((await someone.get('/session')).body.idle).to.be.within(1799, 1800)
    portal.clock.forward(31)
    expect((await someone.get('/session')).body).to.deep.equal({ idle: 0, inAll: 0 })
  })

  it('can be ended by the page that warns, which then leads back and shows what was typed', async () => {
    const user = await portal.given.user({ role: 'caseworker' })
    const someone = await portal.signIn(user)
    const ended = await someone.post('/session/end', {
      next: '/account/email',
      email: 'neu@x.example',
      password: 'secret',
    })
    expect(ended.headers.location).to.equal('/sign-in?ended=1')
    expect((await someone.get('/office')).headers.location).to.equal('/sign-in')
    const stored = JSON.stringify(await portal.db('sessions').select('content'))
    expect(stored).to.contain('neu@x.example').and.not.to.contain('secret')
  })

  it('ends in every tab at once, and what was typed in each of them waits until somebody signs in again', async () => {
    const firms = [await portal.given.employer(), await portal.given.employer()] as const
    const user = await portal.given.user({ employers: firms.map(({ id }) => id) })
    const someone = await portal.signIn(user)
    const [one, two] = firms.map(({ id }) => `/e/${id}/mandate`) as [string, string]
    await someone.get(one)
    const token = someone.token
    await someone.post('/session/end', { next: one, alias: 'Erste' })
    const second = await someone.post('/session/end', { _csrf: token, next: two, alias: 'Zweite' })
    expect(second.headers.location).to.equal('/sign-in?ended=1')
    await someone.get('/sign-in')
    portal.clock.forward(1)
    await someone.post('/sign-in', { email: user.email, password })
    await someone.get('/sign-in/code')
    const inside = await someone.post('/sign-in/code', { code: codeAt(portal.clock.now()) })
    expect(inside.headers.location).to.equal(one)
    for (const [path, alias] of [
      [two, 'Zweite'],
      [one, 'Erste'],
    ] as const) {
      expect((await someone.get(path)).$('[name=alias]').val(), path).to.equal(alias)
      expect((await someone.get(path)).$('[name=alias]').val(), 'once').to.equal('')
    }
  })

  it('gives all pages that are opened at once after signing in the same token, so that the form of each is taken', async () => {
    const { email } = await portal.given.user({ role: 'caseworker' })
    const someone = portal.visitor()
    await someone.get('/sign-in')
    await someone.post('/sign-in', { email, password })
    await someone.get('/sign-in/code')
    await someone.post('/sign-in/code', { code: codeAt(portal.clock.now()) })
    const pages = await Promise.all(
      ['/office', '/account', '/account/keys', '/office/mutations'].map((path) => someone.get(path)),
    )
    const tokens = pages.map(({ $ }) => $('input[name=_csrf]').first().attr('value'))
    expect(tokens[0]).to.be.a('string')
    expect(new Set(tokens).size).to.equal(1)
  })

  it('leads back to this portal only', async () => {
    for (const next of ['//evil.example', '/\\evil.example', 'https://evil.example', ' /x', '/a b']) {
      const someone = await office()
      await someone.post('/session/end', { next })
      const stored = JSON.stringify(await portal.db('sessions').select('content'))
      expect(stored, next).not.to.contain('evil')
      expect((await someone.get('/office')).status, next).to.equal(200)
    }
  })

  it('says on every page when it ends, so that the page can warn, and where no script runs in words', async () => {
    const someone = await office()
    const { $ } = await someone.get('/office')
    expect($('#session').attr('data-idle')).to.equal('1800')
    expect($('#session').attr('open')).to.equal(undefined)
    const ends = formats('de').time($('#session').attr('data-ends') ?? '')
    expect((await someone.get('/office')).text).to.contain(
      `<noscript><p class="small">Ohne Klick endet Ihre Sitzung nach 30 Minuten, spätestens um ${ends}.`,
    )
  })
})
