import { firstLiableYear, referenceMonthEnd } from '../ahv-ages.js'
import { ageAt, type IsoDate } from '../dates.js'

/** Younger people may do light work at most, and no employer reports them by mistake (ArG 30). */
export const youngest = 13
/** Whoever is said to be older is probably mistyped. */
export const oldest = 100

/** First day on which somebody who works owes contributions. */
export const contributesFrom = (birthDate: IsoDate): IsoDate => `${firstLiableYear(birthDate)}-01-01`

/** What the age of somebody means for the contributions on a day, if it means anything: the free allowance counts from the month after the reference age. */
export function contributionNote(
  { birthDate, sex }: { birthDate: IsoDate; sex: 'female' | 'male' },
  day: IsoDate,
): { note: 'young'; from: IsoDate } | { note: 'retired' } | null {
  if (day < contributesFrom(birthDate)) return { note: 'young', from: contributesFrom(birthDate) }
  return day > referenceMonthEnd(birthDate, sex) ? { note: 'retired' } : null
}

export const isPlausibleAge = (birthDate: IsoDate, day: IsoDate): boolean =>
  ageAt(birthDate, day) >= youngest && ageAt(birthDate, day) <= oldest
