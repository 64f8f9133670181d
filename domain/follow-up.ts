import { addDays, addMonths, type IsoDate } from './dates.js'

/** How long a task is put off with one click. */
export const followUpDays = ['tomorrow', 'week', 'fortnight', 'month'] as const
export type FollowUpSpan = (typeof followUpDays)[number]

/** The day on which a task comes back that is put off today; never a Saturday or Sunday. */
export function followUpOn(span: FollowUpSpan, today: IsoDate): IsoDate {
  if (span === 'month') return weekday(addMonths(today, 1))
  return weekday(addDays(today, { tomorrow: 1, week: 7, fortnight: 14 }[span]))
}

function weekday(day: IsoDate): IsoDate {
  const nth = new Date(`${day}T00:00:00Z`).getUTCDay()
  return addDays(day, nth === 6 ? 2 : nth === 0 ? 1 : 0)
}
