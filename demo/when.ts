import {
  addDays,
  addMonths,
  addYears,
  firstOfMonth,
  type Instant,
  type IsoDate,
  lastOfMonth,
  swissInstant,
} from '../domain/dates.js'
import { schoolYearEnd, schoolYearOf, schoolYearStart } from '../domain/training-certificate/school-year.js'
import { isWeekend } from '../domain/workdays.js'

/** A day of the demo, counted from the day on which it is seeded: children must stay as old as their stories want. */
export type When = (day: IsoDate) => IsoDate

/** Born so many years and months ago, and some days, lest all birthdays fall on one. */
export const old =
  (years: number, months = 0): When =>
  (day) =>
    addDays(addMonths(day, -12 * years - months), -1 - ((years * 7 + months * 11) % 26))

export const daysOld =
  (days: number): When =>
  (day) =>
    addDays(day, -days)

/** Reaches an age on the 15th of the month that lies so many months ahead; 0 is this month. */
export const turns =
  (age: number, ahead = 0): When =>
  (day) =>
    addYears(addDays(firstOfMonth(addMonths(day, ahead)), 14), -age)

/** The first day of the month so many months ago. */
export const since =
  (years: number, months = 0): When =>
  (day) =>
    firstOfMonth(addMonths(day, -12 * years - months))

/** The last day of the month so many months ahead, or ago when negative. */
export const endOfMonth =
  (months: number): When =>
  (day) =>
    lastOfMonth(addMonths(day, months))

/** 1 August so many school years ago; 0 began last. */
export const august =
  (years: number): When =>
  (day) =>
    schoolYearStart(schoolYearOf(day) - years)

/** The last day of the school year that ends so many years after the one that runs. */
export const july =
  (years: number): When =>
  (day) =>
    schoolYearEnd(schoolYearOf(day) + years)

/** A time of the day so many days ago. */
export const moment = (day: IsoDate, daysAgo: number, hour: number, minutes = 0): Instant =>
  later(swissInstant(addDays(day, -daysAgo), hour), minutes * 60)

/** A time of the working day at or before the day so many days ago: the office is closed at weekends. */
export function officeHour(day: IsoDate, daysAgo: number, hour: number, minutes = 0): Instant {
  let date = addDays(day, -daysAgo)
  while (isWeekend(date)) date = addDays(date, -1)
  return later(swissInstant(date, hour), minutes * 60)
}

/** So many seconds later. */
export const later = (instant: Instant, seconds: number): Instant =>
  new Date(Date.parse(instant) + seconds * 1000).toISOString()
