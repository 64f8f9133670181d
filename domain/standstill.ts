import { addDays, type IsoDate } from './dates.js'

/**
 * Days that do not count in a span of days (ATSG 38 IV): from the seventh day before Easter to the seventh after it,
 * 15 July to 15 August, 18 December to 2 January.
 */
export function standsStill(date: IsoDate): boolean {
  const easter = easterSunday(Number(date.slice(0, 4)))
  const day = date.slice(5)
  return (
    (date >= addDays(easter, -7) && date <= addDays(easter, 7)) ||
    (day >= '07-15' && day <= '08-15') ||
    day >= '12-18' ||
    day <= '01-02'
  )
}

/** Easter Sunday of a Gregorian year, by the anonymous algorithm of 1876 (Meeus, Jones, Butcher). */
export function easterSunday(year: number): IsoDate {
  const [golden, century, rest] = [year % 19, Math.floor(year / 100), year % 100]
  const skipped = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3)
  const moon = (19 * golden + century - Math.floor(century / 4) - skipped + 15) % 30
  const week = (32 + 2 * (century % 4) + 2 * Math.floor(rest / 4) - moon - (rest % 4)) % 7
  const late = Math.floor((golden + 11 * moon + 22 * week) / 451)
  const days = moon + week - 7 * late + 114
  const [month, day] = [Math.floor(days / 31), (days % 31) + 1]
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}
