import { addDays, addMonths, type IsoDate } from './dates.js'
import { nextWorkday } from './workdays.js'

/** How long a task is put off with one click. */
export const followUpDays = ['tomorrow', 'week', 'fortnight', 'month'] as const
export type FollowUpSpan = (typeof followUpDays)[number]

/** The day on which a task comes back that is put off today; never a Saturday or Sunday. */
export function followUpOn(span: FollowUpSpan, today: IsoDate): IsoDate {
  if (span === 'month') return nextWorkday(addMonths(today, 1))
  return nextWorkday(addDays(today, { tomorrow: 1, week: 7, fortnight: 14 }[span]))
}
