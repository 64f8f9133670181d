import { addDays, type IsoDate } from './dates.js'
import { standsStill } from './standstill.js'
import { type IsHoliday, isWorkday, noHolidays } from './workdays.js'

/**
 * The last day of a span of `days` days (ATSG 38): it runs from the day after notice, days of a standstill do not
 * count, and a last day on a weekend or a holiday of the party's canton moves to the next working day.
 */
export function legalSpanEnd(noticeOn: IsoDate, days: number, isHoliday: IsHoliday = noHolidays): IsoDate {
  let day = noticeOn
  for (let left = days; left > 0; ) {
    day = addDays(day, 1)
    if (!standsStill(day)) left--
  }
  // moved past a weekend a day may fall into a standstill, and then waits for its end as well
  while (!isWorkday(day, isHoliday) || standsStill(day)) day = addDays(day, 1)
  return day
}
