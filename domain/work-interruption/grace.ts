import { addDays, type IsoDate } from '../dates.js'
import { threeMonthsOn } from '../entitlement/stopping.js'
import type { Extension, InterruptionReason, WorkInterruptionAnswers } from './answers.js'

/** How long allowances go on without a wage: the month and three more, some weeks, or the whole leave. */
export interface Grace {
  /** First day of an interruption to which it applies. */
  validFrom: IsoDate
  reason: InterruptionReason
  extension?: Extension
  length: { months: 3 } | { weeks: number } | 'leave'
  law: string
}

const threeMonths = { months: 3 } as const

/** Article 10 FamZV. A new length is a new row with its own first day, not an edit. */
export const graces: Grace[] = [
  { validFrom: '2012-01-01', reason: 'illness', length: threeMonths, law: 'FamZV 10 I' },
  { validFrom: '2012-01-01', reason: 'accident', length: threeMonths, law: 'FamZV 10 I' },
  { validFrom: '2012-01-01', reason: 'pregnancy', length: threeMonths, law: 'FamZV 10 I' },
  { validFrom: '2012-01-01', reason: 'military', length: threeMonths, law: 'FamZV 10 I' },
  { validFrom: '2012-01-01', reason: 'civil-protection', length: threeMonths, law: 'FamZV 10 I' },
  { validFrom: '2012-01-01', reason: 'civil-service', length: threeMonths, law: 'FamZV 10 I' },
  { validFrom: '2012-01-01', reason: 'public-office', length: threeMonths, law: 'FamZV 10 I' },
  { validFrom: '2012-01-01', reason: 'unpaid-leave', length: threeMonths, law: 'FamZV 10 Ibis' },
  { validFrom: '2012-01-01', reason: 'maternity', length: { weeks: 16 }, law: 'FamZV 10 II a' },
  { validFrom: '2023-01-01', reason: 'maternity', extension: 'hospital', length: { weeks: 22 }, law: 'FamZV 10 II b' },
  { validFrom: '2025-01-01', reason: 'maternity', extension: 'parent-died', length: { weeks: 16 }, law: 'FamZV 10 II bbis' },
  { validFrom: '2023-01-01', reason: 'maternity', extension: 'both', length: { weeks: 22 }, law: 'FamZV 10 II b' },
  { validFrom: '2025-01-01', reason: 'maternity', extension: 'both', length: { weeks: 24 }, law: 'FamZV 10 II bter' },
  { validFrom: '2021-01-01', reason: 'other-parent-leave', length: { weeks: 2 }, law: 'FamZV 10 II c' },
  { validFrom: '2025-01-01', reason: 'other-parent-leave', extension: 'parent-died', length: { weeks: 16 }, law: 'FamZV 10 II cbis' },
  { validFrom: '2025-01-01', reason: 'other-parent-leave', extension: 'both', length: { weeks: 24 }, law: 'FamZV 10 II cter' },
  { validFrom: '2021-07-01', reason: 'child-care', length: { weeks: 14 }, law: 'FamZV 10 II d' },
  { validFrom: '2023-01-01', reason: 'adoption', length: { weeks: 2 }, law: 'FamZV 10 II e' },
  { validFrom: '2012-01-01', reason: 'youth-leave', length: 'leave', law: 'FamZV 10 II f' },
  { validFrom: '2012-01-01', reason: 'death', length: threeMonths, law: 'FamZV 10 III' },
] // biome-ignore format: a table, one row a rule

type Event = Pick<WorkInterruptionAnswers, 'reason' | 'begin' | 'extension' | 'until'>

/** The rule for an interruption, or null where the law of its day knows none; an unknown extension counts as none. */
export function graceFor({ reason, begin, extension = 'none' }: Event): Grace | null {
  const rows = graces.filter((row) => row.reason === reason && row.validFrom <= begin)
  return rows.findLast((row) => row.extension === extension) ?? rows.findLast((row) => !row.extension) ?? null
}

/** The last day on which allowances are due without a wage; null for a leave whose end is not known yet. */
export function graceEnd({ length }: Grace, { begin, until }: Event): IsoDate | null {
  if (length === 'leave') return until ?? null
  return 'months' in length ? threeMonthsOn(begin) : addDays(begin, length.weeks * 7 - 1)
}

/**
 * The first day of allowances after work is taken up again: the first of that month after an interruption under
 * paragraphs 1 and 1bis (FamZV 10 Iter), otherwise the day itself, with the wage (FamZG 13 I).
 */
export function resumedFrom(grace: Grace, on: IsoDate): { from: IsoDate; law: string } {
  return ['FamZV 10 I', 'FamZV 10 Ibis'].includes(grace.law)
    ? { from: `${on.slice(0, 8)}01`, law: 'FamZV 10 Iter' }
    : { from: on, law: 'FamZG 13 I' }
}
