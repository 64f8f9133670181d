import { addDays, daysBetween, type IsoDate } from './dates.js'

/** The Monday of the week of a day. */
export function mondayOf(day: IsoDate): IsoDate {
  const nth = new Date(`${day}T00:00:00Z`).getUTCDay()
  return addDays(day, -((nth + 6) % 7))
}

/** The Mondays of the last `count` weeks, the present one last. */
export const lastWeeks = (today: IsoDate, count: number): IsoDate[] =>
  Array.from({ length: count }, (_, n) => addDays(mondayOf(today), (n + 1 - count) * 7))

/** How many there were in each of these weeks. */
export const perWeek = (weeks: IsoDate[], days: { day: IsoDate; count: number }[]): number[] =>
  weeks.map((week) => sum(days.filter(({ day }) => mondayOf(day) === week).map(({ count }) => count)))

/** What was decided on a day, of what came on another. */
export interface Decided {
  opened: IsoDate
  closed: IsoDate
  count: number
}

/** Days from coming in to the decision of which half took at most so many, for each of these weeks; null where nothing was decided. */
export const medianDays = (weeks: IsoDate[], decided: Decided[]): (number | null)[] =>
  weeks.map((week) => medianOf(decided.filter(({ closed }) => mondayOf(closed) === week)))

function medianOf(decided: Decided[]): number | null {
  const byDays = decided
    .map(({ opened, closed, count }) => ({ days: Math.max(daysBetween(opened, closed), 0), count }))
    .sort((a, b) => a.days - b.days)
  const half = sum(byDays.map(({ count }) => count)) / 2
  let seen = 0
  for (const { days, count } of byDays) {
    seen += count
    if (seen >= half) return days
  }
  return null
}

/** How old open tasks are, in days, from and to; the last is all that is older. */
export const ages = [
  { from: 0, to: 7 },
  { from: 8, to: 14 },
  { from: 15, to: 30 },
  { from: 31, to: 60 },
  { from: 61, to: null },
] as const

/** How many are of each age. What the clock of the office calls tomorrow is of today. */
export const byAge = (today: IsoDate, opened: { day: IsoDate; count: number }[]): number[] =>
  ages.map(({ from, to }) =>
    sum(
      opened
        .filter(({ day }) => {
          const age = Math.max(daysBetween(day, today), 0)
          return age >= from && (to === null || age <= to)
        })
        .map(({ count }) => count),
    ),
  )

/** The end of an axis for values up to this: 1, 2 or 5 with noughts, and even, so that its middle is whole. */
export function axisEnd(most: number): number {
  for (let unit = 1; ; unit *= 10)
    for (const step of [2, 4, 6, 10]) if (most <= step * unit) return step * unit
}

const sum = (counts: number[]): number => counts.reduce((all, count) => all + count, 0)
