import type { IsoDate } from '../dates.js'
import type { Canton } from '../kinds.js'
import type { Reason } from '../reason.js'
import type { AllowanceKind, DocumentPurpose } from './answers.js'

/** What the office knows beside the answers when it computes a proposal. */
export interface Circumstances {
  today: IsoDate
  submittedOn: IsoDate
  employment: { from: IsoDate; to: IsoDate | null }
  /** Entitlements of this employee that are on file, ended ones included. */
  onFile: EntitlementOnFile[]
  /** Entitlements for one of these children that another person draws; only the office may see them. */
  elsewhere: { ahvNumber: string; kind: AllowanceKind; from: IsoDate; to: IsoDate | null }[]
  rounding: Rounding
}

export type Rounding = 'per-day' | 'at-end'

export interface EntitlementOnFile {
  id: string
  childId: string
  /** Of the child; the order among siblings decides the rates from the third child. */
  birthDate: IsoDate
  kind: AllowanceKind
  canton: Canton
  /** Rappen per month, or once for birth and adoption. */
  rate: number
  from: IsoDate
  to: IsoDate | null
}

/** A decision the rules suggest, with everything that led to it. */
export interface Proposal {
  /** `clarify`: a rule could not be decided from the answers. */
  verdict: 'grant' | 'refuse' | 'clarify'
  lines: ProposalLine[]
  missing: { purpose: DocumentPurpose; childKey?: string }[]
  /** Rappen per month from today on, of the granted lines. */
  monthly: number
  /** Rappen due for months that have passed, birth and adoption allowances included. */
  arrears: number
}

export interface ProposalLine {
  childKey: string
  kind: AllowanceKind
  granted: 'yes' | 'no' | 'open'
  /** True when only the difference to the other parent's canton is paid (FamZG 7 para. 2). */
  difference: boolean
  canton: Canton
  /** Rappen per month, or once for birth and adoption. */
  rate: number
  from: IsoDate
  to: IsoDate | null
  /** Day until which a training proof carries the allowance. */
  provenUntil: IsoDate | null
  reasons: Reason[]
  /** Amounts of part months, in Rappen, by month `YYYY-MM`. */
  partMonths: { month: string; days: number; amount: number }[]
  /**
   * Set when the line does not create an entitlement but ends this one, which is on file, on `to`.
   * A `to` before `from` voids it: nothing of it remains.
   */
  ends?: string
  /** The last day that entitlement had before; null had none. Decisions of before do not tell. */
  endedBefore?: IsoDate | null
}
