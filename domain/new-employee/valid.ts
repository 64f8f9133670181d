import { ahvNumberProblem } from '../ahv-number.js'
import { addMonths, ageAt, type IsoDate } from '../dates.js'
import { isPlausibleAge, oldest, youngest } from './ages.js'
import type { CardRegistration, NewPerson, NewWork } from './answers.js'
import { type KnownPerson, lastDayOf } from './known.js'
import { isAmong } from './names.js'

/**
 * Something in the answers that cannot be; `newEmployee:problems.<code>` is its sentence. `field` is the answer to
 * mend, by its name on its page; parameters are raw, days are named `…Date`.
 */
export interface EntryProblem {
  code: EntryProblemCode
  field: string
  params: Record<string, string | number>
}

export type EntryProblemCode =
  | 'ahv-number-length'
  | 'ahv-number-prefix'
  | 'ahv-number-check-digit'
  | 'born-in-future'
  | 'too-old'
  | 'already-employed'
  | 'already-reported'
  | 'entry-too-old'
  | 'entry-too-far-ahead'
  | 'too-young'
  | 'ends-before-entry'
  | 'before-former-end'
  | 'first-name-not-among'

const problem = (
  code: EntryProblemCode,
  field: string,
  params: EntryProblem['params'] = {},
): EntryProblem => ({
  code,
  field,
  params,
})

/** Contributions can be claimed for five calendar years back (AHVG 16 I): the first day an entry can have. */
export const earliestEntry = (today: IsoDate): IsoDate => `${Number(today.slice(0, 4)) - 5}-01-01`
/** The last day an entry can have: nobody plans further ahead without a mistake. */
export const latestEntry = (today: IsoDate): IsoDate => addMonths(today, 12)

/** What is wrong with the person as stated, on a day. */
export function personProblems({ ahvNumber, birthDate }: NewPerson, today: IsoDate): EntryProblem[] {
  const wrong = ahvNumber === undefined ? null : ahvNumberProblem(ahvNumber)
  return [
    ...(wrong ? [problem(`ahv-number-${wrong}`, 'ahvNumber')] : []),
    ...(birthDate > today ? [problem('born-in-future', 'birthDate')] : []),
    ...(ageAt(birthDate, today) > oldest ? [problem('too-old', 'birthDate', { years: oldest })] : []),
  ]
}

/** What is wrong with the work of this person; `former` is set if they worked for this employer before. */
export function workProblems(
  { startsOn, endsOn }: NewWork,
  { birthDate }: Pick<NewPerson, 'birthDate'>,
  former: KnownPerson | null,
  today: IsoDate,
): EntryProblem[] {
  const left = former && lastDayOf(former)
  return [
    ...(startsOn < earliestEntry(today)
      ? [problem('entry-too-old', 'startsOn', { earliestDate: earliestEntry(today) })]
      : []),
    ...(startsOn > latestEntry(today)
      ? [problem('entry-too-far-ahead', 'startsOn', { latestDate: latestEntry(today) })]
      : []),
    ...(isPlausibleAge(birthDate, startsOn) ? [] : [problem('too-young', 'startsOn', { years: youngest })]),
    ...(left && startsOn <= left ? [problem('before-former-end', 'startsOn', { leftDate: left })] : []),
    ...(endsOn !== undefined && endsOn < startsOn ? [problem('ends-before-entry', 'endsOn')] : []),
  ]
}

/** What is wrong with the registration for the insurance card: the first name must be one of all first names. */
export const cardProblems = (
  { allFirstNames }: CardRegistration,
  { firstName }: Pick<NewPerson, 'firstName'>,
): EntryProblem[] =>
  isAmong(firstName, allFirstNames) ? [] : [problem('first-name-not-among', 'allFirstNames', { firstName })]
