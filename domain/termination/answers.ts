import type { IsoDate } from '../dates.js'
import type { Rappen } from '../money.js'

/** Why an employment ends. */
export const terminationReasons = [
  'notice-employee', 'notice-employer', 'fixed-term', 'retirement', 'death', 'group-transfer', 'other',
] as const // biome-ignore format: one list
export type TerminationReason = (typeof terminationReasons)[number]

/** The office's register has an end of the employment, and no reason. */
export const fromRegister = 'register'

export const otherParentDraws = ['no', 'yes', 'unknown'] as const

/** What an employer states when an employment ends, or what the register knows of it. Money in Rappen. */
export interface TerminationAnswers {
  reason: TerminationReason | typeof fromRegister
  /** Last day of the contract; the day of death. */
  lastDay: IsoDate
  /** Last day with a wage, where it is an earlier one. */
  wageUntil?: IsoDate
  /** AHV wage of the calendar year until the exit; kept for the salary declaration. */
  wage?: Rappen
  /** Last day for which allowances were paid with the wage. */
  paidUntil?: IsoDate
  /** After a death: whether the other parent draws allowances for the children. */
  otherParent?: (typeof otherParentDraws)[number]
  successor?: string
  remark?: string
  documents: { documentId: string; purpose: string }[]
}
