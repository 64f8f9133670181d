import { expect } from 'chai'
import supertest from 'supertest'
import { client, openIdentityProvider } from './identity-provider.js'
import { mailTo } from './mails.js'
import { onEachDatabase } from './portal.js'
import type { Account, Visitor } from './visitor.js'
import { codeAt } from './visitor.js'

type Provider = Awaited<ReturnType<typeof openIdentityProvider>>

describe('People of members who sign in with a provider such as AGOV', () => {
  onEachDatabase((portal) => {
    let provider: Provider
    let account: Account
    let hr: Visitor
    let home: string
    let number = 0

    before(async () => {
      portal.url = portal.url.replace('127.0.0.1', 'localhost') // beside the provider's, whose cookies would mix
      portal.deps.config.baseUrl = portal.url
      provider = await openIdentityProvider(portal.url)
      const settings = {
        clientId: client.id,
        clientSecret: client.secret,
        name: 'AGOV',
        secondFactor: ['mfa'],
      }
      portal.deps.config.memberOidc = { issuer: provider.issuer, ...settings }
    })
    after(() => provider?.close())

    beforeEach(async () => {
      const employer = await portal.given.employer()
      home = `/e/${employer.id}`
      account = (await portal.given.user({ employers: [employer.id] })) as never
      hr = await portal.signIn(account)
    })

    /** Goes to the provider and comes back to the portal; answers what it says there. */
    async function through(
      someone: Visitor,
      sub: string,
      { at = '/sign-in/member', amr = ['pwd', 'mfa'] } = {},
    ) {
      provider.letIn({ sub, email: account.email, amr })
      const browser = supertest.agent(provider.issuer)
      let next = String((await someone.get(at)).headers.location)
      for (let steps = 0; next.startsWith(provider.issuer) || next.startsWith('/'); steps++) {
        if (steps > 5) throw new Error(`the provider leads nowhere: ${next}`)
        const answer = await browser.get(next.replace(provider.issuer, '')).redirects(0)
        next = String(answer.headers.location)
      }
      return someone.get(next.replace(portal.url, ''))
    }
    const link = (sub: string) => through(hr, sub, { at: '/sign-in/member?link' })
    const subject = () => `member-${++number}`

    it('are let in once they have linked it to their access, of which they are told by mail', async () => {
      const sub = subject()
      expect((await hr.get('/account')).$('a[href="/account/identity"]').text()).contain('Einrichten')
      expect((await hr.get('/account/identity')).$('a[href="/sign-in/member?link"]')).lengthOf(1)
      expect((await link(sub)).headers.location).equal('/account')
      const linked = await hr.get('/account')
      expect(linked.words).contain('Ihr Zugang ist mit AGOV verbunden.')
      expect(await mailTo(portal, account.email, 'provider-linked')).include({ provider: 'AGOV' })
      const someone = portal.visitor()
      expect((await someone.get('/sign-in')).$('a[href="/sign-in/member"]').text()).contain(
        'Mit AGOV anmelden',
      )
      expect((await through(someone, sub)).headers.location).equal(home)
      expect((await someone.get(home)).status).equal(200)
      expect((await someone.post('/sign-out')).headers.location).equal('/sign-in?left=member')
    })

    it('are asked for the code of the portal where the provider has not asked for both factors', async () => {
      const sub = subject()
      await link(sub)
      const someone = portal.visitor()
      expect((await through(someone, sub, { amr: ['pwd'] })).headers.location).equal('/sign-in/code')
      portal.clock.forward(1)
      await someone.get('/sign-in/code')
      const code = await someone.post('/sign-in/code', { code: codeAt(portal.clock.now()) })
      expect(code.headers.location).equal(home)
    })

    it('do not get in by their address alone: anybody may have an account there', async () => {
      const someone = portal.visitor()
      const refused = await through(someone, subject())
      expect(refused.status).equal(403)
      expect(refused.words).contain('ist mit keinem Zugang verbunden')
      expect((await someone.get(home)).headers.location).equal('/sign-in')
    })

    it('link nothing from another site, nor long after they have proved who they are, nor what is somebody else’s', async () => {
      const sub = subject()
      const far = await hr.get('/sign-in/member?link', { 'Sec-Fetch-Site': 'cross-site' })
      expect(far.status).equal(303)
      expect((await through(hr, sub)).status).equal(403)
      portal.clock.forward(6)
      expect((await hr.get('/account/identity')).headers.location).equal('/account/confirm')
      expect((await link(sub)).status).equal(403)
      expect(await portal.db('memberIdentities').where({ subject: sub })).lengthOf(0)
      const other = await portal.signIn(await portal.given.user({ employers: [home.slice(3)] }))
      expect((await through(other, sub, { at: '/sign-in/member?link' })).headers.location).equal('/account')
      const again = await portal.signIn(account)
      const own = subject()
      await through(again, own, { at: '/sign-in/member?link' })
      await through(again, sub, { at: '/sign-in/member?link' })
      expect((await again.get('/account')).words).contain('schon mit einem anderen Zugang verbunden')
      expect((await through(portal.visitor(), own)).headers.location, 'the link they had').equal(home)
    })

    it('end the link themselves, and do not get in with it any more', async () => {
      const sub = subject()
      await link(sub)
      expect((await hr.post('/account/identity')).headers.location).equal('/account')
      expect((await hr.get('/account')).words).contain('nicht mehr mit AGOV verbunden')
      expect((await through(portal.visitor(), sub)).status).equal(403)
      const noted = await portal.db('audit').where({ object: account.id }).pluck('action')
      expect(noted).include.members(['user.identity-link', 'user.identity-unlink'])
    })

    it('do not get in with it when their access has ended, and are noted as refused', async () => {
      const sub = subject()
      await link(sub)
      await portal.db('users').where({ id: account.id }).update({ status: 'disabled' })
      const before = (await portal.db('audit').max('seq as seq').first())?.seq
      for (const means of ['mfa', 'pwd']) {
        const refused = await through(portal.visitor(), sub, { amr: [means] })
        expect(refused.status).equal(403)
        expect(refused.words).contain('ist mit keinem Zugang verbunden')
      }
      const noted = await portal.db('audit').where('seq', '>', before).where({ object: account.id })
      expect(noted.map(({ action, actor }) => [action, actor])).deep.equal(
        Array(2).fill(['user.refused', 'anonymous']),
      )
    })

    it('have no way to the office with it', async () => {
      const sub = subject()
      const clerk = await portal.given.user({ role: 'caseworker' })
      const desk = await portal.signIn(clerk)
      expect((await desk.get('/account/identity')).status).equal(404)
      expect((await through(desk, sub, { at: '/sign-in/member?link' })).status).equal(403)
      expect(await portal.db('memberIdentities').where({ userId: clerk.id })).lengthOf(0)
    })
  })
})
