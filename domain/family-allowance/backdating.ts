import { addYears, firstOfMonth, type IsoDate } from '../dates.js'

/**
 * The first day still claimable by a report of that day (ATSG 24 I): a month's allowance lapses five years
 * after the end of that month, so the month five years back may still be asked for.
 */
export function earliestClaim(submittedOn: IsoDate): IsoDate {
  return firstOfMonth(addYears(submittedOn, -5))
}
