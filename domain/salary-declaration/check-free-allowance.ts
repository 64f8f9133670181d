import { referenceMonthEnd } from '../ahv-ages.js'
import { type IsoDate, monthsBetween } from '../dates.js'
import { rappen, type Say, sum } from './check-person.js'
import type { AhvSegment } from './declaration.js'
import { ratesOf } from './rates.js'

/**
 * What a working pensioner may earn without contributions, over all stretches of a year after the month of the reference age: so
 * much for each month of the employment, and a month that is begun counts as a whole one (AHVV 6quater; KSR 2010, 2011). Whoever
 * makes no use of it has waived it (AHVG 4 II b).
 */
export function checkFreeAllowance(
  segments: AhvSegment[],
  birthDate: IsoDate,
  sex: 'F' | 'M' | null,
  say: Say,
): void {
  const until = referenceMonthEnd(birthDate, sex === 'F' ? 'female' : 'male')
  const after = segments.filter(({ from }) => from > until)
  for (const year of new Set(after.map(({ from }) => from.slice(0, 4)))) {
    const group = after.filter(({ from }) => from.startsWith(year))
    const free = sum(group, (it) => it.ahvFree)
    const most = ratesOf(Number(year)).freeAllowance * monthsOf(group)
    const place = (group.findLast(({ ahvFree }) => ahvFree > 0) ?? group.at(-1))?.place ?? 0
    if (free > most)
      say('free-allowance-exceeded', { place, field: 'ahvFree' }, { free: rappen(free), most: rappen(most) })
    else if (free === 0 && sum(group, (it) => it.ahv) > 0)
      say('free-allowance-waived', { place, field: 'ahvFree' }, { most: rappen(most) })
  }
}

/** Months of a year in which at least one of these stretches runs. */
const monthsOf = (segments: AhvSegment[]): number =>
  new Set(
    segments.flatMap(({ from, to }) =>
      Array.from({ length: monthsBetween(from, to) + 1 }, (_, n) => Number(from.slice(5, 7)) + n),
    ),
  ).size
