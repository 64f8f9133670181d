import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import type { Config } from '../config.js'
import type { Operation } from '../db/operations.js'
import type { Instant } from '../domain/dates.js'
import { days, type Finding, find } from './finding.js'

/** Room on the disk. */
export async function disk(folder: string): Promise<Finding> {
  const { bavail, blocks, bsize } = await statfs(folder)
  const percent = Math.round((bavail / blocks) * 100)
  const values = { gigabytes: ((bavail * bsize) / 1e9).toFixed(1), percent }
  if (percent < 5) return find('bad', 'disk', 'full', { values })
  return percent < 15
    ? find('watch', 'disk', 'filling', { values })
    : find('good', 'disk', 'room', { values })
}

/** The last backup and the last drill. A demo needs neither. */
export function exercises(
  last: Partial<Record<Operation, Instant>>,
  { demo }: Pick<Config, 'demo'>,
  now: Instant,
): Finding[] {
  if (demo) return []
  const age = (at: Instant) => Date.parse(now) - Date.parse(at)
  const of = (what: 'backup' | 'drill', patience: number, worst: 'bad' | 'watch'): Finding => {
    const at = last[what]
    if (!at) return find(worst, what, 'never')
    return age(at) > patience
      ? find(worst, what, 'old', { values: { at } })
      : find('good', what, 'done', { values: { at } })
  }
  return [of('backup', days(1.5), 'bad'), of('drill', days(180), 'watch')]
}

/** Until when the certificates hold that the portal was given: in a month one warns, in a week one wakes. */
export function certificates({ tls, temporal }: Pick<Config, 'tls' | 'temporal'>, now: Instant): Finding[] {
  const given = {
    TLS_CERT: tls && readFileSync(tls.cert),
    TEMPORAL_TLS_CERT: temporal.tls?.clientCertPair?.crt,
  }
  return Object.entries(given).flatMap(([name, pem]) => {
    if (!pem) return []
    const ends = new Date(new X509Certificate(pem).validTo).toISOString()
    const left = Date.parse(ends) - Date.parse(now)
    const values = { name, at: ends }
    if (left < days(7)) return [find('bad', 'certificates', 'ending', { values })]
    return [
      find(left < days(30) ? 'watch' : 'good', 'certificates', left < days(30) ? 'soon' : 'hold', { values }),
    ]
  })
}
