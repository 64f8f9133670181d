/** A calendar day as `YYYY-MM-DD`. Days compare as text. */
export type IsoDate = string
/** A moment as ISO-8601 in UTC, milliseconds and `Z` included. */
export type Instant = string

const day = 86_400_000
const utc = (date: IsoDate) => new Date(`${date}T00:00:00Z`)
const iso = (date: Date): IsoDate => date.toISOString().slice(0, 10)

/** True for a day that exists in the calendar, such as 2024-02-29 but not 2023-02-29. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const day = Number(text.slice(8))
  return day >= 1 && day <= lastDay(Number(text.slice(0, 4)), Number(text.slice(5, 7)))
}

/** The digits of a day as one number: 20240229. */
export function digitsOf(date: IsoDate): number {
  let digits = 0
  for (let i = 0; i < date.length; i++) if (i !== 4 && i !== 7) digits = digits * 10 + date.charCodeAt(i) - 48
  return digits
}

/** The number of days of a month; 0 for a month there is none of. */
export function lastDay(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return month < 1 || month > 12 ? 0 : month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** The last day of the month of a day that this month does not have, typed as `31.2.2026` or `2026-02-31`; null for any other text. */
export function lastDayInstead(typed: string): IsoDate | null {
  const swiss = /^(\d{1,2})[.,\s/-]+(\d{1,2})[.,\s/-]+(\d{4})$/.exec(typed)
  const [year, month, day] = swiss ? swiss.slice(1).toReversed() : typed.split('-')
  const last = lastDay(Number(year), Number(month))
  return last > 0 && year?.length === 4 && Number(day) > last
    ? `${year}-${String(Number(month)).padStart(2, '0')}-${last}`
    : null
}

/** The day `days` days later (earlier when negative). */
export function addDays(date: IsoDate, days: number): IsoDate {
  return iso(new Date(utc(date).getTime() + days * day))
}

/** The same day of the month `months` months later, or that month's last day if it is shorter. */
export function addMonths(date: IsoDate, months: number): IsoDate {
  const first = utc(firstOfMonth(date))
  first.setUTCMonth(first.getUTCMonth() + months)
  const last = lastOfMonth(iso(first))
  const wanted = `${iso(first).slice(0, 8)}${date.slice(8)}`
  return wanted < last ? wanted : last
}

/** The same day `years` years later; 29 February becomes 28 February in a common year. */
export function addYears(date: IsoDate, years: number): IsoDate {
  return addMonths(date, years * 12)
}

export function firstOfMonth(date: IsoDate): IsoDate {
  return `${date.slice(0, 8)}01`
}

export function lastOfMonth(date: IsoDate): IsoDate {
  return iso(new Date(Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)), 0)))
}

/** Whole days from the first day to the second; negative if the second is earlier. */
export function daysBetween(from: IsoDate, to: IsoDate): number {
  return Math.round((utc(to).getTime() - utc(from).getTime()) / day)
}

/** Whole calendar months from the month of the first day to the month of the second. */
export function monthsBetween(from: IsoDate, to: IsoDate): number {
  const months = (date: IsoDate) => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7))
  return months(to) - months(from)
}

/** Completed years of life on a day. */
export function ageAt(birthDate: IsoDate, date: IsoDate): number {
  const years = Number(date.slice(0, 4)) - Number(birthDate.slice(0, 4))
  return date.slice(5) < birthDate.slice(5) ? years - 1 : years
}

export const earlier = (a: IsoDate, b: IsoDate): IsoDate => (a < b ? a : b)
export const later = (a: IsoDate, b: IsoDate): IsoDate => (a > b ? a : b)

/** The calendar day in Switzerland at a moment. */
export function swissDate(instant: Instant | Date): IsoDate {
  const hour = (typeof instant === 'string' ? instant : instant.toISOString()).slice(0, 13)
  const known = dayOfHour.get(hour)
  if (known) return known
  if (dayOfHour.size >= 5000) dayOfHour.clear()
  const day = swissDay.format(typeof instant === 'string' ? new Date(instant) : instant)
  dayOfHour.set(hour, day)
  return day
}
// Intl is slow, pages ask for the same days again and again, and our days begin with a full hour UTC.
const dayOfHour = new Map<string, IsoDate>()
const swissDay = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Zurich', dateStyle: 'short' })

/** The moment at which it is `hour` o'clock in Switzerland on that day, summer time respected. */
export function swissInstant(date: IsoDate, hour: number): Instant {
  const guess = utc(date).getTime() + hour * 3_600_000
  const shown = Number(swissHour.format(new Date(guess)))
  const ahead = (shown - hour + 24) % 24
  return new Date(guess - ahead * 3_600_000).toISOString()
}
const swissHour = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Zurich',
  hour: '2-digit',
  hourCycle: 'h23',
})
