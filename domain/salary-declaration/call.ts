import { addDays, daysBetween, type IsoDate, later } from '../dates.js'
import { ladderUntil, type Rung } from '../ladder.js'
import { type IsHoliday, nextWorkday } from '../workdays.js'

/** Days an employer has at least, however late it was asked. */
const leastDays = 14

/**
 * The year whose wages are due on a day, or null where none are: from the day `opensOn` (MM-DD) until the end of June. An opening
 * in the second half of a year is for that year itself.
 */
export function yearToCall(day: IsoDate, opensOn: string): number | null {
  const [year, today] = [Number(day.slice(0, 4)), day.slice(5)]
  if (opensOn >= '07-01') return today >= opensOn ? year : today <= '06-30' ? year - 1 : null
  return today >= opensOn && today <= '06-30' ? year - 1 : null
}

/** 30 January after the year (AHVV 36 II and III), on a working day (ATSG 38 III); never sooner than two weeks after it was asked. */
export const declarationDueOn = (year: number, askedOn: IsoDate, isHoliday?: IsHoliday): IsoDate =>
  nextWorkday(later(`${year + 1}-01-30`, addDays(askedOn, leastDays)), isHoliday)

/** Reminders so many days before the last day, as far as they are still to come, and the end on the morning after it. */
export const callLadder = (
  reportId: string,
  askedOn: IsoDate,
  dueOn: IsoDate,
  daysBefore: number[],
): Rung[] =>
  ladderUntil(
    reportId,
    askedOn,
    dueOn,
    daysBefore.map((days) => daysBetween(askedOn, dueOn) - days).filter((days) => days > 0),
  )

/** What names the call: one for an employer and a year. */
export const callKey = (employerId: string, year: number): string => `${employerId}/${year}`
