import { addDays, type IsoDate } from './dates.js'

/** Tells whether a day is a holiday where it matters: the canton of the party or of the office. */
export type IsHoliday = (date: IsoDate) => boolean

export const noHolidays: IsHoliday = () => false

export function isWeekend(date: IsoDate): boolean {
  return [0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay())
}

export const isWorkday = (date: IsoDate, isHoliday: IsHoliday = noHolidays): boolean =>
  !isWeekend(date) && !isHoliday(date)

/** The day itself if it is a working day, or the next one. */
export function nextWorkday(date: IsoDate, isHoliday: IsHoliday = noHolidays): IsoDate {
  return isWorkday(date, isHoliday) ? date : nextWorkday(addDays(date, 1), isHoliday)
}

/** The `count`-th working day after the day; the day itself does not count. `count` is not negative. */
export function addWorkdays(date: IsoDate, count: number, isHoliday: IsHoliday = noHolidays): IsoDate {
  let day = date
  for (let left = count; left > 0; left--) day = nextWorkday(addDays(day, 1), isHoliday)
  return day
}
