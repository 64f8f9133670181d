import { table } from '../table.js'
import { type Part, parts } from './measure.js'
import type { Costs, Step } from './steps.js'

/**
 * What an office goes through with the wages of a year, by the share of its employers: each is asked early on 3 January, as many a second as
 * a campaign may; who has not declared is reminded 14 and 5 days before the 30th, all at the same moment, and gets the letter on the morning after it.
 */
const waves: { wave: string; step: Step; share: number; perSecond?: number }[] = [
  { wave: 'the call, 3 January', step: 'call', share: 1, perSecond: 10 },
  { wave: 'first reminder, 16 January', step: 'reminder', share: 0.65 },
  { wave: 'second reminder, 25 January', step: 'reminder', share: 0.4 },
  { wave: 'reminder letters, 31 January', step: 'letter', share: 0.1 },
]

/** Cores of each part that an office begins with: two portals and two workers, of a core each. */
const cores: Record<Part, number> = { portal: 2, worker: 2, temporal: 2, database: 2 }

/** What each wave takes in an office of so many employers, and which part is full meanwhile. */
export function january(employers: number, costs: Costs): void {
  const rows = waves.map(({ wave, step, share, perSecond }) => {
    const count = employers * share
    const most = (part: Part) => (cores[part] * 1000) / costs[step][part]
    const first = parts.toSorted((a, b) => most(a) - most(b))[0] ?? 'worker'
    const rate = Math.min(perSecond ?? Number.POSITIVE_INFINITY, most(first))
    const busy = parts.map((part) => [`${part}, cores`, (rate * costs[step][part]) / 1000] as const)
    return {
      ...{ wave, count, 'a second': digits(rate), minutes: digits(count / rate / 60) },
      ...Object.fromEntries(busy.map(([name, value]) => [name, digits(value, 2)])),
      full: rate === perSecond ? 'none' : first,
    }
  })
  table(`January of an office with ${employers} employers: two cores for each part`, rows)
}

const digits = (value: number, after = 1) => Number(value.toFixed(after))
