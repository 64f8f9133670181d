import { addDays, firstOfMonth, type IsoDate, lastOfMonth } from '../dates.js'
import type { Reason } from '../reason.js'
import type { Pause, TrainingCertified } from './answers.js'
import { goesOn } from './interruptions.js'
import { reason } from './rules.js'

/** The days between the last proven day and the beginning of the education that is certified now, or null. */
export function gapOf(from: IsoDate, lastDay: IsoDate): { from: IsoDate; to: IsoDate } | null {
  const gap = { from: addDays(lastDay, 1), to: addDays(from, -1) }
  return gap.from <= gap.to ? gap : null
}

/** Whether whole months without an allowance lie between: then it must be said what was in them. */
export function hasWholeMonths(from: IsoDate, lastDay: IsoDate): boolean {
  return firstOfMonth(from) > addDays(lastOfMonth(lastDay), 1)
}

/** Whether the allowance runs through what lies between (AHVV 49ter III). */
export function isBridged({ from, gap }: Pick<TrainingCertified, 'from' | 'gap'>, lastDay: IsoDate): boolean {
  const days = gapOf(from, lastDay)
  return !days || goesOn(gap ?? 'holidays', days)
}

/** What is said about the gap, if there is one to speak of. */
export function gapReasons(
  { from, gap }: Pick<TrainingCertified, 'from' | 'gap'>,
  lastDay: IsoDate,
): Reason[] {
  const days = gapOf(from, lastDay)
  if (!days || !hasWholeMonths(from, lastDay)) return []
  const params = { startDate: days.from, endDate: days.to }
  return [reason(isBridged({ from, gap }, lastDay) ? gapRules[gap ?? 'holidays'] : 'gap-unpaid', params)]
}

/** What an interruption that is certified comes to: within the law's months and with a day on which it goes on, or an end. */
export function pauseReasons({
  lastDay,
  why,
  resumesOn,
}: {
  lastDay: IsoDate
  why: Pause
  resumesOn?: IsoDate
}): Reason[] {
  const params = { startDate: addDays(lastDay, 1) }
  if (!resumesOn) return [reason('pause-open-end', params)]
  const endDate = addDays(resumesOn, -1)
  const within = goesOn(why, { from: params.startDate, to: endDate })
  return [reason(within ? pauseRulesFor[why] : 'pause-too-long', { ...params, endDate })]
}

const gapRules = {
  holidays: 'gap-holidays',
  service: 'gap-service',
  illness: 'gap-health',
  pregnancy: 'gap-health',
  school: 'gap-school',
  other: 'gap-unpaid',
} as const satisfies Record<Pause, string>

const pauseRulesFor = {
  holidays: 'pause-holidays',
  service: 'pause-service',
  illness: 'pause-health',
  pregnancy: 'pause-health',
  school: 'pause-too-long',
  other: 'pause-too-long',
} as const satisfies Record<Pause, string>
