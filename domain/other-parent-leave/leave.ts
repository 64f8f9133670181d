import { reason } from '../daily-allowance/reasons.js'
import { addDays, addMonths, type IsoDate } from '../dates.js'
import type { Reason } from '../reason.js'
import { type ClosedSpan, daysIn, daysOf, includes, joined } from '../span.js'
import { isWeekend } from '../workdays.js'
import { afterDeathOf } from './after-death.js'
import type { OtherParentLeaveAnswers } from './answers.js'

/** Daily allowances within six months from the birth (EOG 16j I, 16k II); of single days, two more for each five (16k IV). */
export const leaveTerms = { allowances: 14, months: 6, every: 5, more: 2 } as const

export interface Leave {
  /** The days that are compensated. */
  spans: ClosedSpan[]
  /** Allowances due on a day beside its own. */
  extraOn(date: IsoDate): number
  /** The last day on which anything can be taken (EOG 16j I, 16kbis). */
  lastDay: IsoDate
  reasons: Reason[]
}

/** Which days of the leave are compensated, and why not the others. */
export function leaveOf({ birth, leave }: Pick<OtherParentLeaveAnswers, 'birth' | 'leave'>): Leave {
  const { span: after, reasons: afterReasons } = afterDeathOf(birth.date, leave)
  const { months, allowances, every, more } = leaveTerms
  // while allowances after the mother's death are drawn, the six months stand still (EOG 16kbis IV)
  const end = addDays(addMonths(birth.date, months), (after ? daysOf(after) : 0) - 1)
  const isAfter = (day: IsoDate) => after !== null && includes(after, day)
  const taken = [...daysIn(joined(leave.spans))].filter((day) => leave.by === 'weeks' || !isWeekend(day))
  const inside = taken.filter((day) => day >= birth.date && day <= end && !isAfter(day))
  const isByDays = leave.by === 'days'
  const most = isByDays ? allowances - (more * allowances) / (every + more) : allowances
  const paid = inside.slice(0, most)
  const extra = isByDays ? Math.floor(paid.length / every) * more : 0
  const bonusDays = isByDays ? paid.filter((_, at) => (at + 1) % every === 0) : []
  const outside = taken.length - taken.filter((day) => inside.includes(day) || isAfter(day)).length
  const spans = joined([...paid.map((day) => ({ from: day, to: day })), ...(after ? [after] : [])])
  return {
    spans,
    extraOn: (date) => (bonusDays.includes(date) ? more : 0),
    lastDay: after && after.to > end ? after.to : end,
    reasons: [
      ...(spans.length > 0 ? [] : [reason(taken.length > 0 ? 'leave-none' : 'leave-given-up')]),
      ...(paid.length > 0 && !isByDays ? [reason('leave-weeks', { days: paid.length })] : []),
      ...(paid.length > 0 && isByDays ? [reason('leave-days', { days: paid.length, more: extra })] : []),
      ...(outside > 0 ? [reason('leave-outside', { days: outside, fromDate: birth.date, toDate: end })] : []),
      ...(inside.length > most
        ? [reason('leave-too-long', { days: inside.length - most, most: allowances })]
        : []),
      ...afterReasons,
    ],
  }
}

/** Whether no leave is taken at all, and nothing is due for another reason, by the reasons of a leave. */
export const isGivenUp = (reasons: Reason[]): boolean => reasons.some(({ rule }) => rule === 'leave-given-up')
