import { addDays, type IsoDate, later } from '../dates.js'
import type { Rappen } from '../money.js'
import { type ClosedSpan, daysIn } from '../span.js'
import { contributionsOn } from './contributions.js'

/** What an allowance comes to: its days, the amount of each, and what of it is the employer's. */
export interface Claim {
  spans: ClosedSpan[]
  /** Rappen a day. */
  dailyOn(date: IsoDate): Rappen
  /** Allowances that are due on a day beside its own; none where nothing is said. */
  extraOn?(date: IsoDate): number
  /** How much of a day's allowance goes to the employer, because it pays wage (ATSG 19 II, EOG 19 II). */
  toEmployerOn(date: IsoDate): Rappen
}

/** One calendar month of an account, in Rappen. Differences are entries too, with negative sums. */
export interface Entry {
  /** `YYYY-MM` */
  month: string
  /** First and last day for which something is due; of a difference, of what is due now. */
  from: IsoDate
  to: IsoDate
  days: number
  /** The amount of a day. */
  daily: Rappen
  gross: Rappen
  toEmployer: Rappen
  /** Employer contributions the office refunds (EOV 37 II). */
  refundOldAge: Rappen
  refundUnemployment: Rappen
  toPerson: Rappen
  /** Employee contributions the office deducts (EOV 37 IV). */
  deductedOldAge: Rappen
  deductedUnemployment: Rappen
}

const summed = [
  'days',
  'gross',
  'toEmployer',
  'refundOldAge',
  'refundUnemployment',
  'toPerson',
  'deductedOldAge',
  'deductedUnemployment',
] as const

/** The account of a claim up to a day, month by month. */
export function accountOf(claim: Claim, through: IsoDate): Entry[] {
  const months = new Map<string, IsoDate[]>()
  for (const day of daysIn(claim.spans)) {
    if (day > through) continue
    const month = day.slice(0, 7)
    months.set(month, [...(months.get(month) ?? []), day])
  }
  return [...months].map(([month, days]) => entryOf(month, days, claim))
}

function entryOf(month: string, days: IsoDate[], claim: Claim): Entry {
  const first = days[0] ?? `${month}-01`
  const times = (day: IsoDate) => 1 + (claim.extraOn?.(day) ?? 0)
  const gross = days.reduce((sum, day) => sum + times(day) * claim.dailyOn(day), 0)
  const toEmployer = days.reduce(
    (sum, day) => sum + times(day) * Math.min(claim.toEmployerOn(day), claim.dailyOn(day)),
    0,
  )
  const refund = contributionsOn(toEmployer, first)
  const deducted = contributionsOn(gross - toEmployer, first)
  return {
    month,
    from: first,
    to: days.at(-1) ?? first,
    days: days.reduce((sum, day) => sum + times(day), 0),
    daily: claim.dailyOn(first),
    gross,
    toEmployer,
    refundOldAge: refund.oldAge,
    refundUnemployment: refund.unemployment,
    toPerson: gross - toEmployer,
    deductedOldAge: deducted.oldAge,
    deductedUnemployment: deducted.unemployment,
  }
}

/** What is still due when some was stated already: for each month what it should be less what was said. */
export function stillDue(due: Entry[], stated: Entry[]): Entry[] {
  const months = [...new Set([...due, ...stated].map(({ month }) => month))].sort()
  return months.flatMap((month) => {
    const target = due.find((it) => it.month === month)
    const said = stated.filter((it) => it.month === month)
    const model = target ?? said.at(-1)
    if (!model) return []
    const sums = Object.fromEntries(
      summed.map((name) => [name, (target?.[name] ?? 0) - said.reduce((sum, it) => sum + it[name], 0)]),
    ) as Pick<Entry, (typeof summed)[number]>
    const left = { ...model, ...sums, ...periodOf(target, said, sums.days) }
    return summed.some((name) => left[name] !== 0) ? [left] : []
  })
}

/** The days a difference is about: those after what was said, or those that were said too much. */
function periodOf(
  target: Entry | undefined,
  said: Entry[],
  days: number,
): Pick<Entry, 'from' | 'to'> | object {
  const lastSaid = said.map(({ to }) => to).reduce(later, '')
  if (!lastSaid || days === 0) return {}
  if (days > 0) return target && target.to > lastSaid ? { from: addDays(lastSaid, 1), to: target.to } : {}
  return target ? { from: addDays(target.to, 1), to: lastSaid } : { to: lastSaid }
}

export type Totals = Pick<Entry, (typeof summed)[number]>

/** The sums of some entries. */
export function totalsOf(entries: Entry[]): Totals {
  const total = (name: (typeof summed)[number]) => entries.reduce((sum, entry) => sum + entry[name], 0)
  return Object.fromEntries(summed.map((name) => [name, total(name)])) as Totals
}

/** What the employer is credited with: its part of the allowance and its contributions on it. */
export const creditOf = (it: Totals): Rappen => it.toEmployer + it.refundOldAge + it.refundUnemployment

/** What the person is paid: the rest, less contributions. */
export const payoutOf = (it: Totals): Rappen => it.toPerson - it.deductedOldAge - it.deductedUnemployment
