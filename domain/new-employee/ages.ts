import { addMonths, addYears, ageAt, type IsoDate } from '../dates.js'

/** Younger people may do light work at most, and no employer reports them by mistake (ArG 30). */
export const youngest = 13
/** Whoever is said to be older is probably mistyped. */
export const oldest = 100

/** First day on which somebody who works owes contributions: 1 January after the 17th birthday (AHVG 3 II a). */
export const contributesFrom = (birthDate: IsoDate): IsoDate => `${Number(birthDate.slice(0, 4)) + 18}-01-01`

/**
 * The day on which somebody reaches the reference age (AHVG 21 I): 65, for women born 1961 to 1963 three months
 * more a year after 64 (transitional provisions of the revision AHV 21, lit. a).
 */
export function referenceAgeOn(birthDate: IsoDate, sex: 'female' | 'male'): IsoDate {
  const year = Number(birthDate.slice(0, 4))
  if (sex === 'male' || year >= 1964) return addYears(birthDate, 65)
  return addMonths(addYears(birthDate, 64), Math.max(0, year - 1960) * 3)
}

/** What the age of somebody means for the contributions on a day, if it means anything. */
export function contributionNote(
  { birthDate, sex }: { birthDate: IsoDate; sex: 'female' | 'male' },
  day: IsoDate,
): { note: 'young'; from: IsoDate } | { note: 'retired' } | null {
  if (day < contributesFrom(birthDate)) return { note: 'young', from: contributesFrom(birthDate) }
  return day > referenceAgeOn(birthDate, sex) ? { note: 'retired' } : null
}

export const isPlausibleAge = (birthDate: IsoDate, day: IsoDate): boolean =>
  ageAt(birthDate, day) >= youngest && ageAt(birthDate, day) <= oldest
