import { addMonths, type IsoDate, lastOfMonth } from '../dates.js'

/**
 * The last day of the month in which somebody reaches the reference age (AHVG 21): 65, for women born until 1963
 * between 64 and 64 years 9 months (transition of the reform AHV 21). From the day after, the free allowance counts
 * and ALV ends (AVIG 2 II c).
 */
export function referenceMonthEnd(birthDate: IsoDate, sex: 'F' | 'M' | null): IsoDate {
  return lastOfMonth(
    addMonths(birthDate, sex === 'F' ? monthsOfWomen(Number(birthDate.slice(0, 4))) : 65 * 12),
  )
}

const monthsOfWomen = (born: number) => 64 * 12 + Math.min(12, Math.max(0, (born - 1960) * 3))

/** The first year with contributions: after the year in which an employee turns 17 (AHVG 3 II a). */
export const firstLiableYear = (birthDate: IsoDate): number => Number(birthDate.slice(0, 4)) + 18
