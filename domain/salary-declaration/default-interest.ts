import type { IsoDate } from '../dates.js'
import { daysOfThirty } from '../days-of-thirty.js'
import type { Rappen } from '../money.js'
import type { Rate } from './rates.js'

/** Five per cent a year (AHVV 42). */
export const interestRate: Rate = 5_000

/**
 * Default interest on what is still open of a year's contributions whose wages were declared late: from 1 January after the year (AHVV
 * 41bis I d) to the day the declaration came in (AHVV 41bis II), both counted, day by day, whole months as thirty days (AHVV 42
 * III). To 5 Rappen as statements are paid; nothing on a credit.
 */
export function defaultInterest(
  open: Rappen,
  year: number,
  declaredOn: IsoDate,
): { days: number; amount: Rappen } {
  const days = Math.max(0, daysOfThirty(`${year + 1}-01-01`, declaredOn))
  const exact = (Math.max(0, open) * interestRate * days) / (100_000 * 360)
  return { days, amount: Math.floor((exact + 2.5) / 5) * 5 }
}
