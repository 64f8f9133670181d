import { reason } from '../daily-allowance/reasons.js'
import { addDays, type IsoDate } from '../dates.js'
import { hospitalStay, lawOfDeathsSince } from '../maternity/term.js'
import type { Reason } from '../reason.js'
import { type ClosedSpan, daysOf } from '../span.js'
import type { LeaveAnswers } from './answers.js'

/** Consecutive daily allowances from the day after the mother's death (EOG 16kbis I). */
export const afterDeath = 98
/** The last day after the birth on which her death gives them (EOG 16kbis I). */
const lastDayOfDeath = 97

export interface AfterDeath {
  /** Null where her death gives none. */
  span: ClosedSpan | null
  reasons: Reason[]
}

/**
 * What the mother's death gives the other parent (EOG 16kbis): 98 allowances in one go, longer by the days the newborn was in hospital
 * (II, 16c III), until work is taken up again (III). Only for deaths since 2024.
 */
export function afterDeathOf(
  birth: IsoDate,
  {
    motherDiedOn,
    hospitalUntil,
    returnOn,
  }: Pick<LeaveAnswers, 'motherDiedOn' | 'hospitalUntil' | 'returnOn'>,
): AfterDeath {
  const onDate = motherDiedOn
  if (!onDate || onDate < birth || onDate > addDays(birth, lastDayOfDeath)) return { span: null, reasons: [] }
  if (onDate < lawOfDeathsSince)
    return { span: null, reasons: [reason('leave-died-before-law', { onDate, sinceDate: lawOfDeathsSince })] }
  const stay = hospitalUntil ? { from: birth, to: hospitalUntil } : null
  const stayed = stay ? daysOf(stay) : 0
  const isLong = stayed >= hospitalStay.least
  const more = isLong ? Math.min(stayed, hospitalStay.most) : 0
  const longest = addDays(onDate, afterDeath + more)
  const toDate = returnOn && returnOn <= longest ? addDays(returnOn, -1) : longest
  const short = stay && !isLong ? [reason('hospital-short', { days: stayed, least: hospitalStay.least })] : []
  const extended = isLong && stay ? { days: more, stayed, fromDate: stay.from, toDate: stay.to } : null
  const span = { from: addDays(onDate, 1), to: toDate }
  return {
    span: span.to >= span.from ? span : null,
    reasons: [
      reason('leave-mother-died', { onDate, days: afterDeath }),
      ...(extended ? [reason('hospital-extended', extended)] : short),
      ...(returnOn && toDate !== longest ? [reason('ends-by-work', { onDate: returnOn, toDate })] : []),
    ],
  }
}
