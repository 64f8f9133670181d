import { mornings } from '../../domain/ladder.js'
import { table } from '../table.js'
import { type Part, parts } from './measure.js'
import type { Costs, Step } from './steps.js'

/**
 * What an office goes through with the wages of a year, by the share of its employers: each is asked early on 3 January, as many a second as
 * a campaign may; who has not declared is reminded 14 and 5 days before the 30th, and gets the letter on the morning after it, each spread
 * over its part of the morning as the ladder of tasks spreads it.
 */
const waves: Wave[] = [
  { wave: 'the call, 3 January', step: 'call', share: 1, perSecond: 10 },
  { wave: 'first reminder, 16 January', step: 'reminder', share: 0.65, ...mornings.remind },
  { wave: 'second reminder, 25 January', step: 'reminder', share: 0.4, ...mornings.remind },
  { wave: 'reminder letters, 31 January', step: 'letter', share: 0.1, ...mornings.expire },
]

/** Held back to so many a second, or spread over so many minutes. */
type Wave = { wave: string; step: Step; share: number } & ({ perSecond: number } | { minutes: number })

/** Cores of each part that an office begins with: two portals and two workers, of a core each. */
const cores: Record<Part, number> = { portal: 2, worker: 2, temporal: 2, database: 2 }

/** What each wave takes in an office of so many employers, and which part is full meanwhile. */
export function january(employers: number, costs: Costs): void {
  const rows = waves.map(({ wave, step, share, ...pace }) => {
    const count = employers * share
    const meant = 'perSecond' in pace ? pace.perSecond : count / (pace.minutes * 60)
    const most = (part: Part) => (cores[part] * 1000) / costs[step][part]
    const first = parts.toSorted((a, b) => most(a) - most(b))[0] ?? 'worker'
    const rate = Math.min(meant, most(first))
    const busy = parts.map((part) => [`${part}, cores`, (rate * costs[step][part]) / 1000] as const)
    return {
      ...{ wave, count, 'a second': digits(rate), minutes: digits(count / rate / 60) },
      ...Object.fromEntries(busy.map(([name, value]) => [name, digits(value, 2)])),
      full: rate === meant ? 'none' : first,
    }
  })
  table(`January of an office with ${employers} employers: two cores for each part`, rows)
}

const digits = (value: number, after = 1) => Number(value.toFixed(after))
