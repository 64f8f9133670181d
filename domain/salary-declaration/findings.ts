import type { IsoDate } from '../dates.js'
import type { Rappen } from '../money.js'
import type { Field, Place } from './declaration.js'

/** `error` blocks the release; `warning` wants a confirmation or a remark. */
export type Severity = 'error' | 'warning'

/** Everything that can be found, and how grave it is. The words are in `locales`, under the same names. */
export const findings = {
  // a field by itself
  unreadable: 'error',
  'name-missing': 'error',
  'name-unprintable': 'error',
  'ahv-number-length': 'error',
  'ahv-number-prefix': 'error',
  'ahv-number-check-digit': 'error',
  'ahv-number-missing': 'warning',
  'birth-date-missing': 'error',
  'birth-date-impossible': 'error',
  'sex-missing': 'error',
  'canton-unknown': 'error',
  'child-number': 'warning',
  // the period of a line
  'period-backwards': 'error',
  'period-after-year': 'error',
  'period-across-years': 'error',
  'earlier-year': 'warning',
  forfeited: 'error',
  'exit-before-entry': 'error',
  'outside-employment': 'warning',
  'segments-overlap': 'warning',
  'segment-twice': 'error',
  'person-twice': 'error',
  'person-split': 'warning',
  // the amounts of a line
  'nothing-declared': 'warning',
  unbalanced: 'error',
  'alv-above-cap': 'error',
  'alv-missing': 'warning',
  'supplement-abolished': 'error',
  'alv-after-reference-age': 'error',
  'reference-age-within': 'warning',
  'minor-liable': 'error',
  'free-allowance-exceeded': 'error',
  'free-allowance-waived': 'warning',
  'free-without-reason': 'warning',
  'signs-differ': 'error',
  'negative-this-year': 'warning',
  'splits-differ': 'error',
  'children-sum': 'warning',
  'fak-wage-differs': 'warning',
  // against what the office knows
  'person-unknown': 'warning',
  'birth-date-differs': 'warning',
  'employment-differs': 'warning',
  'person-absent': 'warning',
  'allowances-differ': 'warning',
  'wages-differ': 'warning',
  // the file as a whole
  'institution-unknown': 'error',
  'not-ours': 'warning',
  'year-differs': 'error',
  'totals-differ': 'error',
  'canton-totals-differ': 'error',
  'count-differs': 'error',
  'no-persons': 'error',
  'version-unfamiliar': 'warning',
  'test-file': 'error',
} as const satisfies Record<string, Severity>

export type FindingCode = keyof typeof findings

/** A value in the sentence of a finding; money and days are written as the reader's language writes them. */
export type Told = string | number | { rappen: Rappen } | { day: IsoDate }

/** Something that is wrong, or that somebody should look at. */
export interface Finding {
  code: FindingCode
  place: Place
  /** Whom it is about: the number of the person within the declaration, from 0; null for the file as a whole. */
  person: number | null
  /** The name as declared, for the list. */
  name: string
  field: Field | null
  told: Record<string, Told>
}

export const severityOf = (code: FindingCode): Severity => findings[code]

/** How many of a kind were found. */
export type FindingCounts = Partial<Record<FindingCode, number>>

/** Why a file cannot be taken at all: nothing of it is kept but the file itself. */
export interface Refusal {
  code: RefusalCode
  place: Place | null
  told: Record<string, Told>
}

// biome-ignore format: a list of short words
export const refusals = [
  'empty', 'too-large', 'doctype', 'not-well-formed', 'encoding', 'not-xml', 'not-elm', 'old-elm', 'month-totals',
  'other-office', 'other-member', 'too-deep', 'too-slow', 'not-xlsx', 'old-xls', 'csv', 'encrypted', 'macros', 'external-links',
  'zip-bomb', 'zip-broken', 'not-our-template', 'old-template', 'other-sheets', 'template-changed', 'formula-without-value', 'too-many-rows',
] as const
export type RefusalCode = (typeof refusals)[number]
