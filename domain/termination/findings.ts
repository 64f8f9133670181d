import { type IsoDate, later } from '../dates.js'
import { deadlineOn } from '../deadlines.js'
import {
  type RunningAllowance,
  runsBeyond,
  type Stop,
  stopsOf,
  threeMonthsOn,
} from '../entitlement/stopping.js'
import type { Rounding } from '../family-allowance/proposal.js'
import type { Reason } from '../reason.js'
import { addWorkdays, type IsHoliday } from '../workdays.js'
import { fromRegister, type TerminationAnswers } from './answers.js'
import { ruled } from './rules.js'

/** What is known beside the answers. */
export interface TerminationCircumstances {
  today: IsoDate
  submittedOn: IsoDate
  rounding: Rounding
  onFile: RunningAllowance[]
  /** Holidays where the person works: working days are counted without them. */
  isHoliday: IsHoliday
}

/** What the end of an employment means for the allowances. */
export interface TerminationFindings {
  verdict: 'grant' | 'clarify'
  /** The last day allowances are due. */
  allowancesUntil: IsoDate
  stops: Stop[]
  /** What is paid for days after the last, in Rappen. */
  overpaid: number
  /** Of the report as a whole. */
  reasons: Reason[]
  /** Until when the end had to be reported (FamZV 18d II); null where no allowance runs, or nobody has reported it. */
  reportBy: IsoDate | null
}

/** Allowances end with the wage (FamZG 13 I), after a death three months later unless the other parent draws them. */
export function findTermination(
  answers: TerminationAnswers,
  { today, submittedOn, rounding, onFile, isHoliday }: TerminationCircumstances,
): TerminationFindings {
  const { until, reasons } = lastDayOfAllowances(answers)
  const { paidUntil } = answers
  const stops = stopsOf(onFile, until, { today, rounding, ...(paidUntil && { paidUntil }) })
  const overpaid = stops.reduce((sum, stop) => sum + stop.overpaid, 0)
  const runs = isConcerned(onFile, answers)
  const reportBy = runs && answers.reason !== fromRegister ? reportDay(answers, isHoliday) : null
  const all = [
    ...(runs ? reasons : [ruled('nothing-runs')]),
    ...(stops.some(({ partMonth }) => partMonth) ? [ruled('part-month', { untilDate: until })] : []),
    ...(overpaid > 0 ? [ruled('overpaid', { overpaidAmount: overpaid })] : []),
    ...(reportBy ? [duty(submittedOn, reportBy)] : []),
  ]
  const isOpen = all.some(({ met }) => met === 'open')
  return {
    verdict: isOpen ? 'clarify' : 'grant',
    allowancesUntil: until,
    stops,
    overpaid,
    reasons: all,
    reportBy,
  }
}

/** Whether allowances run beyond the last day of the contract or of the wage: then the office looks at the report. */
export const isConcerned = (
  onFile: RunningAllowance[],
  { lastDay, wageUntil }: Pick<TerminationAnswers, 'lastDay' | 'wageUntil'>,
): boolean => onFile.some((it) => runsBeyond(it, wageUntil ?? lastDay))

/** The last of ten working days after the last day of the contract (FamZV 18d II). */
export const reportDay = ({ lastDay }: Pick<TerminationAnswers, 'lastDay'>, isHoliday: IsHoliday): IsoDate =>
  addWorkdays(lastDay, deadlineOn('report-change', later(lastDay, dutySince)).days, isHoliday)

/** The first day for which the length of the span is known. */
const dutySince = '2025-01-01'

const duty = (submittedOn: IsoDate, dutyDate: IsoDate): Reason =>
  ruled(submittedOn <= dutyDate ? 'reported-in-time' : 'reported-late', { dutyDate })

function lastDayOfAllowances({ reason, lastDay, wageUntil, otherParent }: TerminationAnswers): {
  until: IsoDate
  reasons: Reason[]
} {
  if (reason === 'death' && otherParent !== 'yes') {
    const until = threeMonthsOn(lastDay)
    const params = { deathDate: lastDay, untilDate: until }
    const unknown = otherParent === 'no' ? [] : [ruled('other-parent-unknown')]
    return { until, reasons: [ruled('death-three-months', params), ...unknown] }
  }
  const until = wageUntil ?? lastDay
  const drawn = reason === 'death' ? [ruled('other-parent-draws', { untilDate: until })] : []
  const rule = wageUntil && wageUntil < lastDay ? 'ends-with-wage' : 'ends-with-employment'
  const unknown = reason === fromRegister ? [ruled('reason-unknown')] : []
  return { until, reasons: [ruled(rule, { untilDate: until }), ...drawn, ...unknown] }
}
