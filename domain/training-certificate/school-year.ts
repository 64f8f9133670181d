import { addDays, type IsoDate } from '../dates.js'

/** A school year by the calendar year in which it begins: 2026 lasts from 1 August 2026 to 31 July 2027. */
export type SchoolYear = number

/** Month and day of the last day of a school year. */
export const lastSchoolDay = '07-31'

/** The school year a day lies in. */
export function schoolYearOf(date: IsoDate): SchoolYear {
  const year = Number(date.slice(0, 4))
  return date.slice(5) > lastSchoolDay ? year : year - 1
}

/** The last day of a school year. */
export const schoolYearEnd = (year: SchoolYear): IsoDate => `${year + 1}-${lastSchoolDay}`

export const schoolYearStart = (year: SchoolYear): IsoDate => addDays(schoolYearEnd(year - 1), 1)

/** `2026/27`, as people write a school year. */
export const schoolYearName = (year: SchoolYear): string =>
  `${year}/${String((year + 1) % 100).padStart(2, '0')}`

/** The school year for which a new proof is needed when the last one reaches to this day. */
export const nextSchoolYear = (provenUntil: IsoDate): SchoolYear => schoolYearOf(addDays(provenUntil, 1))

/** What a report about a child's school year is known by: there is never a second one under it. */
export const subjectKey = (childId: string, year: SchoolYear): string => `${childId}/${year}`
