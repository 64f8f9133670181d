import { expect } from 'chai'
import supertest from 'supertest'
import { findings } from '../journeys/axe.js'
import { client, openIdentityProvider, type Person } from './identity-provider.js'
import { mailTo } from './mails.js'
import { onEachDatabase, type Portal, usePortal } from './portal.js'
import { useBrowser } from './real-browser.js'
import { codeAt, type Visitor } from './visitor.js'

type Provider = Awaited<ReturnType<typeof openIdentityProvider>>

/** Gives the portal of this suite an identity provider. */
function withProvider(portal: Portal): { provider: Provider } {
  const held = {} as { provider: Provider }
  before(async () => {
    portal.url = portal.url.replace('127.0.0.1', 'localhost') // beside the provider's, whose cookies would mix
    portal.deps.config.baseUrl = portal.url
    held.provider = await openIdentityProvider(portal.url)
    const { issuer } = held.provider
    const settings = {
      clientId: client.id,
      clientSecret: client.secret,
      name: 'Kassen-Login',
      secondFactor: ['mfa'],
    }
    portal.deps.config.oidc = { issuer, ...settings }
  })
  after(() => held.provider?.close())
  return held
}

/** Follows the browser from the portal to the provider and back; answers the address it comes back with. */
async function throughProvider({ url }: Portal, provider: Provider, someone: Visitor): Promise<string> {
  const browser = supertest.agent(provider.issuer)
  let next = String((await someone.get('/sign-in/office')).headers.location)
  for (let steps = 0; next.startsWith(provider.issuer) || next.startsWith('/'); steps++) {
    if (steps > 5) throw new Error(`the provider leads nowhere: ${next}`)
    const answer = await browser.get(next.replace(provider.issuer, '')).redirects(0)
    next = String(answer.headers.location ?? `no way on: ${answer.status} ${answer.text}`)
  }
  expect(next).to.contain(`${url}/sign-in/office/callback`)
  return next.replace(url, '')
}

describe('People of the office who sign in with their own identity provider', () => {
  onEachDatabase((portal) => {
    const held = withProvider(portal)
    let number = 0

    async function arrive(person: Partial<Person>, someone = portal.visitor()) {
      const sub = `subject-${++number}`
      held.provider.letIn({ sub, email: `${sub}@muster.example`, ...person })
      const back = await throughProvider(portal, held.provider, someone)
      return { someone, back, answer: await someone.get(back) }
    }

    it('come in when it says that both factors were proved, and are told once that they are linked', async () => {
      const user = await portal.given.user({ role: 'supervisor' })
      const sub = 'both'
      const { someone, answer } = await arrive({ sub, email: user.email.toUpperCase(), amr: ['pwd', 'mfa'] })
      expect([answer.status, answer.headers.location]).to.deep.equal([303, '/office'])
      expect((await someone.get('/office')).status).to.equal(200)
      await mailTo(portal, user.email, 'identity-linked')
      await portal.db('users').where({ id: user.id }).update({ email: 'moved@muster.example' })
      const again = await arrive({ sub, email: 'somebody.else@muster.example', amr: ['mfa'] })
      expect(again.answer.headers.location).to.equal('/office')
      const mails = await portal
        .db('accountMails')
        .where({ kind: 'identity-linked' })
        .whereIn('recipient', [user.email, 'moved@muster.example'])
      expect(mails).to.have.length(1)
      const noted = await portal.db('audit').where({ object: user.id }).orderBy('seq').pluck('action')
      expect(noted).to.deep.equal(['user.identity-link', 'user.sign-in', 'user.sign-in'])
    })

    it('are asked for the code of the portal when it does not say so', async () => {
      const user = await portal.given.user({ role: 'caseworker' })
      const { someone, answer } = await arrive({ email: user.email, amr: ['pwd'] })
      expect(answer.headers.location).to.equal('/sign-in/code')
      expect((await someone.get('/office')).headers.location).to.equal('/sign-in')
      await someone.get('/sign-in/code')
      portal.clock.forward(1)
      const code = await someone.post('/sign-in/code', { code: codeAt(portal.clock.now()) })
      expect(code.headers.location).to.equal('/office')
    })

    it('do not get in without an account of the office, whatever it says of them, and none is made', async () => {
      const employer = await portal.given.employer()
      const hr = await portal.given.user({ employers: [employer.id] })
      const ended = await portal.given.user({ role: 'caseworker', status: 'disabled' })
      const unverified = await portal.given.user({ role: 'supervisor' })
      const before = await portal.db('users').count({ n: '*' }).first()
      for (const person of [
        {},
        { email: hr.email },
        { email: ended.email },
        { email: unverified.email, verified: false },
      ]) {
        const { someone, answer } = await arrive({ amr: ['mfa'], ...person })
        expect(answer.status).to.equal(403)
        expect(answer.words).to.contain('gibt es im Portal kein Konto der Ausgleichskasse')
        expect((await someone.get('/office')).headers.location).to.equal('/sign-in')
      }
      expect(await portal.db('users').count({ n: '*' }).first()).to.deep.equal(before)
      expect(
        await portal.db('staffIdentities').whereIn('userId', [hr.id, ended.id, unverified.id]),
      ).to.deep.equal([])
    })

    it('do not get an account that is linked to somebody else there, with an address that was given away again', async () => {
      const user = await portal.given.user({ role: 'caseworker' })
      await arrive({ sub: 'first', email: user.email, amr: ['mfa'] })
      const { answer } = await arrive({ sub: 'second', email: user.email, amr: ['mfa'] })
      expect(answer.status).to.equal(403)
      await portal.db('users').where({ id: user.id }).update({ status: 'disabled' })
      const noted = async () =>
        (await portal.db('audit').where({ object: user.id }).orderBy('seq').pluck('action')).slice(2)
      for (const means of ['mfa', 'pwd']) {
        const refused = await arrive({ sub: 'first', email: user.email, amr: [means] })
        expect([refused.answer.status, refused.answer.words.includes('kein Konto')]).to.deep.equal([
          403,
          true,
        ])
      }
      expect(await noted()).to.deep.equal(['user.refused', 'user.refused'])
    })

    it('are noted as refused where they are let in no more, also the first time, and are not linked then', async () => {
      const ended = await portal.given.user({ role: 'caseworker', status: 'disabled' })
      expect((await arrive({ email: ended.email, amr: ['mfa'] })).answer.status).to.equal(403)
      const noted = await portal.db('audit').where({ object: ended.id }).select('action', 'actor')
      expect(noted).to.deep.equal([{ action: 'user.refused', actor: 'anonymous' }])
      expect(await portal.db('staffIdentities').where({ userId: ended.id })).to.deep.equal([])
      expect(await portal.db('accountMails').where({ recipient: ended.email })).to.deep.equal([])
    })

    it('come in once with an answer, and only in the browser that asked', async () => {
      const user = await portal.given.user({ role: 'caseworker' })
      const { someone, back } = await arrive({ email: user.email, amr: ['mfa'] })
      for (const one of [someone, portal.visitor()]) {
        const answer = await one.get(back)
        expect(answer.status).to.equal(422)
        expect(answer.words).to.contain('gilt nicht mehr')
      }
      const victim = portal.visitor()
      await victim.get('/sign-in/office')
      expect((await victim.get(back)).status, 'the state of another session').to.equal(422)
      held.provider.letIn({ sub: 'x', email: user.email, amr: ['mfa'] })
      const other = portal.visitor()
      const fresh = await throughProvider(portal, held.provider, other)
      const forged = fresh.replace(/code=[^&]+/, 'code=stolen')
      expect((await other.get(forged)).status, 'a code the provider has not given').to.equal(422)
      expect((await other.get('/office')).headers.location).to.equal('/sign-in')
    })

    it('are told in a sentence when they cancel there', async () => {
      const { answer } = await arrive({ cancels: true })
      expect(answer.status).to.equal(422)
      expect(answer.words).to.contain('wurde abgebrochen')
    })

    it('prove again there who they are before a change, and nobody else can on their behalf', async () => {
      const user = await portal.given.user({ role: 'caseworker' })
      const colleague = await portal.given.user({ role: 'caseworker' })
      const { someone } = await arrive({ sub: 'again', email: user.email, amr: ['mfa'] })
      portal.clock.forward(6)
      expect((await someone.get('/account/app')).headers.location).to.equal('/account/confirm')
      expect((await someone.get('/account/confirm')).words).to.contain('Mit Kassen-Login anmelden')
      const strange = await arrive({ email: colleague.email, amr: ['mfa'] }, someone)
      expect(strange.answer.status).to.equal(403)
      const own = await arrive({ sub: 'again', email: user.email, amr: ['mfa'] }, someone)
      expect(own.answer.headers.location).to.equal('/account/app')
      expect((await someone.get('/account/app')).status).to.equal(200)
    })

    it('leave the portal at once, and are offered to leave the provider', async () => {
      const user = await portal.given.user({ role: 'caseworker' })
      const { someone } = await arrive({ email: user.email, amr: ['mfa'] })
      await someone.get('/office')
      const left = await someone.post('/sign-out')
      expect(left.headers.location).to.equal('/sign-in?left=office')
      expect((await someone.get('/office')).headers.location).to.equal('/sign-in')
      const page = await someone.get('/sign-in?left=office')
      expect(page.words).to.contain('Bei Kassen-Login sind Sie noch angemeldet')
      const end = await someone.get('/sign-in/office/end')
      const { issuer } = held.provider
      expect(end.headers.location)
        .to.contain(`${issuer}/session/end?`)
        .and.to.contain(encodeURIComponent(`${portal.url}/sign-in`))
    })
  })
})

describe('The button for the identity provider', function () {
  this.timeout(60_000)
  const portal = usePortal()
  const held = withProvider(portal)
  const browser = useBrowser()

  it('leads a browser there and back into the office, in every language, also on a phone', async () => {
    const user = await portal.given.user({ role: 'caseworker' })
    held.provider.letIn({ sub: 'in a browser', email: user.email, amr: ['mfa'] })
    const context = await browser().newContext({ baseURL: portal.url, viewport: { width: 360, height: 900 } })
    const page = await context.newPage()
    for (const lang of ['fr', 'it', 'en', 'de']) {
      await page.goto(`/sign-in?lang=${lang}`)
      expect(await page.getByRole('link', { name: /Kassen-Login/ }).isVisible()).to.equal(true)
      expect(await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')).to.be.at.most(
        0,
      )
    }
    expect(await findings(page)).to.deep.equal([])
    if (process.env.PICTURES)
      await page.screenshot({ path: `${process.env.PICTURES}/office-360.png`, fullPage: true })
    await page.getByRole('link', { name: 'Mit Kassen-Login anmelden' }).click()
    await page.waitForURL('**/office')
    await page.goto('/account')
    await page.evaluate(`document.querySelector('form[action="/sign-out"]').requestSubmit()`)
    await page.getByText('Bei Kassen-Login sind Sie noch angemeldet').waitFor()
    if (process.env.PICTURES) {
      await page.setViewportSize({ width: 1280, height: 900 })
      await page.screenshot({ path: `${process.env.PICTURES}/office-1280.png` })
    }
    await context.close()
  })
})

describe('Without an identity provider', () => {
  const portal = usePortal()

  it('there is no button, and no page behind it', async () => {
    expect((await portal.visitor().get('/sign-in')).$('a[href^="/sign-in/office"]')).to.have.length(0)
    for (const path of ['', '/callback?code=x&state=y', '/end'])
      expect((await portal.visitor().get(`/sign-in/office${path}`)).status).to.equal(404)
  })
})

describe('An identity provider that is away', () => {
  const portal = usePortal()

  it('keeps nobody from their password, and is told in a sentence', async () => {
    portal.deps.config.oidc = {
      issuer: 'http://127.0.0.1:9',
      clientId: 'x',
      clientSecret: 'y',
      name: 'SSO',
      secondFactor: ['mfa'],
    }
    const answer = await portal.visitor().get('/sign-in/office')
    expect([answer.status, answer.headers['retry-after']]).to.deep.equal([503, '30'])
    expect(answer.words).to.contain('SSO ist gerade nicht erreichbar')
    expect((await portal.signIn(await portal.given.user({ role: 'caseworker' }))).token).to.be.a('string')
  })
})
