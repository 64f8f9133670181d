import { expect } from 'chai'
import { disableOfficeUser } from '../../db/access/office-users.js'
import { userById } from '../../db/access/users.js'
import { mailsTo, mailTo, smsCode } from './mails.js'
import { onEachDatabase, type Portal, usePortal } from './portal.js'
import { appCode, codeAt, password as oldPassword, type Visitor } from './visitor.js'

const newPassword = 'drei Katzen am Bahnhof'
let numbers = 0
const number = () => `+4178${String(2_000_000 + ++numbers)}`

describe('One’s own access', () => {
  onEachDatabase((portal) => {
    it('gets another password for the present one; other sessions end, this one goes on, and a mail tells of it', async () => {
      const user = await portal.given.user({ role: 'caseworker' })
      const [one, other] = [await portal.signIn(user), await portal.signIn(user)]
      await one.get('/account/password')
      const wrong = await one.post('/account/password', {
        current: 'wrong',
        password: newPassword,
        again: newPassword,
      })
      expect([wrong.status, wrong.words.includes('Das Passwort stimmt nicht')]).to.deep.equal([422, true])
      const done = await one.post('/account/password', {
        current: oldPassword,
        password: newPassword,
        again: newPassword,
      })
      expect(done.headers.location).to.equal('/account')
      await aSecond()
      expect((await one.get('/account')).status).to.equal(200)
      expect((await other.get('/account')).headers.location).to.equal('/sign-in')
      await mailTo(portal, user.email, 'password-changed')
      const again = portal.visitor()
      expect((await again.post('/sign-in', { email: user.email, password: oldPassword })).status).to.equal(
        422,
      )
      expect((await again.post('/sign-in', { email: user.email, password: newPassword })).status).to.equal(
        303,
      )
    })

    it('ends at once when the user is disabled', async () => {
      const user = await portal.given.user({ role: 'caseworker' })
      const someone = await portal.signIn(user)
      expect((await someone.get('/office')).status).to.equal(200)
      await disableOfficeUser(portal.db, user.id, { actor: 'admin', at: portal.clock.now() })
      await aSecond()
      expect((await someone.get('/office')).headers.location).to.equal('/sign-in')
      expect(await portal.db('sessions').where({ userId: user.id })).to.deep.equal([])
      const denied = await portal.visitor().post('/sign-in', { email: user.email, password: oldPassword })
      expect(denied.words).to.contain('E-Mail-Adresse oder Passwort stimmt nicht')
    })
  })

  const portal = usePortal({ env: { PORTAL_DEMO: '1' } })

  it('asks for both factors again before a change, once in five minutes, and leads back to it', async () => {
    const user = await portal.given.user({ role: 'caseworker' })
    const someone = await portal.signIn(user)
    expect((await someone.get('/account/app')).status).to.equal(200)
    portal.clock.forward(6)
    for (const page of ['app', 'email', 'recovery-codes', 'passkeys'])
      expect((await someone.get(`/account/${page}`)).headers.location, page).to.equal('/account/confirm')
    await someone.get('/account/recovery-codes')
    await someone.get('/account/confirm')
    expect((await someone.post('/account/confirm', { password: 'wrong' })).status).to.equal(422)
    await confirm(portal, someone, '/account/recovery-codes')
    expect((await someone.get('/account/recovery-codes')).status).to.equal(200)
    portal.clock.forward(4)
    expect((await someone.get('/account/app')).status).to.equal(200)
  })

  it('keeps what was typed while it asks, but no secrets', async () => {
    const user = await portal.given.user({ employers: [(await portal.given.employer()).id] })
    const someone = await portal.signIn(user)
    await someone.get('/account/email')
    portal.clock.forward(6)
    const asked = await someone.post('/account/email', {
      email: 'neu@muster.example',
      password: 'secret words',
    })
    expect(asked.headers.location).to.equal('/account/confirm')
    const stored = JSON.stringify(await portal.db('sessions').where({ userId: user.id }).select('content'))
    expect(stored).to.contain('neu@muster.example').and.not.to.contain('secret words')
    await someone.get('/account/confirm')
    await confirm(portal, someone, '/account/email')
    expect((await someone.get('/account/email')).$('#email').val()).to.equal('neu@muster.example')
  })

  it('gets a new app, proved by its code; the old one ends, and with it other sessions', async () => {
    const user = await portal.given.user({ role: 'caseworker' })
    const [one, other] = [await portal.signIn(user), await portal.signIn(user)]
    const key = (await one.get('/account/app')).$('#key').text().replace(/\s/g, '')
    const code = appCode(key, portal.clock.now())
    expect((await one.post('/account/app', { code })).headers.location).to.equal('/account')
    await aSecond()
    expect((await other.get('/account')).headers.location).to.equal('/sign-in')
    await mailTo(portal, user.email, 'app-changed')
    portal.clock.forward(1)
    const someone = portal.visitor()
    await someone.post('/sign-in', { email: user.email, password: oldPassword })
    await someone.get('/sign-in/code')
    expect((await someone.post('/sign-in/code', { code: codeAt(portal.clock.now()) })).status).to.equal(422)
    const fresh = appCode(key, portal.clock.now())
    expect((await someone.post('/sign-in/code', { code: fresh })).headers.location).to.equal('/office')
  })

  it('takes codes by SMS besides the app, can go without either, but not without both', async () => {
    const user = await portal.given.user({ employers: [(await portal.given.employer()).id] })
    const someone = await portal.signIn(user)
    const phone = number()
    await setPhone(portal, someone, phone)
    expect(await userById(portal.db, user.id)).to.include({ phone })
    await mailTo(portal, user.email, 'phone-changed')
    await someone.get('/account/app/remove')
    expect((await someone.post('/account/app/remove')).headers.location).to.equal('/account')
    await someone.get('/account/phone/remove')
    const last = await someone.post('/account/phone/remove')
    expect([last.status, last.words.includes('muss bleiben')]).to.deep.equal([409, true])
    expect(await userById(portal.db, user.id)).to.include({ phone, totpSeed: '' })
  })

  it('tells the old number when a new one takes its place', async () => {
    const user = await portal.given.user({ employers: [(await portal.given.employer()).id] })
    const someone = await portal.signIn(user)
    const [old, fresh] = [number(), number()]
    await setPhone(portal, someone, old)
    portal.clock.forward(2)
    await setPhone(portal, someone, fresh)
    const { text } = await portal.db('mailbox').where({ recipient: old }).orderBy('id', 'desc').first()
    expect(text).to.contain('Ihre Nummer für Codes').and.to.contain('071 000 00 00')
  })

  it('signs in with an SMS that names code, purpose and site, and nobody; with another one on demand, and with the app', async () => {
    const user = await portal.given.user({ employers: [(await portal.given.employer()).id] })
    const phone = number()
    await setPhone(portal, await portal.signIn(user), phone)
    portal.clock.forward(2)
    const someone = portal.visitor()
    await someone.post('/sign-in', { email: user.email, password: oldPassword })
    expect((await someone.get('/sign-in/code')).words).to.contain('Authenticator-App')
    await someone.post('/sign-in/sms')
    const page = await someone.get('/sign-in/code')
    expect(page.words).to.contain('per SMS geschickt').and.not.to.contain(phone.slice(-4))
    const first = await smsCode(portal, phone)
    const { text } = await portal.db('mailbox').where({ recipient: phone }).orderBy('id', 'desc').first()
    expect(text).to.match(/^\d{6} ist Ihr Code zum Anmelden im Portal der Ausgleichskasse Muster/)
    expect(text).to.match(new RegExp(`niemandem weiter[^]*\n\n@localhost:3000 #${first}$`))
    expect(text).not.to.contain('Keller')
    await someone.post('/sign-in/sms')
    expect((await someone.get('/sign-in/code')).words).to.contain('Warten Sie eine Minute')
    portal.clock.forward(1)
    await someone.post('/sign-in/sms')
    const second = await smsCode(portal, phone)
    await someone.get('/sign-in/code')
    if (first !== second)
      expect((await someone.post('/sign-in/code', { code: first })).words).to.contain(
        'gilt nicht oder ist abgelaufen',
      )
    const other = portal.visitor()
    await other.post('/sign-in', { email: user.email, password: oldPassword })
    await other.get('/sign-in/code')
    expect(
      (await other.post('/sign-in/code', { code: second })).status,
      'a code of another session',
    ).to.equal(422)
    expect((await someone.post('/sign-in/code', { code: second })).status).to.equal(303)
    const third = portal.visitor()
    await third.post('/sign-in', { email: user.email, password: oldPassword })
    await third.get('/sign-in/code')
    await third.post('/sign-in/sms')
    expect((await third.get('/sign-in/code')).$('form[action="/sign-in/app"]')).to.have.length(1)
    await third.post('/sign-in/app')
    await third.get('/sign-in/code')
    expect((await third.post('/sign-in/code', { code: codeAt(portal.clock.now()) })).status).to.equal(303)
  })

  it('gets at most three SMS in a quarter of an hour, whatever is pressed', async () => {
    const phone = number()
    const employers = [(await portal.given.employer()).id]
    const user = await portal.given.user({ employers, phone, totpSeed: '' })
    const someone = portal.visitor()
    for (let n = 0; n < 4; n++) {
      await someone.get('/sign-in')
      await someone.post('/sign-in', { email: user.email, password: oldPassword })
      portal.clock.forward(1.1)
    }
    expect((await someone.get('/sign-in/code')).words).to.contain('schon viele SMS')
    expect(await portal.db('mailbox').where({ recipient: phone })).to.have.length(3)
  })

  it('makes new recovery codes, shows them once, and voids the old ones', async () => {
    const user = await portal.given.user({ role: 'caseworker' })
    const someone = await portal.signIn(user)
    await someone.get('/account/recovery-codes')
    const codes = async () => {
      const page = await someone.post('/account/recovery-codes')
      return page
        .$('.codes li')
        .map((_, item) => page.$(item).text())
        .get()
    }
    const [old, fresh] = [await codes(), await codes()]
    expect([old.length, fresh.length]).to.deep.equal([10, 10])
    expect((await someone.get('/account/recovery-codes')).$('.codes')).to.have.length(0)
    const dump = JSON.stringify(await portal.db('recoveryCodes').where({ userId: user.id }))
    for (const code of fresh) expect(dump).not.to.contain(code).and.not.to.contain(code.replaceAll('-', ''))
    expect((await mailsTo(portal, user.email)).map(({ kind }) => kind)).to.include('recovery-renewed')
    const other = portal.visitor()
    await other.post('/sign-in', { email: user.email, password: oldPassword })
    await other.get('/sign-in/recovery-code')
    expect((await other.post('/sign-in/recovery-code', { code: old[0] })).status).to.equal(422)
    expect((await other.post('/sign-in/recovery-code', { code: fresh[0] })).status).to.equal(303)
  })

  it('gets another e-mail address, proved by a code that is mailed to it; the old one is told', async () => {
    const user = await portal.given.user({ role: 'caseworker' })
    const taken = await portal.given.user()
    const someone = await portal.signIn(user)
    await someone.get('/account/email')
    expect((await someone.post('/account/email', { email: 'no address' })).status).to.equal(422)
    const change = async (email: string) => {
      await someone.get('/account/email')
      await someone.post('/account/email', { email })
      const { code } = await mailTo(portal, email.toLowerCase(), 'email-code')
      await someone.get('/account/email/code')
      return someone.post('/account/email/code', { code })
    }
    expect((await change(taken.email)).words).to.contain('gibt es schon einen Zugang')
    const email = `Lena${user.email}`
    expect((await change(email)).headers.location).to.equal('/account')
    expect(await userById(portal.db, user.id)).to.include({ email: email.toLowerCase() })
    for (const told of [user.email, email.toLowerCase()]) await mailTo(portal, told, 'email-changed')
  })

  it('shows where one is signed in, and ends what one does not know', async () => {
    const user = await portal.given.user({ role: 'caseworker' })
    const [one, other, third] = [
      await portal.signIn(user),
      await portal.signIn(user),
      await portal.signIn(user),
    ]
    const list = await one.get('/account/sessions')
    expect(list.$('.rows li')).to.have.length(3)
    const stranger = await portal.signIn(await portal.given.user({ role: 'caseworker' }))
    const target = list.$('button[name=session]').first().attr('value')
    await stranger.get('/account/sessions')
    await stranger.post('/account/sessions', { session: target })
    expect((await one.get('/account/sessions')).$('.rows li')).to.have.length(3)
    await one.post('/account/sessions', { session: target })
    expect((await one.get('/account/sessions')).$('.rows li')).to.have.length(2)
    await one.post('/account/sessions', { session: 'others' })
    await aSecond()
    expect((await one.get('/account/sessions')).$('.rows li')).to.have.length(1)
    for (const ended of [other, third]) expect((await ended.get('/account')).status).to.equal(303)
  })
})

describe('A forgotten password', () => {
  const portal = usePortal()

  it('is asked for in the same words by everybody, and a link goes only to those who are known', async () => {
    const user = await portal.given.user()
    const disabled = await portal.given.user({ status: 'disabled' })
    const words: string[] = []
    for (const email of [user.email, 'nobody@muster.example', disabled.email]) {
      const someone = portal.visitor()
      await someone.get('/forgotten')
      const answer = await someone.post('/forgotten', { email })
      expect(answer.status).to.equal(200)
      words.push(answer.words)
    }
    await aSecond()
    expect(new Set(words)).to.have.property('size', 1)
    expect(await mailsTo(portal, user.email)).to.have.length(1)
    expect(await mailsTo(portal, 'nobody@muster.example')).to.deep.equal([])
    expect(await mailsTo(portal, disabled.email)).to.deep.equal([])
  })

  it('is replaced by link, once and within an hour; sessions end, and the code is needed as before', async () => {
    const user = await portal.given.user({ role: 'caseworker' })
    const signedIn = await portal.signIn(user)
    const token = await linkFor(portal, user.email)
    const someone = portal.visitor()
    expect((await someone.get(`/reset/${token}`)).status).to.equal(200)
    expect((await someone.post(`/reset/${token}`, { password: 'kurz', again: 'kurz' })).status).to.equal(422)
    const fields = { password: newPassword, again: newPassword }
    expect((await someone.post(`/reset/${token}`, fields)).headers.location).to.equal('/sign-in')
    expect((await someone.get('/office')).headers.location).to.equal('/sign-in')
    expect((await someone.get(`/reset/${token}`)).status).to.equal(404)
    await aSecond()
    expect((await signedIn.get('/office')).headers.location).to.equal('/sign-in')
    await someone.get('/sign-in')
    const first = await someone.post('/sign-in', { email: user.email, password: newPassword })
    expect(first.headers.location).to.equal('/sign-in/code')
    expect((await someone.get('/office')).headers.location).to.equal('/sign-in')
    await mailTo(portal, user.email, 'password-changed')
    const late = await linkFor(portal, user.email)
    portal.clock.forward(60)
    expect((await someone.get(`/reset/${late}`)).status).to.equal(404)
  })

  it('that is new ends the way in of whoever had proved the old one and lacks the code', async () => {
    const user = await portal.given.user()
    const thief = portal.visitor()
    await thief.get('/sign-in')
    await thief.post('/sign-in', { email: user.email, password: oldPassword })
    expect((await thief.get('/sign-in/code')).status).to.equal(200)
    const token = await linkFor(portal, user.email)
    const someone = portal.visitor()
    await someone.get(`/reset/${token}`)
    await someone.post(`/reset/${token}`, { password: newPassword, again: newPassword })
    portal.clock.forward(1)
    const answer = await thief.post('/sign-in/code', { code: codeAt(portal.clock.now()) })
    expect(answer.headers.location).to.equal('/sign-in')
    expect((await thief.get('/account')).headers.location).to.equal('/sign-in')
  })

  it('opens an account again that strangers have shut', async () => {
    const user = await portal.given.user()
    const { createHash } = await import('node:crypto')
    const key = createHash('sha256').update(`account/${user.email}`).digest('hex')
    await portal.db('passwordTries').insert({ key, failures: 50, openAt: Date.parse(portal.clock.now()) })
    const someone = portal.visitor()
    await someone.get('/sign-in')
    const shut = await someone.post('/sign-in', { email: user.email, password: oldPassword })
    expect([
      shut.status,
      shut.words.includes('wählen Sie') || shut.words.includes('Wählen Sie'),
    ]).to.deep.equal([429, true])
    const token = await linkFor(portal, user.email)
    await someone.get(`/reset/${token}`)
    await someone.post(`/reset/${token}`, { password: newPassword, again: newPassword })
    await someone.get('/sign-in')
    const open = await someone.post('/sign-in', { email: user.email, password: newPassword })
    expect(open.headers.location).to.equal('/sign-in/code')
  })
})

const aSecond = () => new Promise((done) => setTimeout(done, 1000))

async function confirm({ clock }: Portal, someone: Visitor, to: string): Promise<void> {
  clock.forward(0.5)
  const first = await someone.post('/account/confirm', { password: oldPassword })
  expect(first.headers.location).to.equal('/sign-in/code')
  await someone.get('/sign-in/code')
  const second = await someone.post('/sign-in/code', { code: codeAt(clock.now()) })
  expect(second.headers.location).to.equal(to)
}

async function setPhone(portal: Portal, someone: Visitor, phone: string): Promise<void> {
  await someone.get('/account/phone')
  expect((await someone.post('/account/phone', { phone })).headers.location).to.equal('/account/phone/code')
  await someone.get('/account/phone/code')
  const done = await someone.post('/account/phone/code', { code: await smsCode(portal, phone) })
  expect(done.headers.location).to.equal('/account')
}

async function linkFor(portal: Portal, email: string): Promise<string> {
  const someone = portal.visitor()
  await someone.get('/forgotten')
  await someone.post('/forgotten', { email })
  for (let tries = 0; tries < 40; tries++) {
    const mail = await mailTo(portal, email, 'reset').catch(() => null)
    if (mail) return mail.token
    await new Promise((done) => setTimeout(done, 50))
  }
  throw new Error('no link was mailed')
}
