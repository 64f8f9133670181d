import type {
  AbroadAnswers,
  AccountAnswers,
  EmploymentAnswers,
  LeavePayAnswers,
  OtherWorkAnswers,
  WageAnswers,
} from '../daily-allowance/answers.js'
import type { IsoDate } from '../dates.js'
import type { BirthAnswers, ChildAnswers } from '../maternity/answers.js'
import type { ClosedSpan } from '../span.js'

/** What is reported about the leave of a child's other parent. Money in Rappen, dates as ISO days. */
export interface OtherParentLeaveAnswers {
  birth: BirthAnswers
  children: ChildAnswers[]
  employment: EmploymentAnswers
  wage: WageAnswers
  leavePay: LeavePayAnswers
  abroad: AbroadAnswers[]
  work: OtherWorkAnswers
  leave: LeaveAnswers
  account?: AccountAnswers
  documents: { documentId: string; purpose: DocumentPurpose }[]
}

export const manners = ['weeks', 'days'] as const

/** The leave that was taken: whole weeks, or single working days. */
export interface LeaveAnswers {
  by: (typeof manners)[number]
  spans: ClosedSpan[]
  /** The mother's death on the day of the birth or in the 97 days after it (EOG 16kbis). */
  motherDiedOn?: IsoDate
  /** After it: the last day of the child's stay in hospital since the birth, and the day of work again. */
  hospitalUntil?: IsoDate
  returnOn?: IsoDate
}

export const documentPurposes = [
  'birth-certificate',
  'parenthood',
  'insurance-abroad',
  'wage-other-employer',
  'former-allowance',
  'death',
  'other',
] as const
export type DocumentPurpose = (typeof documentPurposes)[number]
