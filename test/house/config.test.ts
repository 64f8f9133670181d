import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { expect } from 'chai'
import { readConfig } from '../../config.js'
import { createVault } from '../../db/seal.js'

const production = {
  NODE_ENV: 'production',
  DATA_DIR: tmpdir(),
  SESSION_SECRET: randomBytes(32).toString('hex'),
  DATA_KEY: randomBytes(32).toString('base64'),
  RECEIPT_KEY: randomBytes(32).toString('base64'),
}

describe('In production the portal', () => {
  it('takes random secrets', () => {
    expect(readConfig(production).dataKey).to.have.length(32)
  })

  for (const [what, wrong] of Object.entries({
    'without a session secret': { SESSION_SECRET: undefined },
    'without a data key': { DATA_KEY: undefined },
    'without a key for receipts': { RECEIPT_KEY: undefined },
    'with a short session secret': { SESSION_SECRET: 'short' },
    'with a session secret from an example': {
      SESSION_SECRET: 'please change this secret 1234567890 qwertz',
    },
    'with a session secret of one letter': { SESSION_SECRET: 'a'.repeat(40) },
    'with a data key of zeros': { DATA_KEY: Buffer.alloc(32).toString('base64') },
    'as a demo': { PORTAL_DEMO: '1' },
    'with a certificate and no key': { TLS_CERT: '/etc/cert.pem' },
  }))
    it(`does not start ${what}`, () => {
      expect(() => readConfig({ ...production, ...wrong })).to.throw()
    })
})

describe('In production, to another machine, the portal', () => {
  const plain = {
    'the database': { DATABASE_URL: 'postgres://portal:x@db.kasse.example/portal' },
    'a database whose certificate nobody checks': {
      DATABASE_URL: 'postgres://portal:x@db.kasse.example/portal?sslmode=no-verify',
    },
    Temporal: { TEMPORAL_ADDRESS: 'temporal.kasse.example:7233' },
    'the mail server': { SMTP_URL: 'smtp://mail.kasse.example' },
    'the collector of traces': { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://traces.kasse.example:4318' },
  }
  for (const [what, setting] of Object.entries(plain)) {
    it(`does not speak to ${what} in the clear`, () => {
      expect(() => readConfig({ ...production, ...setting })).to.throw('readable on the way')
    })
    it(`but does to ${what} where its network is vouched for`, () => {
      const PLAIN_HOSTS = 'db.kasse.example,temporal.kasse.example,mail.kasse.example,traces.kasse.example'
      expect(readConfig({ ...production, ...setting, PLAIN_HOSTS })).to.include({ production: true })
    })
  }

  for (const [what, setting] of Object.entries({
    'a database with a certificate that is checked': {
      DATABASE_URL: 'postgres://portal:x@db.kasse.example/portal?sslmode=verify-full',
    },
    'Temporal with a key': { TEMPORAL_ADDRESS: 'temporal.kasse.example:7233', TEMPORAL_API_KEY: 'k' },
    'a mail server with TLS': { SMTP_URL: 'smtps://mail.kasse.example' },
    'a mail server that must change to TLS': { SMTP_URL: 'smtp://mail.kasse.example:587?requireTLS=true' },
    'everything on this machine': {
      DATABASE_URL: 'postgres://portal:x@127.0.0.1/portal',
      TEMPORAL_ADDRESS: 'localhost:7233',
      SMTP_URL: 'smtp://[::1]:25',
    },
    'a database through a socket': { DATABASE_URL: 'postgres:///portal?host=/run/postgresql' },
  }))
    it(`speaks to ${what}`, () => {
      expect(readConfig({ ...production, ...setting })).to.include({ production: true })
    })
})

describe('A new data key', () => {
  const [before, now] = [randomBytes(32), randomBytes(32)]

  it('opens what the old one has sealed, as long as the old one is named', () => {
    const sealed = createVault(before).seal(Buffer.from('a letter'), 'here')
    expect(createVault(now, before).open(sealed, 'here').toString()).to.equal('a letter')
    expect(() => createVault(now).open(sealed, 'here')).to.throw()
  })

  it('seals what is new, which the old one cannot open', () => {
    const sealed = createVault(now, before).seal(Buffer.from('a letter'), 'here')
    expect(() => createVault(before).open(sealed, 'here')).to.throw()
    expect(() => createVault(now, before).open(sealed, 'elsewhere')).to.throw()
  })
})

describe('The example of a production', () => {
  it('hands each portal and worker all that it refuses to start without', () => {
    const compose = readFileSync(new URL('../../deploy/compose.yaml', import.meta.url), 'utf8')
    const settings = readFileSync(new URL('../../deploy/env.example', import.meta.url), 'utf8')
    for (const name of ['SESSION_SECRET', 'DATA_KEY', 'RECEIPT_KEY']) {
      expect(compose).to.include(`${name}: \${${name}:?}`)
      expect(settings).to.match(new RegExp(`^${name}=$`, 'm'))
    }
  })
})
