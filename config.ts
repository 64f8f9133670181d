import { hkdfSync, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { readOffice } from './offices/office.js'

const days = z.coerce.number().int().min(1).max(365)
const listOfDays = (text: string, context: z.RefinementCtx): number[] => {
  const parsed = z.array(days).safeParse(text.split(','))
  if (parsed.success) return parsed.data
  context.addIssue({ code: 'custom', message: 'must be days, separated by commas' })
  return z.NEVER
}
const prefixes = z
  .string()
  .regex(/^\+[1-9]\d{0,3}(,\+[1-9]\d{0,3})*$/, 'must be country prefixes such as +41,+423')
  .transform((text) => text.split(','))
const hosts = z
  .string()
  .regex(/^[a-z0-9.-]+(,[a-z0-9.-]+)*$/, 'must be names of hosts, separated by commas')
  .transform((text) => text.split(','))
const flag = z.enum(['0', '1']).transform((value) => value === '1')
/** The path of a file, as what is in it. */
const file = z.string().transform((path, context) => {
  if (existsSync(path)) return readFileSync(path)
  context.addIssue({ code: 'custom', message: `there is no file ${path}` })
  return z.NEVER
})
/** Two instants with their time zones and a slash between, such as `2026-12-05T18:00+01:00/2026-12-05T22:00+01:00`. */
const span = z.string().transform((text, context) => {
  const [from = Number.NaN, until = Number.NaN, ...more] = text.split('/').map((it) => Date.parse(it))
  if (from < until && more.length === 0)
    return { from: new Date(from).toISOString(), until: new Date(until).toISOString() }
  context.addIssue({
    code: 'custom',
    message: 'must be two instants such as 2026-12-05T18:00+01:00/2026-12-05T22:00+01:00',
  })
  return z.NEVER
})
const secret = z.string().min(32, 'needs at least 32 characters')

const environment = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  HOST: z.string().default('127.0.0.1'),
  BASE_URL: z.url().optional(),
  TRUST_PROXY: z.string().optional(),
  DATA_DIR: z.string().default('./data'),
  DATABASE_URL: z.string().optional(),
  TEMPORAL_ADDRESS: z.string().default('127.0.0.1:7233'),
  TEMPORAL_NAMESPACE: z.string().default('default'),
  TEMPORAL_TASK_QUEUE: z.string().default('portal'),
  DRAIN_SECONDS: z.coerce.number().min(0).max(60).optional(),
  TEMPORAL_UI_URL: z.url({ protocol: /^https?$/ }).optional(),
  WORKER_QUEUES: z.enum(['all', 'clicks', 'bulk']).default('all'),
  TEMPORAL_API_KEY: z.string().optional(),
  TEMPORAL_TLS_CA: file.optional(),
  TEMPORAL_TLS_CERT: file.optional(),
  TEMPORAL_TLS_KEY: file.optional(),
  PORTAL_DEMO: flag.default(false),
  OUTAGE: span.optional(),
  KEPT_PAGES_MB: z.coerce.number().min(0).max(4096).default(32),
  METRICS_PORT: z.coerce.number().int().min(1).max(65535).optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  METRICS_HOST: z.string().default('127.0.0.1'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  SESSION_SECRET: secret.optional(),
  DATA_KEY: z.base64().optional(),
  SESSION_SECRET_OLD: secret.optional(),
  DATA_KEY_OLD: z.base64().optional(),
  RECEIPT_KEY: z.base64().optional(),
  RECEIPT_KEYS_OLD: z.string().default(''),
  AUDIT_ANCHORS: z.string().optional(),
  PLAIN_HOSTS: z.string().default(''),
  TLS_CERT: z.string().optional(),
  TLS_KEY: z.string().optional(),
  LETTERS_P12: file.optional(),
  LETTERS_P12_PASSWORD: z.string().default(''),
  CLAMD_SOCKET: z.string().optional(),
  QPDF: z.string().startsWith('/', 'must be the path of the program').optional(),
  BACKUP_RECIPIENT: z.string().startsWith('age1').optional(),
  BACKUP_IDENTITY: file.optional(),
  OIDC_ISSUER: z.url().optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_NAME: z.string().max(60).default('SSO'),
  OIDC_SECOND_FACTOR: z.string().default('mfa'),
  MEMBER_OIDC_ISSUER: z.url().optional(),
  MEMBER_OIDC_CLIENT_ID: z.string().optional(),
  MEMBER_OIDC_CLIENT_SECRET: z.string().optional(),
  MEMBER_OIDC_NAME: z.string().max(60).default('AGOV'),
  MEMBER_OIDC_SECOND_FACTOR: z.string().default('mfa'),
  SMTP_URL: z.string().optional(),
  SMS_CODES: flag.default(true),
  SMS_PREFIXES: prefixes.default(['+41', '+423']),
  WEBHOOK_HOSTS: hosts.optional(),
  TWILIO_ACCOUNT_SID: z.string().regex(/^AC/, 'must begin with AC').optional(),
  TWILIO_AUTH_TOKEN: z.string().optional(),
  TWILIO_FROM: z.string().optional(),
  TWILIO_BASE_URL: z.url().optional(),
  DOCUMENTS_DUE_DAYS: days.default(30),
  REMINDER_DAYS: z.string().default('14,25').transform(listOfDays),
  EXTENSION_DAYS: z.coerce.number().int().min(0).max(180).default(30),
  REVIEW_DUE_DAYS: days.default(10),
  PART_LINK_DAYS: days.default(14),
  CERTIFICATE_LEAD_DAYS: days.default(30),
  DECLARATIONS_OPEN_ON: z
    .string()
    .regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'must be a month and a day such as 01-03')
    .default('01-03'),
  DECLARATION_REMINDER_DAYS: z.string().default('14,5').transform(listOfDays),
  DECLARATION_GRACE_DAYS: days.default(20),
  DECLARATION_FEE: z.coerce.number().int().min(20).max(200).default(50),
  CAMPAIGN_PER_SECOND: z.coerce.number().int().min(1).max(100).default(10),
  PART_MONTH_ROUNDING: z.enum(['per-day', 'at-end']).default('per-day'),
  OFFICE: z.string().default(fileURLToPath(new URL('./offices/muster', import.meta.url))),
})

export type Config = ReturnType<typeof readConfig>

/**
 * Reads the settings from the environment: the only place that does; one that is empty is not set. Throws one readable list of
 * everything that is wrong. Days are calendar days, except `reviewDueDays`, which are working days.
 */
export function readConfig(env: NodeJS.ProcessEnv = process.env) {
  const parsed = environment.safeParse(
    Object.fromEntries(Object.entries(env).filter(([, value]) => value !== '')),
  )
  if (!parsed.success) throw new Error(listOf(parsed.error.issues))
  const set = parsed.data
  const production = set.NODE_ENV === 'production'
  if (production && set.PORTAL_DEMO) throw new Error('PORTAL_DEMO=1 is refused where NODE_ENV=production')
  if (production) refusePlain(set)
  const dataDir = resolve(set.DATA_DIR)
  const office = readOffice(resolve(set.OFFICE))
  return {
    production,
    demo: set.PORTAL_DEMO,
    port: set.PORT,
    host: set.HOST,
    baseUrl: set.BASE_URL ?? `http://localhost:${set.PORT}`,
    secure: (set.BASE_URL ?? '').startsWith('https:') || set.TLS_CERT !== undefined,
    trustProxy: set.TRUST_PROXY,
    dataDir,
    databaseUrl: set.DATABASE_URL ?? join(dataDir, 'portal.db'),
    logLevel: set.LOG_LEVEL,
    /** Seconds in which a portal that was asked to end still takes requests, so that the proxy can look away first. */
    drainSeconds: set.DRAIN_SECONDS ?? (production ? 5 : 0),
    /** When the portal will not be there, as planned. */
    outage: set.OUTAGE ?? null,
    metrics: set.METRICS_PORT ? { port: set.METRICS_PORT, host: set.METRICS_HOST } : null,
    /** Where spans go; null: none are made. */
    tracing: set.OTEL_EXPORTER_OTLP_ENDPOINT
      ? { url: set.OTEL_EXPORTER_OTLP_ENDPOINT.replace(/\/+$/, '') }
      : null,
    // A page that is being written must show at the next request.
    keptPages: set.NODE_ENV === 'development' && !set.PORTAL_DEMO ? 0 : set.KEPT_PAGES_MB * 1_000_000,
    ...secrets(set, dataDir, production),
    auditAnchors: set.AUDIT_ANCHORS ?? join(dataDir, 'audit-anchors.jsonl'),
    tls: tlsOf(set),
    clamdSocket: set.CLAMD_SOCKET,
    qpdf: set.QPDF,
    signing: signingOf(set, dataDir, office.name),
    temporal: {
      address: set.TEMPORAL_ADDRESS,
      namespace: set.TEMPORAL_NAMESPACE,
      taskQueue: set.TEMPORAL_TASK_QUEUE,
      ...temporalSecurity(set),
    },
    /** Where people see Temporal, for links; without it there are none. */
    temporalUiUrl: set.TEMPORAL_UI_URL?.replace(/\/+$/, ''),
    workerQueues: set.WORKER_QUEUES,
    backup: { recipient: set.BACKUP_RECIPIENT, identity: set.BACKUP_IDENTITY?.toString('utf8').trim() },
    oidc: oidcOf(set, production, ''),
    memberOidc: oidcOf(set, production, 'MEMBER_'),
    mail: { smtpUrl: set.SMTP_URL, from: office.mailFrom },
    sms: smsOf(set),
    /** Whom the portal may tell of events: hosts of the public internet over TLS, these inside the office's network, and a demo itself. */
    webhooks: { hosts: set.WEBHOOK_HOSTS ?? [], loopback: set.PORTAL_DEMO || set.NODE_ENV === 'test' },
    spans: {
      documentsDueDays: set.DOCUMENTS_DUE_DAYS,
      reminderDays: set.REMINDER_DAYS,
      extensionDays: set.EXTENSION_DAYS,
      reviewDueDays: set.REVIEW_DUE_DAYS,
      partLinkDays: set.PART_LINK_DAYS,
      certificateLeadDays: set.CERTIFICATE_LEAD_DAYS,
    },
    /** The yearly call for wages; the fee of its reminder letter in Rappen (AHVV 34a: 20 to 200 francs). */
    declarations: {
      opensOn: set.DECLARATIONS_OPEN_ON,
      remindBefore: set.DECLARATION_REMINDER_DAYS,
      graceDays: set.DECLARATION_GRACE_DAYS,
      fee: set.DECLARATION_FEE * 100,
    },
    /** How many reports a campaign opens in a second. */
    campaignPerSecond: set.CAMPAIGN_PER_SECOND,
    rounding: set.PART_MONTH_ROUNDING,
    office,
  }
}

/**
 * Throws where personal data would cross a network in the clear (OWASP ASVS 12.3.1): to a database, Temporal, mail server or collector of traces that is not
 * on this machine, nor among `PLAIN_HOSTS`, whose network somebody vouches for.
 */
function refusePlain(set: z.infer<typeof environment>): void {
  const wrong = [
    /^postgres(ql)?:/.test(set.DATABASE_URL ?? '') &&
      isOpenTo(set, databaseHost(new URL(set.DATABASE_URL ?? ''))) &&
      new URL(set.DATABASE_URL ?? '').searchParams.get('sslmode') !== 'verify-full' &&
      'DATABASE_URL: add ?sslmode=verify-full',
    isOpenTo(set, set.TEMPORAL_ADDRESS.replace(/:\d+$/, '')) &&
      !(set.TEMPORAL_TLS_CA || set.TEMPORAL_TLS_CERT || set.TEMPORAL_API_KEY) &&
      'TEMPORAL_ADDRESS: set TEMPORAL_TLS_CERT and TEMPORAL_TLS_KEY, TEMPORAL_TLS_CA or TEMPORAL_API_KEY',
    set.SMTP_URL?.startsWith('smtp:') &&
      isOpenTo(set, new URL(set.SMTP_URL).hostname) &&
      new URL(set.SMTP_URL).searchParams.get('requireTLS') !== 'true' &&
      'SMTP_URL: begin with smtps:, or add ?requireTLS=true',
    set.OTEL_EXPORTER_OTLP_ENDPOINT?.startsWith('http:') &&
      isOpenTo(set, new URL(set.OTEL_EXPORTER_OTLP_ENDPOINT).hostname) &&
      'OTEL_EXPORTER_OTLP_ENDPOINT: begin with https:',
  ].filter((it) => typeof it === 'string')
  if (wrong.length > 0)
    throw new Error(
      ['These connections would be readable on the way:', ...wrong.map((it) => `  ${it}`), openHosts].join(
        '\n',
      ),
    )
}

const openHosts = 'or name the host in PLAIN_HOSTS if its network is as closed as this machine.'
/** A socket of this machine is named in the query. */
const databaseHost = (url: URL) => url.searchParams.get('host') ?? url.hostname
const isOpenTo = ({ PLAIN_HOSTS }: { PLAIN_HOSTS: string }, host: string) =>
  !/^(localhost|127(\.\d+){3}|\[?::1\]?|\/.*|)$/.test(host) && !PLAIN_HOSTS.split(',').includes(host)

/** The files of a certificate, where the portal itself speaks TLS. */
function tlsOf({ TLS_CERT: cert, TLS_KEY: key }: z.infer<typeof environment>) {
  if (Boolean(cert) !== Boolean(key))
    throw new Error('These settings are wrong:\n  TLS_CERT and TLS_KEY: one needs the other')
  return cert && key ? { cert, key } : null
}

/** With what letters are signed: a PKCS #12 file; a demo makes a certificate of its own; otherwise they are not. */
function signingOf(set: z.infer<typeof environment>, dataDir: string, name: string) {
  const { LETTERS_P12: p12, LETTERS_P12_PASSWORD: password, PORTAL_DEMO: demo } = set
  if (p12) return { p12, password }
  return demo ? { keptIn: join(dataDir, 'letters.pem'), name } : null
}

/** An identity provider at which the people of the office, or with `MEMBER_` those of members may sign in; null without one. */
function oidcOf(set: z.infer<typeof environment>, production: boolean, whose: '' | 'MEMBER_') {
  const [issuer, clientId, clientSecret] = [
    set[`${whose}OIDC_ISSUER`],
    set[`${whose}OIDC_CLIENT_ID`],
    set[`${whose}OIDC_CLIENT_SECRET`],
  ]
  if (!issuer && !clientId && !clientSecret) return null
  if (!issuer || !clientId || !clientSecret)
    throw new Error(
      `These settings belong together:\n  ${whose}OIDC_ISSUER, ${whose}OIDC_CLIENT_ID, ${whose}OIDC_CLIENT_SECRET: all or none`,
    )
  if (production && !issuer.startsWith('https:'))
    throw new Error(`These settings are wrong:\n  ${whose}OIDC_ISSUER: must begin with https:`)
  return {
    issuer,
    clientId,
    clientSecret,
    name: set[`${whose}OIDC_NAME`],
    secondFactor: set[`${whose}OIDC_SECOND_FACTOR`].split(','),
  }
}

interface TemporalSecurity {
  tls?: { serverRootCACertificate?: Buffer; clientCertPair?: { crt: Buffer; key: Buffer } }
  apiKey?: string
}

/** How to reach a cluster that asks who is there: with a certificate, or with a key over TLS; nothing for one on loopback. */
function temporalSecurity(set: z.infer<typeof environment>): TemporalSecurity {
  const { TEMPORAL_TLS_CA: ca, TEMPORAL_TLS_CERT: crt, TEMPORAL_TLS_KEY: key, TEMPORAL_API_KEY: apiKey } = set
  if (Boolean(crt) !== Boolean(key))
    throw new Error(
      'These settings are wrong:\n  TEMPORAL_TLS_CERT and TEMPORAL_TLS_KEY: one needs the other',
    )
  if (!ca && !crt && !apiKey) return {}
  const tls = { serverRootCACertificate: ca, ...(crt && key && { clientCertPair: { crt, key } }) }
  return { tls, ...(apiKey && { apiKey }) }
}

/** Codes by SMS go out by Twilio, in a demo to its mailbox; with neither there are none. */
function smsOf(set: z.infer<typeof environment>) {
  const { TWILIO_ACCOUNT_SID: sid, TWILIO_AUTH_TOKEN: token, TWILIO_FROM: from } = set
  if ([sid, token, from].some(Boolean) && !(sid && token && from))
    throw new Error(
      'These settings belong together:\n  TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, TWILIO_FROM: all or none',
    )
  const twilio = sid && token && from ? { sid, token, from, baseUrl: set.TWILIO_BASE_URL } : null
  return { on: set.SMS_CODES && (twilio !== null || set.PORTAL_DEMO), prefixes: set.SMS_PREFIXES, twilio }
}

const listOf = (issues: z.core.$ZodIssue[]) =>
  ['These settings are wrong:', ...issues.map((it) => `  ${it.path.join('.')}: ${it.message}`)].join('\n')

/** Secrets from the environment; outside production they are made once and kept beside the data. Old ones still open what they closed. */
function secrets(set: z.infer<typeof environment>, dataDir: string, production: boolean) {
  if (production && !(set.SESSION_SECRET && set.DATA_KEY && set.RECEIPT_KEY))
    throw new Error(
      'These settings are missing:\n  SESSION_SECRET: at least 32 random characters\n  DATA_KEY, RECEIPT_KEY: 32 random bytes in base64',
    )
  const kept = set.SESSION_SECRET && set.DATA_KEY ? null : keptSecrets(dataDir)
  const sessionSecret = set.SESSION_SECRET ?? kept?.sessionSecret ?? ''
  const dataKey = keyIn(set.DATA_KEY ?? kept?.dataKey ?? '', 'DATA_KEY')
  const receiptKey = set.RECEIPT_KEY ? keyIn(set.RECEIPT_KEY, 'RECEIPT_KEY') : derivedKey(dataKey)
  if (production && [Buffer.from(sessionSecret), dataKey, receiptKey].some(isGuessable))
    throw new Error(
      'These settings are wrong:\n  SESSION_SECRET, DATA_KEY, RECEIPT_KEY: an example or too regular; make them with: openssl rand -base64 32',
    )
  return {
    sessionSecret,
    oldSessionSecrets: [set.SESSION_SECRET_OLD].filter((it) => it !== undefined),
    dataKey,
    oldDataKeys: set.DATA_KEY_OLD ? [keyIn(set.DATA_KEY_OLD, 'DATA_KEY_OLD')] : [],
    receiptKey,
    oldReceiptKeys: set.RECEIPT_KEYS_OLD.split(',')
      .filter(Boolean)
      .map((key) => keyIn(key, 'RECEIPT_KEYS_OLD')),
  }
}

/** Outside production receipts are signed with a key that comes from the data key, for this use alone. */
const derivedKey = (dataKey: Buffer) =>
  Buffer.from(hkdfSync('sha256', dataKey, '', 'receipts of salary declarations', 32))

function keyIn(base64: string, name: string): Buffer {
  const key = Buffer.from(base64, 'base64')
  if (key.length !== 32) throw new Error(`These settings are wrong:\n  ${name}: must be 32 bytes in base64`)
  return key
}

/** 32 random bytes have at least 20 different ones among them; what somebody typed or copied from an example seldom has. */
const isGuessable = (secret: Buffer) =>
  new Set(secret).size < 12 || /change|secret|example|test/i.test(secret.toString('latin1'))

function keptSecrets(dataDir: string): { sessionSecret: string; dataKey: string } {
  const file = join(dataDir, 'secrets.json')
  if (!existsSync(file)) {
    mkdirSync(dataDir, { recursive: true })
    const fresh = {
      sessionSecret: randomBytes(32).toString('hex'),
      dataKey: randomBytes(32).toString('base64'),
    }
    writeFileSync(file, JSON.stringify(fresh), { mode: 0o600, flag: 'wx' })
  }
  return JSON.parse(readFileSync(file, 'utf8'))
}
