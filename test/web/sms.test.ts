import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect } from 'chai'
import { userById } from '../../db/access/users.js'
import { usePortal } from './portal.js'
import { password } from './visitor.js'

type Mood = 'takes' | 'refuses' | 'is busy' | 'hangs'

describe('An SMS by Twilio', () => {
  let mood: Mood = 'takes'
  const taken: URLSearchParams[] = []
  const authorised: string[] = []
  const gateway: Server = createServer((req, res) => {
    let body = ''
    req.on('data', (piece) => {
      body += piece
    })
    req.on('end', () => {
      authorised.push(String(req.headers.authorization))
      if (mood === 'hangs') return
      const answers = {
        takes: [201, { sid: 'SM1', status: 'queued' }],
        refuses: [400, { code: 21211 }],
        'is busy': [429, { code: 20429 }],
      } as const
      const [status, json] = answers[mood]
      if (mood === 'takes') taken.push(new URLSearchParams(body))
      res
        .writeHead(status, { 'Content-Type': 'application/json' })
        .end(JSON.stringify({ message: mood, ...json }))
    })
  })
  const portal = usePortal({
    env: { TWILIO_ACCOUNT_SID: 'AC1', TWILIO_AUTH_TOKEN: 'token', TWILIO_FROM: '+41790000000' },
  })
  before(async () => {
    await new Promise<void>((done) => gateway.listen(0, '127.0.0.1', done))
    const { twilio } = portal.deps.config.sms
    if (twilio) twilio.baseUrl = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}`
  })
  after(() => {
    gateway.closeAllConnections()
    gateway.close()
  })

  let numbers = 0
  async function atTheDoor() {
    const employers = [(await portal.given.employer()).id]
    const user = await portal.given.user({ employers, phone: `+4176${3_000_000 + ++numbers}` })
    const someone = portal.visitor()
    await someone.get('/sign-in')
    await someone.post('/sign-in', { email: user.email, password })
    await someone.get('/sign-in/code')
    const begun = Date.now()
    const sent = await someone.post('/sign-in/sms')
    return { user, someone, sent, took: Date.now() - begun }
  }

  it('brings the code to the number of the user, and the code lets them in once', async () => {
    mood = 'takes'
    const { user, someone } = await atTheDoor()
    const sms = taken.at(-1)
    expect([sms?.get('To'), sms?.get('From')]).to.deep.equal([
      (await userById(portal.db, user.id))?.phone,
      '+41790000000',
    ])
    expect(authorised.at(-1)).to.equal(`Basic ${Buffer.from('AC1:token').toString('base64')}`)
    const code = /^\d{6}/.exec(sms?.get('Body') ?? '')?.[0]
    await someone.get('/sign-in/code')
    expect((await someone.post('/sign-in/code', { code })).headers.location).to.match(/^\/e\//)
  })

  for (const [what, words] of [
    ['refuses', 'An Ihre Nummer konnte keine SMS geschickt werden'],
    ['is busy', 'Die SMS konnte gerade nicht geschickt werden'],
    ['hangs', 'Die SMS konnte gerade nicht geschickt werden'],
  ] as const)
    it(`that the gateway ${what === 'hangs' ? 'does not answer' : what}: the page says so within three seconds, and the app still works`, async () => {
      mood = what
      const before = taken.length
      const { someone, took } = await atTheDoor()
      expect(took).to.be.below(4000)
      const page = await someone.get('/sign-in/code')
      expect(page.words).to.contain(words)
      expect(page.$('form[action="/sign-in/app"]')).to.have.length(1)
      expect(page.$('a[href="/sign-in/recovery-code"]')).to.have.length(1)
      expect((await someone.post('/sign-in/code', { code: '000000' })).status).to.equal(422)
      expect(taken.length).to.equal(before)
    })

  it('of a gateway that is down is not waited for', async () => {
    const { twilio } = portal.deps.config.sms
    if (twilio) twilio.baseUrl = 'http://127.0.0.1:9'
    const { someone } = await atTheDoor()
    expect((await someone.get('/sign-in/code')).words).to.contain(
      'Die SMS konnte gerade nicht geschickt werden',
    )
  })
})

describe('With SMS switched off', () => {
  const portal = usePortal({ env: { PORTAL_DEMO: '1', SMS_CODES: '0' } })

  it('nobody is offered codes by SMS, and a number that was set up sends none', async () => {
    const employers = [(await portal.given.employer()).id]
    const someone = await portal.signIn(await portal.given.user({ employers, phone: '+41761234567' }))
    expect((await someone.get('/account/phone')).status).to.equal(404)
    const other = portal.visitor()
    const user = await portal.given.user({ employers, phone: '+41761234568' })
    await other.post('/sign-in', { email: user.email, password })
    await other.get('/sign-in/code')
    await other.post('/sign-in/sms')
    expect((await other.get('/sign-in/code')).words).to.contain('Authenticator-App')
    expect(await portal.db('mailbox').where({ channel: 'sms' })).to.deep.equal([])
  })
})
