import { expect } from 'chai'
import { endMandate } from '../../db/access/employer-users.js'
import { resetFactors } from '../../db/access/factors.js'
import { invite } from '../../db/access/invitations.js'
import { userByEmail } from '../../db/access/users.js'
import { createVault } from '../../db/seal.js'
import { choosePassword, openLink, setUpApp } from './activating.js'
import { mailTo, smsCode } from './mails.js'
import { onEachDatabase, type Portal, usePortal } from './portal.js'
import { codeAt, password as oldPassword } from './visitor.js'

const newPassword = 'vier Velos im Regen'
let count = 0

describe('An activation', () => {
  onEachDatabase((portal) => {
    it('leads from the link through code, password and app to the employer, and shows recovery codes once', async () => {
      const { employer, email } = await invited(portal)
      const someone = portal.visitor()
      await openLink(portal, someone, email)
      expect((await someone.get('/activate/password')).words).to.contain(email)
      const chosen = await choosePassword(someone, newPassword)
      expect(chosen.headers.location).to.equal('/activate/app')
      const codes = await setUpApp(portal, someone)
      expect(codes).to.have.length(10)
      for (const code of codes) expect(code).to.match(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){5}$/)
      expect((await someone.get('/')).headers.location).to.equal(`/e/${employer.id}`)
      expect((await someone.get(`/e/${employer.id}`)).status).to.equal(200)
      const user = await userByEmail(portal.db, email)
      const noted = await portal.db('audit').where({ object: user?.id }).orderBy('seq').pluck('action')
      expect(noted).to.deep.equal(['user.activate', 'user.sign-in'])
      expect(user).to.include({ lastSignInAt: portal.clock.now() })
      const { token, code } = await mailTo(portal, email, 'activation')
      const again = portal.visitor()
      expect((await again.get(`/activate/${token}`)).status).to.equal(404)
      expect((await again.post(`/activate/${token}`, { code })).status).to.equal(404)
    })

    it('gives the next sign-in with password and app, and one with a recovery code that is good once', async () => {
      const { email } = await invited(portal)
      const someone = portal.visitor()
      await openLink(portal, someone, email)
      await choosePassword(someone, newPassword)
      const [recovery = ''] = await setUpApp(portal, someone)
      for (const expected of ['/account', undefined]) {
        const other = portal.visitor()
        await other.post('/sign-in', { email, password: newPassword })
        await other.get('/sign-in/recovery-code')
        const typed = recovery.toLowerCase().replaceAll('-', ' ')
        const answer = await other.post('/sign-in/recovery-code', { code: typed })
        expect(answer.headers.location).to.equal(expected)
        if (expected) expect((await other.get('/account')).words).to.contain('9 unbenutzte Codes')
        else expect(answer.words).to.contain('bereits benutzt')
      }
      expect((await mailTo(portal, email, 'recovery-used')).token).to.equal('')
    })
  })

  const portal = usePortal({ env: { PORTAL_DEMO: '1' } })

  it('says why a password is refused, and keeps nothing of it', async () => {
    const { email } = await invited(portal)
    const someone = portal.visitor()
    await openLink(portal, someone, email)
    const refused: [string, string][] = [
      ['kurz', 'mindestens 12 Zeichen'],
      ['x'.repeat(129), 'höchstens 128 Zeichen'],
      ['aaaaaaaaaaaa', 'eine Reihe oder eine Wiederholung'],
      ['qwertz123456', 'eine Reihe oder eine Wiederholung'],
      ['Ausgleichskasse2026', 'aus Ihrem Namen, Ihrer Adresse'],
      ['Neumann-Neumann!', 'aus Ihrem Namen, Ihrer Adresse'],
      ['passwort2026!!', 'benutzen viele'],
      ['P4ssw0rt123456', 'benutzen viele'],
    ]
    for (const [typed, why] of refused) {
      const answer = await choosePassword(someone, typed)
      expect([answer.status, answer.words.includes(why)], `${typed}: ${answer.words}`).to.deep.equal([
        422,
        true,
      ])
      expect(answer.$('input[type=password]').val()).to.equal(undefined)
    }
    const twice = await someone.post('/activate/password', { password: newPassword, again: 'anders' })
    expect(twice.words).to.contain('nicht gleich')
    for (const typed of ['zwölf kleine', 'ó'.repeat(5) + ' oder 64 Zeichen '.repeat(3)])
      expect((await choosePassword(someone, typed)).status, typed).to.equal(303)
  })

  it('asks for each step in its order', async () => {
    const { email } = await invited(portal)
    const someone = portal.visitor()
    for (const path of ['/activate/password', '/activate/app', '/activate/phone'])
      expect((await someone.get(path)).status, path).to.equal(404)
    expect((await someone.get('/activate/app/qr.svg')).status).to.equal(404)
    await openLink(portal, someone, email)
    for (const path of ['/activate/app', '/activate/app/qr.svg', '/activate/phone'])
      expect((await someone.get(path)).headers.location, path).to.equal('/activate/password')
    expect(await userByEmail(portal.db, email)).to.equal(null)
  })

  it('shows the key of the app as a picture that nobody keeps, and as text', async () => {
    const { email } = await invited(portal)
    const someone = portal.visitor()
    await openLink(portal, someone, email)
    await choosePassword(someone, newPassword)
    const page = await someone.get('/activate/app')
    const key = page.$('#key').text().replace(/\s/g, '')
    expect(key).to.match(/^[A-Z2-7]{32}$/)
    const picture = await someone.download('/activate/app/qr.svg')
    expect(picture.headers).to.include({ 'cache-control': 'no-store' })
    expect(picture.headers['content-type']).to.contain('image/svg+xml')
    expect(picture.body.toString()).to.contain('<svg').and.not.to.contain(key)
    expect(page.$('img.qr').attr('alt')).to.contain('QR-Code')
    const sessions = JSON.stringify(await portal.db('sessions').select('content'))
    expect(sessions).not.to.contain(key)
    expect((await someone.post('/activate/app', { code: '123456' })).status).to.equal(422)
    expect((await someone.get('/activate/app')).$('#key').text().replace(/\s/g, '')).to.equal(key)
  })

  it('shows another key of the app where the one before lies under a key that the office has put away', async () => {
    const { email } = await invited(portal)
    const someone = portal.visitor()
    await openLink(portal, someone, email)
    await choosePassword(someone, newPassword)
    await someone.get('/activate/app')
    const [[idHash, content] = ['', '']] = await sessionsWithSeed(portal)
    const strange = createVault(Buffer.alloc(32, 3)).seal(Buffer.from('seed'), 'elsewhere').toString('base64')
    const { enrolling, ...others } = JSON.parse(content)
    const changed = JSON.stringify({ ...others, enrolling: { ...enrolling, seed: strange } })
    await portal.db('sessions').where({ idHash }).update({ content: changed })
    await setUpApp(portal, someone)
  })

  it('can take codes by SMS, from a mobile number of an allowed country that a code has proved', async () => {
    const { email } = await invited(portal)
    const someone = portal.visitor()
    await openLink(portal, someone, email)
    await choosePassword(someone, newPassword)
    expect((await someone.get('/activate/phone')).words).to.contain('SMS lassen sich abfangen')
    for (const phone of ['', 'abc', '071 000 00 00', '0900 123 456', '+49 151 12345678', '+1 212 555 0100']) {
      const answer = await someone.post('/activate/phone', { phone })
      expect([answer.status, answer.$('#phone').val()], phone).to.deep.equal([422, phone])
    }
    const phone = `+4179${String(1_000_000 + ++count).padStart(7, '0')}`
    const sent = await someone.post('/activate/phone', { phone: phone.replace('+41', '0') })
    expect(sent.headers.location).to.equal('/activate/phone/code')
    const page = await someone.get('/activate/phone/code')
    expect(page.words).to.contain(phone.slice(-2)).and.not.to.contain(phone.slice(3))
    const again = await someone.post('/activate/phone/code', { again: '1' })
    expect(again.words).to.contain('Warten Sie eine Minute')
    const codes = await someone.post('/activate/phone/code', { code: await smsCode(portal, phone) })
    expect(codes.$('.codes li')).to.have.length(10)
    expect(await userByEmail(portal.db, email)).to.include({ phone, totpSeed: '' })
  })

  it('offers no SMS to the office', async () => {
    const email = `neu${++count}@kasse.example`
    await invite(portal.db, portal.deps.vault, invitee(email, null, 'caseworker'), by(portal))
    const someone = portal.visitor()
    await openLink(portal, someone, email)
    await choosePassword(someone, newPassword)
    expect((await someone.get('/activate/app')).words).not.to.contain('Codes per SMS')
    expect((await someone.get('/activate/phone')).status).to.equal(404)
    await setUpApp(portal, someone)
    expect((await someone.get('/')).headers.location).to.equal('/office')
  })

  it('sends a new link on demand, which voids the first, and gives the phone of the office', async () => {
    const { email } = await invited(portal)
    const { token } = await mailTo(portal, email, 'activation')
    const someone = portal.visitor()
    const page = await someone.get(`/activate/${token}`)
    expect(page.words).to.contain('071 000 00 00').and.to.contain('info@kasse.example')
    portal.clock.forward(2)
    expect((await someone.post(`/activate/${token}/again`)).words).to.contain('Neue E-Mail unterwegs')
    expect((await someone.get(`/activate/${token}`)).status).to.equal(404)
    const { id } = await portal.db('invitations').where({ email }).first('id')
    const sent = await portal.db('audit').where({ object: id, action: 'user.invite-again' })
    expect(sent.map(({ actor }) => actor)).to.deep.equal(['link'])
    await openLink(portal, someone, email)
  })

  it('is over after five wrong codes, and after 72 hours', async () => {
    const { email } = await invited(portal)
    const { token, code } = await mailTo(portal, email, 'activation')
    const someone = portal.visitor()
    for (let n = 0; n < 4; n++)
      expect((await someone.post(`/activate/${token}`, { code: 'AAAA-AAAA' })).status).to.equal(422)
    expect((await someone.post(`/activate/${token}`, { code: 'AAAA-AAAA' })).status).to.equal(404)
    expect((await someone.post(`/activate/${token}`, { code })).status).to.equal(404)
    const late = await invited(portal)
    const secret = await mailTo(portal, late.email, 'activation')
    portal.clock.forward(73 * 60)
    expect((await portal.visitor().post(`/activate/${secret.token}`, { code: secret.code })).status).to.equal(
      404,
    )
  })

  it('lets somebody who has an account accept one more employer, after signing in as that person', async () => {
    const user = await portal.given.user({ employers: [(await portal.given.employer()).id] })
    const { employer } = await invited(portal, user.email)
    const someone = portal.visitor()
    const { token, code } = await mailTo(portal, user.email, 'activation')
    expect((await someone.post(`/activate/${token}`, { code })).headers.location).to.equal('/sign-in')
    await someone.get('/sign-in')
    await someone.post('/sign-in', { email: user.email, password: oldPassword })
    await someone.get('/sign-in/code')
    const signedIn = await someone.post('/sign-in/code', { code: codeAt(portal.clock.now()) })
    expect(signedIn.headers.location).to.equal('/activate/mandate')
    expect((await someone.get('/activate/mandate')).words).to.contain('Muster Bau AG')
    const accepted = await someone.post('/activate/mandate')
    expect(accepted.headers.location).to.equal(`/e/${employer.id}`)
    expect((await someone.get(`/e/${employer.id}`)).status).to.equal(200)
  })

  it('gives nobody of the office a mandate: its administrators would look after an account that opens every file', async () => {
    const clerk = await portal.given.user({ role: 'caseworker' })
    await invited(portal, clerk.email)
    const someone = portal.visitor()
    const { token, code } = await mailTo(portal, clerk.email, 'activation')
    await someone.post(`/activate/${token}`, { code })
    await someone.get('/sign-in')
    await someone.post('/sign-in', { email: clerk.email, password: oldPassword })
    await someone.get('/sign-in/code')
    await someone.post('/sign-in/code', { code: codeAt(portal.clock.now()) })
    expect((await someone.get('/activate/mandate')).status).to.equal(404)
    expect((await someone.post('/activate/mandate')).status).to.equal(404)
    expect(await portal.db('mandates').where({ userId: clerk.id })).to.deep.equal([])
  })

  it('lets somebody whose last mandate had ended come back with the account they had', async () => {
    const before = await portal.given.employer()
    const user = await portal.given.user({ employers: [before.id] })
    const target = { employerId: before.id, userId: user.id, byOffice: true }
    await endMandate(portal.db, portal.deps.vault, target, by(portal))
    expect(await userByEmail(portal.db, user.email)).to.include({ status: 'disabled' })
    const { employer } = await invited(portal, user.email)
    const someone = portal.visitor()
    const { token, code } = await mailTo(portal, user.email, 'activation')
    expect((await someone.post(`/activate/${token}`, { code: 'AAAA-AAAA' })).status).to.equal(422)
    expect(await userByEmail(portal.db, user.email)).to.include({ status: 'disabled' })
    expect((await someone.post(`/activate/${token}`, { code })).headers.location).to.equal('/sign-in')
    const enabled = await portal.db('audit').where({ object: user.id, action: 'user.enable' })
    expect(enabled.map(({ actor }) => actor)).to.deep.equal(['link'])
    await someone.get('/sign-in')
    portal.clock.forward(1)
    await someone.post('/sign-in', { email: user.email, password: oldPassword })
    await someone.get('/sign-in/code')
    const signedIn = await someone.post('/sign-in/code', { code: codeAt(portal.clock.now()) })
    expect(signedIn.headers.location).to.equal('/activate/mandate')
    await someone.get('/activate/mandate')
    expect((await someone.post('/activate/mandate')).headers.location).to.equal(`/e/${employer.id}`)
    expect((await someone.get(`/e/${before.id}`)).status).to.equal(404)
  })

  it('of a new factor needs link, code and the password, and the old app is worth nothing', async () => {
    const user = await portal.given.user({ employers: [(await portal.given.employer()).id] })
    const signedIn = await portal.signIn(user)
    await resetFactors(portal.db, portal.deps.vault, user.id, by(portal))
    await new Promise((done) => setTimeout(done, 1000))
    expect((await signedIn.get('/account')).status).to.equal(303)
    portal.clock.forward(1)
    const other = portal.visitor()
    await other.post('/sign-in', { email: user.email, password: oldPassword })
    expect((await other.get('/sign-in/code')).words).to.contain('zurückgesetzt')
    expect((await other.post('/sign-in/code', { code: codeAt(portal.clock.now()) })).status).to.equal(422)
    const someone = portal.visitor()
    const { token, code } = await mailTo(portal, user.email, 'new-factor')
    await someone.post(`/activate/${token}`, { code })
    await someone.get('/activate/password')
    expect((await someone.post('/activate/password', { password: 'not this one' })).status).to.equal(422)
    await someone.post('/activate/password', { password: oldPassword })
    expect(await setUpApp(portal, someone)).to.have.length(10)
    expect((await someone.get('/account')).status).to.equal(200)
  })
})

const by = ({ clock }: Portal) => ({ actor: 'admin', at: clock.now() })

const invitee = (email: string, employerId: string | null, role: 'employer' | 'caseworker' = 'employer') => ({
  email,
  name: 'Nina Neumann',
  language: 'de' as const,
  role,
  employerId,
  mandate: { role: 'member' as const },
})

async function invited(portal: Portal, email = `neu${++count}@muster.example`) {
  const employer = await portal.given.employer()
  await invite(portal.db, portal.deps.vault, invitee(email, employer.id), by(portal))
  return { employer, email }
}

/** The sessions in which an app is being set up, the newest first: id and content. */
async function sessionsWithSeed({ db }: Portal): Promise<[string, string][]> {
  const rows = await db('sessions').where('content', 'like', '%"seed"%').orderBy('seenAt', 'desc')
  return rows.map(({ idHash, content }) => [idHash, content])
}
