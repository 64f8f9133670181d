import type {
  AbroadAnswers,
  AccountAnswers,
  EmploymentAnswers,
  LeavePayAnswers,
  OtherWorkAnswers,
  Term,
  WageAnswers,
} from '../daily-allowance/answers.js'
import type { IsoDate } from '../dates.js'

/** What is reported about a birth: the mother's part and the employer's. Money in Rappen, dates as ISO days. */
export interface MaternityAnswers {
  birth: BirthAnswers
  children: ChildAnswers[]
  employment: EmploymentAnswers
  wage: WageAnswers
  leavePay: LeavePayAnswers
  abroad: AbroadAnswers[]
  work: OtherWorkAnswers
  /** The newborn's stay in hospital, if there was one. */
  hospital?: HospitalAnswers
  /** What has happened since the birth. */
  since: SinceAnswers
  account?: AccountAnswers
  documents: DocumentAnswers[]
}

export interface BirthAnswers {
  date: IsoDate
  /** Born alive, or after a pregnancy of so many completed weeks (EOV 23). */
  alive: boolean
  weeks?: number
  term: Term
}

export interface ChildAnswers {
  key: string
  firstName: string
  lastName: string
  birthDate: IsoDate
  ahvNumber?: string
}

export interface HospitalAnswers {
  from: IsoDate
  /** Last day in hospital; absent while the child is still there. */
  to?: IsoDate
  /** Whether she had decided at the birth to work again after the leave (EOG 16c III b). */
  returns: boolean
}

/** What ends or prolongs the claim; known at the beginning or reported later. */
export interface SinceAnswers {
  returnOn?: IsoDate
  diedOn?: IsoDate
  otherParentDiedOn?: IsoDate
}

export const documentPurposes = [
  'birth-certificate',
  'pregnancy',
  'hospital',
  'return-decision',
  'insurance-abroad',
  'wage-other-employer',
  'former-allowance',
  'death',
  'other',
] as const
export type DocumentPurpose = (typeof documentPurposes)[number]

export interface DocumentAnswers {
  documentId: string
  purpose: DocumentPurpose
}
