import type { StatsFs } from 'node:fs'
import { statfs } from 'node:fs/promises'
import type { Config } from '../config.js'
import type { Operation } from '../db/care/operations.js'
import type { Instant } from '../domain/dates.js'
import { days, type Finding, find } from './finding.js'

/** Room on the disk. */
export async function disk(folder: string): Promise<Finding> {
  return roomOf(await statfs(folder))
}

/** What is said of a disk with so many blocks, of which so many are free for the portal. */
export function roomOf({ bavail, blocks, bsize }: Pick<StatsFs, 'bavail' | 'blocks' | 'bsize'>): Finding {
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
