import type { AskedDocument } from '../asked-document.js'
import type { Verdict } from '../review.js'
import type { NewEmployeeAnswers } from './answers.js'
import { type Contradiction, contradictions, isNamesake, type KnownPerson, personMeant } from './known.js'

/** What an approval carries out: the number under which the person is insured. */
export interface Entry {
  ahvNumber: string | null
}

/** What the office finds about an entry; `known` is for the office alone. */
export interface EntryFindings {
  verdict: Verdict
  /** Nobody needs to look at it. */
  unattended: boolean
  result: Entry
  reasons: EntryReason[]
  /** People on file with this number or, where none was stated, with this name and birthday. */
  known: { person: KnownPerson; contradictions: Contradiction[] }[]
  missing: AskedDocument[]
}

export type EntryReason =
  | 'number-stated'
  | 'number-missing'
  | 'number-on-file'
  | 'same-person'
  | 'contradiction'

/**
 * An entry is confirmed without anybody looking when its number is stated, or on file with this employer, and nobody on
 * file contradicts it: the same number with another name or birthday, or another number with the same name and birthday.
 * Otherwise the office finds out, or gets the number. `register` holds the people of all employers with the same number or birthday.
 */
export function findEntry(
  { person, documents }: NewEmployeeAnswers,
  register: KnownPerson[],
  employerId: string,
): EntryFindings {
  const here = personMeant(
    person,
    register.filter((it) => it.employerId === employerId),
  )
  const ahvNumber = person.ahvNumber ?? here?.ahvNumber ?? null
  const isMeant = (it: KnownPerson) =>
    it.ahvNumber !== null && (it.ahvNumber === ahvNumber || isNamesake(person, it))
  const known = register
    .filter(isMeant)
    .map((it) => ({ person: it, contradictions: contradictions({ ...person, ...numbered(ahvNumber) }, it) }))
  const contradicted = known.some((it) => it.contradictions.length > 0)
  const found = [...new Set(known.map((it) => it.person.ahvNumber))]
  const stated = person.ahvNumber ? 'number-stated' : ahvNumber ? 'number-on-file' : 'number-missing'
  const others = contradicted ? 'contradiction' : 'same-person'
  return {
    verdict: contradicted ? 'clarify' : 'grant',
    unattended: ahvNumber !== null && !contradicted,
    result: { ahvNumber: ahvNumber ?? (found.length === 1 ? (found[0] ?? null) : null) },
    reasons: known.length > 0 ? [stated, others] : [stated],
    known,
    missing: missingPapers(ahvNumber, documents),
  }
}

const numbered = (ahvNumber: string | null) => (ahvNumber ? { ahvNumber } : {})

/** Whoever has no number proves who they are. */
const missingPapers = (
  ahvNumber: string | null,
  documents: NewEmployeeAnswers['documents'],
): AskedDocument[] =>
  ahvNumber === null && !documents.some(({ purpose }) => purpose === 'identity')
    ? [{ purpose: 'identity' }]
    : []
