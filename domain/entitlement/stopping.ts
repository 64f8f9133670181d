import { addDays, addMonths, earlier, firstOfMonth, type IsoDate } from '../dates.js'
import { type AllowanceKind, isMonthly } from '../family-allowance/answers.js'
import { dueBefore, type PartMonth, partMonths } from '../family-allowance/part-months.js'
import type { Rounding } from '../family-allowance/proposal.js'
import type { Canton } from '../kinds.js'
import type { Rappen } from '../money.js'
import { intersection, type Span } from '../span.js'

/** An allowance on file, as far as stopping and resuming it is concerned. */
export interface RunningAllowance {
  id: string
  childId: string
  kind: AllowanceKind
  canton: Canton
  /** A month. */
  rate: Rappen
  from: IsoDate
  to: IsoDate | null
}

/** What it means that an allowance ends on a day. */
export interface Stop extends RunningAllowance {
  /** The last day. One before `from` voids it: nothing of it remains. */
  to: IsoDate
  /** The end it had before; null had none. */
  before: IsoDate | null
  /** The last month, if only a part of it is due. */
  partMonth: PartMonth | null
  /** What was paid for days after the last: to be paid back (ATSG 25 I). */
  overpaid: Rappen
}

/** Whether an allowance would run beyond a day. */
export const runsBeyond = (it: Pick<RunningAllowance, 'kind' | 'from' | 'to'>, day: IsoDate): boolean =>
  isMonthly(it) && (it.to === null || (it.to > day && it.to >= it.from))

/**
 * What becomes of the allowances that would run beyond the last day, in the order given. Where it is not said until when they
 * were paid, the months before that of today count as paid.
 */
export function stopsOf(
  onFile: RunningAllowance[],
  lastDay: IsoDate,
  { today, rounding, paidUntil }: { today: IsoDate; rounding: Rounding; paidUntil?: IsoDate },
): Stop[] {
  const before = paidUntil ? addDays(paidUntil, 1) : firstOfMonth(today)
  return onFile
    .filter((it) => runsBeyond(it, lastDay))
    .map(({ id, childId, kind, canton, rate, from, to }) => {
      const isVoid = lastDay < from
      const months = isVoid ? [] : partMonths({ from, to: lastDay }, rate, rounding)
      const dueUntil = (end: IsoDate | null) => dueBefore({ from, to: end }, rate, before, rounding)
      const paidTo = paidUntil && to ? earlier(to, paidUntil) : (paidUntil ?? to)
      return {
        ...{ id, childId, kind, canton, rate, from, to: lastDay, before: to },
        partMonth: months.find(({ month }) => month === lastDay.slice(0, 7)) ?? null,
        overpaid: Math.max(0, dueUntil(paidTo) - (isVoid ? 0 : dueUntil(lastDay))),
      }
    })
}

/**
 * The days of a stopped allowance that are due again when it is resumed on a day: up to the end it had before,
 * and not beyond `until`, the last day of the employment. Null if none are left.
 */
export function resumedSpan(
  stopped: { from: IsoDate; to: IsoDate; before: IsoDate | null },
  from: IsoDate,
  until: IsoDate | null,
): Span | null {
  const first = stopped.to >= stopped.from ? addDays(stopped.to, 1) : stopped.from
  const left = intersection({ from: first, to: stopped.before }, { from, to: null })
  if (!left) return null
  const to = left.to && until ? earlier(left.to, until) : (left.to ?? until)
  return to && to < left.from ? null : { from: left.from, to }
}

/** The last day of a month and three more: how long allowances go on without a wage (FamZV 10 I, Ibis, III). */
export const threeMonthsOn = (day: IsoDate): IsoDate => addDays(addMonths(firstOfMonth(day), 4), -1)
