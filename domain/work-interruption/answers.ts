import { addDays, type IsoDate, later } from '../dates.js'
import type { Rappen } from '../money.js'
import type { Span } from '../span.js'

/** Why somebody does not work; each has its article in `continuation.ts`. */
export const interruptionReasons = [
  'illness', 'accident', 'pregnancy', 'maternity', 'other-parent-leave', 'child-care', 'adoption', 'unpaid-leave',
  'youth-leave', 'military', 'civil-protection', 'civil-service', 'public-office', 'death',
] as const // biome-ignore format: two rows
export type InterruptionReason = (typeof interruptionReasons)[number]

/** What makes a parent's leave longer: the newborn in hospital, the death of the other parent, or both. */
export const extensions = ['none', 'hospital', 'parent-died', 'both'] as const
export type Extension = (typeof extensions)[number]

export const wagePayments = ['full', 'partly', 'none'] as const

/** What an employer states when somebody stops working for a time. Money in Rappen, shares in per cent. */
export interface WorkInterruptionAnswers {
  reason: InterruptionReason
  /** First day without work; the day of death. */
  begin: IsoDate
  /** For a leave of parents. */
  extension?: Extension
  /** The last day as it is expected; absent while nobody knows. */
  until?: IsoDate
  /** Said when work was taken up again before the report. */
  resumption?: Resumption
  /** Asked when the interruption may outlast what the law grants. */
  wage?: WageAnswers
  remark?: string
  documents: { documentId: string; purpose: string }[]
}

export interface WageAnswers {
  /** What the employer goes on paying. */
  paid: (typeof wagePayments)[number]
  /** Of the wage, when it is paid partly. */
  share?: number
  /** Absent while nobody knows. */
  until?: IsoDate
  /** Inability to work, where it is a matter of health. */
  incapacity?: number
  /** What an insurance pays, of the wage: no wage in the sense of the law. */
  dailyAllowance?: number
  /** AHV wage a month that is really paid afterwards. */
  residual?: Rappen
}

export interface Resumption {
  /** First day of work. */
  on: IsoDate
  /** Of the former workload. */
  degree: number
  /** AHV wage a month, said when the degree is less than the whole. */
  wage?: Rappen
}

/** Reasons that a physician certifies. */
export const isMedical = (reason: InterruptionReason): boolean =>
  ['illness', 'accident', 'pregnancy'].includes(reason)

/** Which extensions there are for a reason. */
export function extensionsFor(reason: InterruptionReason): Extension[] {
  if (reason === 'maternity') return [...extensions]
  return reason === 'other-parent-leave' ? ['none', 'parent-died', 'both'] : []
}

/** The days away, as far as they are known. */
export const awayOf = ({
  begin,
  until,
  resumption,
}: Pick<WorkInterruptionAnswers, 'begin' | 'until' | 'resumption'>): Span => ({
  from: begin,
  to: resumption ? later(addDays(resumption.on, -1), begin) : (until ?? null),
})
