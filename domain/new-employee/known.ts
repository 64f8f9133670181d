import { type IsoDate, later } from '../dates.js'
import type { NewPerson } from './answers.js'
import { isSameName, sharesWord } from './names.js'

/** Somebody who is on file, with one employer. */
export interface KnownPerson {
  id: string
  employerId: string
  ahvNumber: string | null
  firstName: string
  lastName: string
  birthDate: IsoDate
  employments: { startsOn: IsoDate; endsOn: IsoDate | null }[]
}

/** The one among the people of an employer who is meant: by the number, or by name and birthday where one has no number. */
export function personMeant<P extends KnownPerson>(person: NewPerson, people: P[]): P | null {
  const { ahvNumber } = person
  return (
    people.find((it) => ahvNumber !== undefined && it.ahvNumber === ahvNumber) ??
    people.find((it) => (!ahvNumber || !it.ahvNumber) && isNamesake(person, it)) ??
    null
  )
}

/** Same name and same birthday. */
export const isNamesake = (person: NewPerson, other: KnownPerson): boolean =>
  person.birthDate === other.birthDate && isSameName(person, other)

/** The last day somebody worked or will have worked, null if there is no end or no employment. */
export function lastDayOf({ employments }: KnownPerson): IsoDate | null {
  const ends = employments.map(({ endsOn }) => endsOn ?? '9999-12-31')
  const last = ends.reduce(later, '')
  return last === '' || last === '9999-12-31' ? null : last
}

/** Whether somebody works for the employer with no end in sight. */
export const isEmployed = (person: KnownPerson): boolean =>
  person.employments.some(({ endsOn }) => endsOn === null)

export type Contradiction = 'ahvNumber' | 'firstName' | 'lastName' | 'birthDate'

/** What a statement and a file do not agree on, which bear the same AHV number or the same name and birthday. */
export function contradictions(person: NewPerson, known: KnownPerson): Contradiction[] {
  const sameNumber = !person.ahvNumber || !known.ahvNumber || person.ahvNumber === known.ahvNumber
  return [
    ...(sameNumber ? [] : (['ahvNumber'] as const)),
    ...(sharesWord(person.firstName, known.firstName) ? [] : (['firstName'] as const)),
    ...(sharesWord(person.lastName, known.lastName) ? [] : (['lastName'] as const)),
    ...(person.birthDate === known.birthDate ? [] : (['birthDate'] as const)),
  ]
}
