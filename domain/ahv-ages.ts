import { addMonths, addYears, type IsoDate, lastOfMonth } from './dates.js'

/** The first year in which somebody who works owes contributions: after the one of the 17th birthday (AHVG 3 II a). */
export const firstLiableYear = (birthDate: IsoDate): number => Number(birthDate.slice(0, 4)) + 18

/**
 * The day on which somebody reaches the reference age (AHVG 21 I): 65, for women born 1961 to 1963 three months
 * more a year after 64 (transitional provisions of the revision AHV 21, lit. a).
 */
export function referenceAgeOn(birthDate: IsoDate, sex: 'female' | 'male'): IsoDate {
  const year = Number(birthDate.slice(0, 4))
  if (sex === 'male' || year >= 1964) return addYears(birthDate, 65)
  return addMonths(addYears(birthDate, 64), Math.max(0, year - 1960) * 3)
}

/**
 * The last day of the month in which somebody reaches the reference age: from the day after, the free allowance
 * counts (AHVG 4 II b) and ALV ends (AVIG 2 II c).
 */
export const referenceMonthEnd = (birthDate: IsoDate, sex: 'female' | 'male'): IsoDate =>
  lastOfMonth(referenceAgeOn(birthDate, sex))
