import { addDays, digitsOf, type IsoDate, lastDay } from './dates.js'

/**
 * Days from the first to the last, both counted, every month as thirty (FamZWL 511; AHVV 42 III): the
 * 31st is the 30th, as is the last day of February. Reckoned without dates: it runs for every line of a payroll.
 */
export function daysOfThirty(from: IsoDate, to: IsoDate): number {
  const [first, last] = [digitsOf(from), digitsOf(to)]
  const [year, month, day] = [Math.floor(last / 10_000), Math.floor(last / 100) % 100, last % 100]
  const end = day >= 28 && day === lastDay(year, month) ? 30 : day
  const years = year - Math.floor(first / 10_000)
  const months = month - (Math.floor(first / 100) % 100)
  return years * 360 + months * 30 + end - Math.min(30, first % 100) + 1
}

/**
 * Whole months and the days over, in days: 5 March to 4 August are 150. Unlike `daysOfThirty`, 1 March to 30 July are
 * 149, for the fifth month is over only on the 31st.
 */
export function monthsAsDays(from: IsoDate, to: IsoDate): number {
  const of = (date: IsoDate) =>
    (Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7))) * 30 + Math.min(Number(date.slice(8)), 30)
  return of(addDays(to, 1)) - of(from)
}
