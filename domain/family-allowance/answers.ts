import type { IsoDate } from '../dates.js'
import type { Canton } from '../kinds.js'

/** What an employer states when it reports family allowances. Money in Rappen, dates as ISO days. */
export interface FamilyAllowanceAnswers {
  request: RequestAnswers
  employment: EmploymentAnswers
  children: ChildAnswers[]
  /** Absent when the report only ends allowances. */
  otherParent?: OtherParentAnswers
  /** One per child for which an education allowance is asked, by the child's key. */
  training: Record<string, TrainingAnswers>
  documents: DocumentAnswers[]
  payment?: PaymentAnswers
}

export type Purpose = 'new' | 'change' | 'end'
export type EndReason =
  | 'training-ended'
  | 'employment-ended'
  | 'other-parent-entitled'
  | 'child-moved'
  | 'child-died'
  | 'other'

export interface RequestAnswers {
  purpose: Purpose
  /** First day the allowance, the change or (for `end`) the last day of the allowance applies to. */
  from: IsoDate
  endReason?: EndReason
  remark?: string
}

export interface EmploymentAnswers {
  canton: Canton
  since: IsoDate
  until?: IsoDate
  /** AHV-liable income expected for a whole year, in Rappen. */
  yearlyIncome: number
  otherEmployers: { name: string; yearlyIncome: number }[]
  civilStatus: CivilStatus
}

export const civilStatuses = [
  'single',
  'married',
  'separated',
  'divorced',
  'widowed',
  'registered',
  'dissolved',
] as const
export type CivilStatus = (typeof civilStatuses)[number]

export const relations = ['own', 'adopted', 'step', 'foster', 'sibling', 'grandchild'] as const
export type Relation = (typeof relations)[number]

export const allowanceKinds = ['child', 'education', 'birth', 'adoption'] as const
export type AllowanceKind = (typeof allowanceKinds)[number]

/** Allowances that are paid by the month; those for birth and adoption are paid once and never end (FamZG 3 I). */
export const monthlyKinds = ['child', 'education'] as const satisfies AllowanceKind[]
export const isMonthly = ({ kind }: { kind: AllowanceKind }): boolean =>
  monthlyKinds.some((it) => it === kind)

export interface ChildAnswers {
  /** Stable name of the child within this report; the child's id if the office knows the child. */
  key: string
  /** Set when the child is already on file. */
  childId?: string
  firstName: string
  lastName: string
  ahvNumber?: string
  birthDate: IsoDate
  sex: 'female' | 'male'
  relation: Relation
  /** ISO 3166 code of the country the child lives in. */
  residenceCountry: string
  /** Canton the child lives in, when it lives in Switzerland. */
  residenceCanton?: Canton
  livesWith: 'applicant' | 'other-parent' | 'both' | 'elsewhere'
  authority: 'joint' | 'applicant' | 'other-parent' | 'third'
  incapable: boolean
  /** For a birth allowance: the mother lived in Switzerland the nine months before the birth (FamZV 2). */
  motherResident?: boolean
  kinds: AllowanceKind[]
}

export interface OtherParentAnswers {
  known: 'yes' | 'unknown' | 'deceased' | 'no-contact'
  firstName?: string
  lastName?: string
  birthDate?: IsoDate
  ahvNumber?: string
  work?: 'employed' | 'self-employed' | 'agriculture' | 'unemployed' | 'none'
  employerName?: string
  canton?: Canton
  /** Country of work when it is not Switzerland (ISO 3166). */
  country?: string
  yearlyIncome?: number
  /** Who receives allowances for these children today. */
  receives?: 'no' | 'yes' | 'ended'
  receivesFrom?: string
  receivesUntil?: IsoDate
}

export interface TrainingAnswers {
  kind:
    | 'compulsory-school'
    | 'secondary-school'
    | 'apprenticeship'
    | 'university'
    | 'internship'
    | 'language-stay'
    | 'bridging'
  institution: string
  from: IsoDate
  until: IsoDate
  /** Gross income of the child per month, in Rappen. */
  monthlyIncome: number
}

export const documentPurposes = [
  'birth-certificate', 'custody', 'training', 'adoption', 'foster', 'medical', 'residence', 'wage-other-parent', 'other',
] as const // biome-ignore format: one list, two lines
export type DocumentPurpose = (typeof documentPurposes)[number]

export interface DocumentAnswers {
  documentId: string
  purpose: DocumentPurpose
  childKey?: string
}

export interface PaymentAnswers {
  to: 'employer' | 'direct'
  iban?: string
  holder?: string
  reason?: string
}
