import Holidays from 'date-holidays'
import type { IsoDate } from './dates.js'
import type { Canton } from './kinds.js'
import type { IsHoliday } from './workdays.js'

const calendars = new Map<Canton, Holidays>()
const years = new Map<string, Set<IsoDate>>()

/**
 * Tells which days are holidays in a canton (ATSG 38 III): whole days that federal or cantonal law recognises in the
 * whole canton. Half days, customary days and those of single communities do not count: a span then rather ends a day
 * early than late. Each year is worked out once.
 */
export const holidaysIn =
  (canton: Canton): IsHoliday =>
  (date) =>
    holidaysOf(canton, date.slice(0, 4)).has(date)

function holidaysOf(canton: Canton, year: string): Set<IsoDate> {
  const key = `${canton} ${year}`
  const known = years.get(key)
  if (known) return known
  const days = calendarOf(canton).getHolidays(year).filter(isLegal)
  const found = new Set(days.map(({ date }) => date.slice(0, 10)))
  years.set(key, found)
  return found
}

function calendarOf(canton: Canton): Holidays {
  const calendar = calendars.get(canton) ?? new Holidays('CH', canton)
  calendars.set(canton, calendar)
  return calendar
}

type Holiday = ReturnType<Holidays['getHolidays']>[number]

const isLegal = (day: Holiday & { note?: string }): boolean =>
  day.type === 'public' && day.date.slice(11, 16) === '00:00' && !day.note?.startsWith('Only in communities')
