import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect as connectWithTls, type SecureVersion } from 'node:tls'
import { expect } from 'chai'
import { table } from '../../web/access/table.js'
import { createListener } from '../../web/listener.js'
import { asset } from '../../web/view/assets.js'
import { sampleOf } from './access-samples.js'
import { writeCertificate } from './certificate.js'
import { usePortal } from './portal.js'
import { type Answer, codeAt, password, type Visitor } from './visitor.js'

const folder = mkdtempSync(join(tmpdir(), 'certificate-'))
const portalWithTls = () => {
  before(() => writeCertificate(folder))
  after(() => rmSync(folder, { recursive: true, force: true }))
  return usePortal({ env: { TLS_CERT: join(folder, 'cert.pem'), TLS_KEY: join(folder, 'key.pem') } })
}

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "frame-src 'self'",
  "object-src 'self'",
  "manifest-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'self'",
  'report-uri /csp-report',
  "require-trusted-types-for 'script'",
  'trusted-types portal',
].join(';')

describe('A portal that speaks TLS itself', () => {
  const portal = portalWithTls()
  let admin: Visitor
  let employer: { id: string }
  let person: { id: string; employerId: string }
  const answers: { what: string; answer: Answer }[] = []

  before(async function () {
    this.timeout(60_000)
    employer = await portal.given.employer()
    person = await portal.given.employee(employer.id)
    const user = await portal.given.user({ employers: [employer.id] })
    await portal.db('mandates').where({ userId: user.id }).update({ role: 'admin' })
    admin = await portal.signIn(user)
    const note = async (what: string, asked: Promise<Answer>) => answers.push({ what, answer: await asked })
    const paths: string[] = []
    for (const name of table.flatMap(({ routes }) => routes).filter((it) => it.startsWith('GET ')))
      paths.push((await sampleOf(name, portal.given, { employer: employer.id, person })).path)
    for (const path of paths) await note(path, admin.get(path))
    const broken = await portal.given.document(person)
    await portal
      .db('documents')
      .where({ id: broken.id })
      .update({ sha256: '0'.repeat(64) })
    await note('a failure', admin.get(`/e/${employer.id}/documents/${broken.id}`))
    await note('a style sheet', admin.get(asset('portal.css')))
    await note('a refused form', admin.post('/account/password', {}, { 'Sec-Fetch-Site': 'cross-site' }))
    await note('a door', portal.visitor().get('/sign-in?lang=fr'))
    await note(
      'a wrong password',
      portal.visitor().post('/sign-in', { email: user.email, password: 'wrong' }),
    )
    await note('a form too large', admin.post('/sign-in', { email: 'x'.repeat(101 * 1024) }))
    await note(
      'too many fields',
      admin.post('/sign-in', Object.fromEntries(Array.from({ length: 501 }, (_, n) => [`f${n}`, '1']))),
    )
    await note('signing out', admin.post('/sign-out'))
    portal.clock.forward(1)
    const again = portal.visitor()
    await note('a right password', again.post('/sign-in', { email: user.email, password }))
    await again.get('/sign-in/code')
    await note('a right code', again.post('/sign-in/code', { code: codeAt(portal.clock.now()) }))
  })

  it('has been asked for answers of every kind', () => {
    const statuses = new Set(answers.map(({ answer }) => answer.status))
    expect([...statuses]).to.include.members([200, 302, 303, 403, 404, 413, 422, 500])
  })

  it('sends the headers that protect with every answer', () => {
    for (const { what, answer } of answers) {
      const { headers, status } = answer
      const said = `${what} (${status})`
      expect(headers['strict-transport-security'], said).to.equal('max-age=63072000; includeSubDomains')
      expect(headers['x-content-type-options'], said).to.equal('nosniff')
      expect(headers['referrer-policy'], said).to.equal('no-referrer')
      expect(headers['cross-origin-opener-policy'], said).to.equal('same-origin')
      expect(headers['cross-origin-resource-policy'], said).to.equal('same-origin')
      expect(headers, said).not.to.have.any.keys('x-powered-by', 'server', 'access-control-allow-origin')
      const isDocument = /pdf|image\/png/.test(headers['content-type'] ?? '')
      if (isDocument) expect(headers['content-security-policy'], said).to.contain("default-src 'none'")
      else expect(headers['content-security-policy'], said).to.equal(policy)
    }
  })

  it('lets nobody keep a page; files that are named by their content, and what is public, may be kept', () => {
    for (const { what, answer } of answers) {
      const isFile =
        what.startsWith('/assets') ||
        [
          'a style sheet',
          '/favicon.ico',
          '/manifest.webmanifest',
          '/verify/key',
          '/.well-known/jwks.json',
          '/api/v1/openapi.json',
        ].includes(what)
      if (answer.status === 200 && !isFile)
        expect(answer.headers['cache-control'] ?? '', what).to.contain('no-store')
      if (what === 'a style sheet') expect(answer.headers['cache-control']).to.contain('immutable')
    }
  })

  it('sets only cookies that other sites, scripts and plain connections do not get', () => {
    const cookies = answers.flatMap(({ answer }) => [answer.headers['set-cookie'] ?? []].flat())
    const names = new Set(cookies.map((it) => it.split('=')[0]))
    expect(names).to.deep.equal(new Set(['__Host-sid', '__Host-lang', '__Host-device']))
    for (const cookie of cookies) {
      const [, ...attributes] = cookie.split('; ')
      expect(attributes, cookie).to.include.members(['Path=/', 'HttpOnly', 'Secure', 'SameSite=Lax'])
      expect(cookie).not.to.match(/domain=/i)
    }
  })

  it('speaks TLS 1.2 and 1.3, and nothing older', async () => {
    const { port } = new URL(portal.url)
    const ca = readFileSync(join(folder, 'cert.pem'))
    const hello = (version: SecureVersion) =>
      new Promise<string>((done) => {
        const ciphers = 'DEFAULT@SECLEVEL=0' // this end would offer old versions, if the other took them
        const options = {
          port: Number(port),
          host: '127.0.0.1',
          ca,
          ciphers,
          minVersion: version,
          maxVersion: version,
        }
        const socket = connectWithTls(options, () => done(String(socket.getProtocol()))).on(
          'error',
          (error: NodeJS.ErrnoException) => done(String(error.code)),
        )
        socket.unref()
      })
    expect(await hello('TLSv1.3')).to.equal('TLSv1.3')
    expect(await hello('TLSv1.2')).to.equal('TLSv1.2')
    for (const old of ['TLSv1.1', 'TLSv1'] as const)
      expect(await hello(old)).to.match(/PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL|NO_PROTOCOLS/)
  })

  it('answers nobody who speaks in the clear', async () => {
    const { port } = new URL(portal.url)
    expect(await raw(Number(port), 'GET / HTTP/1.1\r\nHost: x\r\n\r\n')).not.to.contain('HTTP/1.1 200')
  })
})

/** What comes back to bytes that no client would send. */
function raw(port: number, text: string, ends = true): Promise<string> {
  return new Promise((done) => {
    let heard = ''
    const socket: Socket = connect(port, '127.0.0.1', () => (ends ? socket.end(text) : socket.write(text)))
    socket.on('data', (piece) => {
      heard += piece
    })
    socket.on('error', () => {})
    socket.on('close', () => done(heard))
  })
}

describe('The portal and requests that nobody sends by accident', () => {
  const portal = usePortal({ env: { BASE_URL: 'http://portal.kasse.example' } })
  const port = () => Number(new URL(portal.url).port)

  it('answers 405 to every method no page is asked with, and says which ones are', async () => {
    for (const method of ['TRACE', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND']) {
      const answer = await raw(port(), `${method} /sign-in HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)
      expect(answer, method)
        .to.match(/^HTTP\/1\.1 405 /)
        .and.to.contain('Allow: GET, HEAD, POST')
      expect(answer, method).not.to.contain('TRACE /sign-in')
    }
  })

  it('refuses a request whose length is told in two ways', async () => {
    const body = '5\r\nemail\r\n0\r\n\r\n'
    for (const lengths of [
      'Content-Length: 6\r\nTransfer-Encoding: chunked',
      'Content-Length: 6\r\nContent-Length: 15',
      'Transfer-Encoding: chunked\r\nTransfer-Encoding: identity',
      'Transfer-Encoding: xchunked',
    ]) {
      const answer = await raw(port(), `POST /sign-in HTTP/1.1\r\nHost: x\r\n${lengths}\r\n\r\n${body}`)
      expect(answer, lengths).to.match(/^HTTP\/1\.1 400 /)
    }
  })

  it('cuts off who sends too slowly, and bounds how many are connected', () => {
    const server = createListener({ tls: null }, (() => {}) as never)
    const { headersTimeout, requestTimeout, keepAliveTimeout, maxConnections, timeout } = server
    expect({ headersTimeout, requestTimeout, keepAliveTimeout, maxConnections, timeout }).to.deep.equal({
      headersTimeout: 15_000,
      requestTimeout: 120_000,
      keepAliveTimeout: 5_000,
      maxConnections: 5000,
      timeout: 60_000,
    })
  })

  it('has no page behind the addresses that scanners ask for', async () => {
    const someone = portal.visitor()
    for (const path of [
      '/.git/config',
      '/.env',
      '/metrics',
      '/package.json',
      '/server-status',
      '/assets/',
      '/assets/..%2f..%2fpackage.json',
      '/%2e%2e/config.ts',
    ])
      expect((await someone.get(path)).status, path).to.equal(404)
  })

  it('answers addresses that are none, and links from none of them to another site', async () => {
    const addresses = [
      '//',
      '//[',
      '//[/a',
      '//evil.example/a',
      '/\\evil.example',
      'http://evil.example/a',
      '*',
    ]
    for (const address of addresses) {
      const answer = await raw(
        port(),
        `GET ${address} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`,
        false,
      )
      expect(answer, address).to.match(/^HTTP\/1.1 (303|400|404) /)
      expect(answer, address).not.to.match(/href="([/\\]{2}|http:)/)
    }
  })

  it('leads on from a part of a page, whatever a form says it was on', async () => {
    const employer = await portal.given.employer()
    const someone = await portal.signIn(await portal.given.user({ employers: [employer.id] }))
    const page = `/e/${employer.id}/employees?q=`
    const part = { 'HX-Request': 'true', 'HX-Request-Type': 'partial' }
    for (const [typed, address] of [
      ['\u0142', '%C5%82'],
      ['a\r\nX: b', 'a%0D%0AX:%20b'],
    ]) {
      const fields = { kind: 'page', target: 'employees', on: '1', from: `${page}${typed}` }
      const { status, headers } = await someone.post(`/e/${employer.id}/favourites`, fields, part)
      expect([status, headers['hx-redirect'], headers.location]).to.deep.equal([
        204,
        `${page}${address}`,
        undefined,
      ])
    }
  })

  it('takes no NUL in an address', async () => {
    const someone = portal.visitor()
    for (const path of ['/e/%00', '/sign-in?lang=%00', '/guides/a%00b', '/reset/%00aaaaaaaaaaaaaaaaaaaaaaaa'])
      expect((await someone.get(path)).status, path).to.equal(400)
  })

  it('writes its own address into mails, whatever host somebody asks for', async () => {
    const user = await portal.given.user()
    const someone = portal.visitor()
    await someone.get('/forgotten')
    const strange = { 'X-Forwarded-Host': 'evil.example', Host: 'evil.example' }
    const answer = await someone.post('/forgotten', { email: user.email }, strange)
    expect(answer.status).to.equal(200)
    expect(answer.text).not.to.contain('evil.example')
    const door = await someone.get('/account', strange)
    expect(door.headers.location).to.equal('/sign-in')
  })

  it('leads to no other site after signing in again', async () => {
    const user = await portal.given.user()
    for (const next of [
      '//evil.example',
      '/\\evil.example',
      'https://evil.example',
      '/%2f%2fevil.example\n',
      'javascript:alert(1)',
      '/a b',
      ['/account', '//evil.example'],
    ]) {
      const someone = await portal.signIn(user)
      await someone.post('/session/end', { next })
      portal.clock.forward(1)
      await someone.get('/sign-in')
      await someone.post('/sign-in', { email: user.email, password })
      await someone.get('/sign-in/code')
      const { headers } = await someone.post('/sign-in/code', { code: codeAt(portal.clock.now()) })
      expect(headers.location, String(next)).to.match(/^\/(no-mandate|account)$/)
    }
  })

  it('lets no other site read an answer', async () => {
    const answer = await portal.visitor().get('/sign-in', { Origin: 'https://evil.example' })
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).to.deep.equal([])
  })

  it('hears which rule of the policy was breached where, and nothing that somebody typed', async () => {
    const said: object[] = []
    portal.deps.log.warn = ((line: object) => said.push(line)) as never
    const report = {
      'csp-report': {
        'document-uri': `${portal.url}/reset/abcdefghijklmnopqrstuvwxyz?q=Keller`,
        'effective-directive': 'script-src-elem',
        'blocked-uri': 'https://evil.example/a.js?secret',
        'script-sample': 'typed by somebody',
      },
    }
    const send = (body: string, type = 'application/csp-report') =>
      fetch(`${portal.url}/csp-report`, { method: 'POST', body, headers: { 'Content-Type': type } })
    expect((await send(JSON.stringify(report))).status).to.equal(204)
    const [line] = said
    expect(line).to.include({
      rule: 'script-src-elem',
      page: '/reset/:token',
      blocked: 'https://evil.example',
    })
    expect(JSON.stringify(said)).not.to.match(/Keller|typed|secret/)
    expect((await send('no json')).status).to.equal(400)
    expect((await send(`"${'x'.repeat(11_000)}"`)).status).to.equal(413)
    expect((await send('[]')).status).to.equal(204)
    expect(said).to.have.length(1)
    const statuses = await Promise.all(Array.from({ length: 100 }, async () => (await send('{}')).status))
    expect(statuses).to.include(429)
  })
})

describe('A form', () => {
  const portal = usePortal()
  const sites = {
    'from the portal itself': 'same-origin',
    'typed into the address bar': 'none',
    'from a sister site': 'same-site',
    'from another site': 'cross-site',
    'from an old browser': undefined,
  }
  const tokens = ['its own', 'none', 'a wrong one', 'that of another session'] as const

  for (const [from, site] of Object.entries(sites))
    for (const token of tokens) {
      const isTaken = token === 'its own' && site !== 'same-site' && site !== 'cross-site'
      it(`${from} with ${token} token is ${isTaken ? 'taken' : 'refused'}, at the door and behind it`, async () => {
        const user = await portal.given.user()
        const stranger = portal.visitor()
        await stranger.get('/sign-in')
        const ask = async (someone: Visitor, page: string, fields: Record<string, string>) => {
          await someone.get(page)
          const own = someone.token
          someone.token = {
            'its own': own,
            none: '',
            'a wrong one': 'x'.repeat(own.length),
            'that of another session': stranger.token,
          }[token]
          const _csrf = token === 'none' ? undefined : someone.token
          return (await someone.post(page, { ...fields, _csrf }, site ? { 'Sec-Fetch-Site': site } : {}))
            .status
        }
        const within = await portal.signIn(user)
        expect(await ask(portal.visitor(), '/sign-in', { email: user.email, password: 'wrong' })).to.equal(
          isTaken ? 422 : 403,
        )
        expect(await ask(within, '/account/password', { password: 'short' })).to.equal(isTaken ? 422 : 403)
      })
    }

  it('with files is taken without a token by no route, and one without any field is never a failure', async () => {
    const employer = await portal.given.employer()
    const admin = await portal.given.user({ employers: [employer.id] })
    await portal.db('mandates').where({ userId: admin.id }).update({ role: 'admin' })
    const visitors = new Map<string, Visitor>([['employer', await portal.signIn(admin)]])
    for (const role of ['caseworker', 'supervisor', 'system-administrator'])
      visitors.set(role, await portal.signIn(await portal.given.user({ role })))
    for (const { who, routes } of table)
      for (const route of routes.filter((it) => it.startsWith('POST '))) {
        const visitor = visitors.get(who.find((it) => visitors.has(it)) ?? 'employer') as Visitor
        const path = route.slice(5).replace(':employer', employer.id)
        const withFiles = await visitor.send(path.replace(/:\w+/g, 'x'), { _csrf: '' })
        expect([403, 404, 415], route).to.include(withFiles.status)
        if (path.includes(':') || /^\/(sign-out|session)/.test(path)) continue
        const headers = { Cookie: `sid=${visitor.cookie('sid')}`, 'X-CSRF-Token': visitor.token }
        const empty = await fetch(portal.url + path, { method: 'POST', headers, redirect: 'manual' })
        expect(empty.status, `${route} without a field`).to.be.lessThan(500)
      }
  })

  it('from an old browser that names another site as its origin is refused', async () => {
    const someone = portal.visitor()
    await someone.get('/sign-in')
    for (const origin of ['https://evil.example', 'null', 'http://127.0.0.1:1'])
      expect(
        (await someone.post('/sign-in', { email: 'a@b.example', password: 'x' }, { Origin: origin })).status,
        origin,
      ).to.equal(403)
  })
})
