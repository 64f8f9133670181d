import { addDays, type IsoDate } from './dates.js'
import { deadlineOn } from './deadlines.js'
import { type IsHoliday, isWorkday, noHolidays } from './workdays.js'

/** What a decision must say about the objection; the sentences are the document's. */
export const objection = {
  /** Within this time of service, at the office that decided. */
  law: 'ATSG 52 I',
  /** In writing with motion, reasons and signature, or orally in person with a signed record. */
  formLaw: 'ATSV 10',
  /** The decision has no effect while an objection is pending, unless the office withdrew that. */
  suspensionLaw: 'ATSV 11',
  /** The office may also decide to the party's disadvantage, after it offered to withdraw. */
  worseningLaw: 'ATSV 12',
  /** Nobody pays for the procedure. */
  costLaw: 'ATSG 52 III',
  standstillLaw: 'ATSG 38 IV',
} as const

/**
 * The last day of an objection (ATSG 38, 52 I): 30 days from the day after service, standstills left out;
 * a last day on a weekend or holiday of the party's canton moves to the next working day.
 */
export function objectionDeadline(servedOn: IsoDate, isHoliday: IsHoliday = noHolidays): IsoDate {
  let day = servedOn
  for (let left = deadlineOn('objection', servedOn).days; left > 0; ) {
    day = addDays(day, 1)
    if (!standsStill(day)) left--
  }
  // moved past a weekend a day may fall into a standstill, and then waits for its end as well
  while (!isWorkday(day, isHoliday) || standsStill(day)) day = addDays(day, 1)
  return day
}

/** A registered letter nobody took counts as served on the seventh day after the first attempt (ATSG 38 IIbis). */
export const deemedServedOn = (firstAttempt: IsoDate): IsoDate => addDays(firstAttempt, 7)

/**
 * Days that do not count (ATSG 38 IV): from the seventh day before Easter to the seventh after it,
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
