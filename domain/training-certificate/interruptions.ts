import { addDays, addMonths, type IsoDate } from '../dates.js'
import type { ClosedSpan } from '../span.js'
import type { Pause } from './answers.js'

interface PauseRule {
  months: number
  law: string
}

/**
 * How long an education may pause and still count as one, if it goes on directly afterwards (AHVV 49ter III):
 * lesson-free time 4 months, military or civilian service 5, illness or pregnancy 12.
 */
export const pauseRules: Partial<Record<Pause, PauseRule>> = {
  holidays: { months: 4, law: 'AHVV 49ter III a' },
  service: { months: 5, law: 'AHVV 49ter III b' },
  illness: { months: 12, law: 'AHVV 49ter III c' },
  pregnancy: { months: 12, law: 'AHVV 49ter III c' },
}

/** The last day a pause that begins on a day may reach, or null where none is allowed. */
export function longestPause(why: Pause, from: IsoDate): IsoDate | null {
  const rule = pauseRules[why]
  return rule ? addDays(addMonths(from, rule.months), -1) : null
}

/**
 * Whether an education that paused for these days went on all the same (AHVV 49ter III). Whoever was still in
 * compulsory school did not pause at all (AHVV 49bis I).
 */
export function goesOn(why: Pause, pause: ClosedSpan): boolean {
  if (why === 'school') return true
  const longest = longestPause(why, pause.from)
  return longest !== null && pause.to <= longest
}
