import type { IsoDate } from '../dates.js'
import type { Rappen } from '../money.js'

/** How the wage before the birth is converted to a day (EOV 5, 6, 31). */
export const wageTypes = ['monthly', 'hourly', 'other', 'irregular', 'agreed'] as const
export type WageType = (typeof wageTypes)[number]

/** The wage before the birth, as the employer certifies it (EOV 34 II). */
export interface WageAnswers {
  type: WageType
  /** Of the last calendar month, of an hour, of the last four weeks, of the last three months; agreed a month. */
  amount: Rappen
  /** Hundredths of an hour in the last normal week; only with `hourly`. */
  hours?: number
  /** Days of the period with no or less wage through no fault of hers, which are not counted (EOV 31 I). */
  absentDays: number
  absence?: Absence
  /** Wage in kind of a month. */
  inKind: Rappen
  /** What is paid once a year or every few months, of a whole year (EOV 5 IV). */
  thirteenth: Rappen
  bonus: Rappen
}

export const absences = ['illness', 'accident', 'unemployment', 'service', 'other'] as const
export type Absence = (typeof absences)[number]

export const workStates = ['working', 'unfit', 'unemployed'] as const
export type WorkState = (typeof workStates)[number]

export interface EmploymentAnswers {
  since: IsoDate
  /** Last day of a limited or terminated contract. */
  until?: IsoDate
  /** What she was on the day of the birth. */
  state: WorkState
}

/** A time in another state within the nine months before the birth. */
export interface AbroadAnswers {
  from: IsoDate
  to: IsoDate
  /** ISO 3166 */
  country: string
  /** Whether she also worked there. */
  worked: boolean
}

export interface OtherWorkAnswers {
  /** Employers at the birth beside the one that reports. */
  otherEmployers: { name: string; since: IsoDate; monthlyWage: Rappen }[]
  /** Jobs in Switzerland within the nine months before the birth that had ended by then. */
  earlier: { name: string; from: IsoDate; to: IsoDate }[]
  selfEmployed: boolean
  /** What she drew a day from another insurance until the birth (EOG 16g II). */
  formerAllowance?: { insurer: string; amount: Rappen }
}

/** Wage paid while the allowance runs: as far as it is paid, the allowance is the employer's (ATSG 19 II). */
export interface LeavePayAnswers {
  paid: 'full' | 'part' | 'none'
  /** Of the wage, where a part is paid. */
  percent?: number
  /** Last day for which it is paid; absent: as long as the allowance runs. */
  until?: IsoDate
}

export interface AccountAnswers {
  iban: string
  holder: string
}

/** How long the pregnancy was when it ended, in completed months (EOV 27). */
export const terms = ['full', 'eight', 'seven', 'less'] as const
export type Term = (typeof terms)[number]
