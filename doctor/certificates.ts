import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Config } from '../config.js'
import { certificateInP12 } from '../documents/signing/p12.js'
import type { Instant } from '../domain/dates.js'
import { days, type Finding, find } from './finding.js'

/** A certificate that the processes were given, by the setting that names it, and until when it holds; or why it cannot be read. */
export type GivenCertificate = { name: string; ends: Instant } | { name: string; unreadable: string }

export type CertificateSettings = Pick<Config, 'tls' | 'temporal' | 'signing' | 'databaseUrl'>

/** Until when each certificate holds. Of several authorities in one file, the first to end of those that `now` still hold. */
export async function certificatesGiven(
  { tls, temporal, signing, databaseUrl }: CertificateSettings,
  now: Instant,
): Promise<GivenCertificate[]> {
  const own = (pem: Buffer) => endOf(new X509Certificate(pem))
  const authorities = (pem: Buffer) => firstEnd(pem.toString('latin1'), now)
  const { serverRootCACertificate: ca, clientCertPair: pair } = temporal.tls ?? {}
  const p12 = signing?.p12
  const [root, client] = filesOfDatabase(databaseUrl)
  return Promise.all([
    ...given('TLS_CERT', tls && (() => own(readFileSync(tls.cert)))),
    ...given('TEMPORAL_TLS_CERT', pair && (() => own(pair.crt))),
    ...given('TEMPORAL_TLS_CA', ca && (() => authorities(ca))),
    ...given('LETTERS_P12', p12 && (async () => endOf(await certificateInP12(p12, signing.password)))),
    ...given('DATABASE_URL sslrootcert', root && (() => authorities(readFileSync(root)))),
    ...given('DATABASE_URL sslcert', client && (() => own(readFileSync(client)))),
  ])
}

/** In a month one warns, in a week one wakes. */
export async function certificates(settings: CertificateSettings, now: Instant): Promise<Finding[]> {
  return (await certificatesGiven(settings, now)).map((it) => {
    const { name } = it
    if ('unreadable' in it)
      return find('bad', 'certificates', 'unreadable', { values: { name }, names: [it.unreadable] })
    const values = { name, at: it.ends }
    const left = Date.parse(it.ends) - Date.parse(now)
    if (left < 0) return find('bad', 'certificates', 'ended', { values })
    if (left < days(7)) return find('bad', 'certificates', 'ending', { values })
    return left < days(30)
      ? find('watch', 'certificates', 'soon', { values })
      : find('good', 'certificates', 'hold', { values })
  })
}

function given(
  name: string,
  end: (() => Instant | Promise<Instant>) | null | undefined | '',
): Promise<GivenCertificate>[] {
  if (!end) return []
  const read = async () => ({ name, ends: await end() })
  return [read().catch((error: Error) => ({ name, unreadable: error.message }))]
}

const endOf = ({ validTo }: X509Certificate): Instant => new Date(validTo).toISOString()

function firstEnd(pem: string, now: Instant): Instant {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []
  const ends = blocks.map((block) => endOf(new X509Certificate(block))).sort()
  const end = ends.find((at) => at > now) ?? ends.at(-1)
  if (!end) throw new Error('there is no certificate in the file')
  return end
}

/** The files of authorities and of a certificate of one's own that the address of PostgreSQL names. */
function filesOfDatabase(url: string): (string | null)[] {
  const query = /^postgres(ql)?:/.test(url) ? new URL(url).searchParams : new URLSearchParams()
  return ['sslrootcert', 'sslcert'].map((name) => query.get(name))
}
