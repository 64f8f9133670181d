import type { IsoDate } from './dates.js'
import { dueDate } from './deadlines.js'
import { holidaysIn } from './holidays.js'
import type { Canton } from './kinds.js'

/** How long the office takes for a review: so many working days, without the holidays of the canton where it is. */
export interface ReviewTerm {
  days: number
  canton: Canton
}

/** The last day of a review of what came in on a day; always a working day of the office. */
export const reviewDueOn = (start: IsoDate, { days, canton }: ReviewTerm): IsoDate =>
  dueDate('office-review', start, { 'office-review': days }, holidaysIn(canton))
