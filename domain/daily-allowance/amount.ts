import type { IsoDate } from '../dates.js'
import type { Rappen } from '../money.js'
import { highestOn, percent } from './limits.js'

/**
 * The allowance of a day in Rappen: 80 % of the average income (whole francs), at most the limit of that day
 * (EOG 16e, 16f), but at least what another insurance paid a day until the birth (EOG 16g II).
 */
export function dailyAllowance(averageFrancs: number, date: IsoDate, former: Rappen = 0): Rappen {
  return Math.max(Math.min(averageFrancs * percent, highestOn(date)), former)
}
