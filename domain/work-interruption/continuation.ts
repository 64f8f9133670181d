import { addDays, earlier, type IsoDate, later } from '../dates.js'
import { limitsOn } from '../family-allowance/limits.js'
import type { Rappen } from '../money.js'
import type { Reason } from '../reason.js'
import type { Span } from '../span.js'
import type { Resumption, WorkInterruptionAnswers } from './answers.js'
import { type Grace, graceEnd, graceFor, resumedFrom } from './grace.js'
import { ruled } from './rules.js'

/** What is on file about the work when an interruption is judged. */
export interface Work {
  employment: Span
  /** Rappen. */
  monthlyWage: Rappen
}

/** How long allowances go on through an interruption, and why. */
export interface Continuation {
  /** Null where the law of that day knows no such reason. */
  grace: Grace | null
  /** The last day due without a wage; null for a leave whose end is not known yet. */
  graceEnd: IsoDate | null
  /** The last day due as far as is known; null as long as a wage is paid or the leave lasts. */
  until: IsoDate | null
  /** Work is taken up again, and allowances are due from this day; the same day as without interruption if there is no gap. */
  resumed: { from: IsoDate; law: string; gap: boolean } | null
  reasons: Reason[]
}

/** Until when allowances go on (FamZV 10, FamZG 13 I and III). */
export function continuationOf(answers: WorkInterruptionAnswers, work: Work): Continuation {
  const grace = graceFor(answers)
  if (!grace) {
    return { grace, graceEnd: null, until: null, resumed: null, reasons: [ruled('rule-unknown')] }
  }
  const legal = graceEnd(grace, answers)
  const wage = paidUntil(answers, work)
  const open = legal === null || wage.until === null
  const longest = open ? null : wage.until ? later(legal, wage.until) : legal
  const last = answers.reason === 'death' ? null : work.employment.to
  const until = longest && last ? earlier(longest, last) : (longest ?? last)
  const isCut = last !== null && until === last && longest !== last
  const resumed = resumption(answers.resumption, grace, until, answers.begin)
  return {
    grace,
    graceEnd: legal,
    until,
    resumed: resumed.resumed,
    reasons: [
      legalReason(grace, answers, legal),
      ...wage.reasons,
      ...(isCut ? [ruled('employment-ends', { endDate: last })] : []),
      ...resumed.reasons,
    ],
  }
}

/** The lowest AHV wage a month with which allowances are due (FamZG 13 III), or null if no table knows the day. */
export function minimumMonthlyWage(date: IsoDate): Rappen | null {
  const yearly = limitsOn(date)?.yearlyIncome
  return yearly === undefined ? null : yearly / 12
}

function legalReason(grace: Grace, { begin }: WorkInterruptionAnswers, legal: IsoDate | null): Reason {
  if (!legal) return ruled('leave-unknown')
  if (grace.length === 'leave') return ruled('whole-leave', { untilDate: legal })
  const params = { beginDate: begin, untilDate: legal }
  return 'months' in grace.length
    ? ruled('month-and-three', params, grace.law)
    : ruled('weeks', { ...params, weeks: grace.length.weeks }, grace.law)
}

/** How long a wage that suffices is paid: undefined not at all, null without a known end. */
function paidUntil(
  { wage, begin }: WorkInterruptionAnswers,
  { monthlyWage }: Work,
): { until?: IsoDate | null; reasons: Reason[] } {
  if (!wage) return { reasons: [] }
  const insured = wage.dailyAllowance ? [ruled('daily-allowance-no-wage')] : []
  const residual = judged(wage.residual, begin, 'residual-reached', 'residual-too-low')
  if (residual.enough) return { until: null, reasons: [...residual.reasons, ...insured] }
  const paid = { full: monthlyWage, partly: (monthlyWage * (wage.share ?? 0)) / 100, none: undefined }[
    wage.paid
  ]
  const rule = wage.until ? 'wage-paid-until' : 'wage-paid'
  const continued = judged(paid, begin, rule, 'wage-too-low', wage.until ? { untilDate: wage.until } : {})
  const reasons = [...continued.reasons, ...residual.reasons, ...insured]
  return continued.enough ? { until: wage.until ?? null, reasons } : { reasons }
}

function judged(
  amount: Rappen | undefined,
  date: IsoDate,
  reached: 'residual-reached' | 'wage-paid' | 'wage-paid-until',
  low: 'residual-too-low' | 'wage-too-low',
  params: Reason['params'] = {},
): { enough: boolean; reasons: Reason[] } {
  if (amount === undefined || amount === 0) return { enough: false, reasons: [] }
  const minimumAmount = minimumMonthlyWage(date)
  const paidAmount = Math.round(amount)
  if (minimumAmount === null) return { enough: false, reasons: [ruled('wage-limit-unknown', { paidAmount })] }
  const enough = amount >= minimumAmount
  return { enough, reasons: [ruled(enough ? reached : low, { ...params, paidAmount, minimumAmount })] }
}

/** Whether work that was taken up again brings the allowances back, and from when. */
export function resumption(
  it: Resumption | undefined,
  grace: Grace,
  until: IsoDate | null,
  begin: IsoDate,
): Pick<Continuation, 'resumed' | 'reasons'> {
  if (!it) return { resumed: null, reasons: [] }
  const minimumAmount = minimumMonthlyWage(it.on) ?? minimumMonthlyWage(begin)
  if (it.degree < 100 && it.wage !== undefined && minimumAmount !== null && it.wage < minimumAmount) {
    const params = { paidAmount: it.wage, minimumAmount, resumedDate: it.on }
    return { resumed: null, reasons: [ruled('resumed-wage-too-low', params)] }
  }
  const { from, law } = resumedFrom(grace, it.on)
  const gap = until !== null && from > addDays(until, 1)
  const params = { resumedDate: it.on, fromDate: from }
  return {
    resumed: { from, law, gap },
    reasons: [ruled(gap ? 'resumed-from' : 'resumed-without-gap', params, law)],
  }
}
