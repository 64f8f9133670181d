import { addMonths, earlier, firstOfMonth, type IsoDate, lastOfMonth } from '../dates.js'
import { daysOfThirty } from '../days-of-thirty.js'
import { type Rappen, roundUpToFive } from '../money.js'
import { intersection, type Span } from '../span.js'
import type { Rounding } from './proposal.js'

export interface PartMonth {
  /** `YYYY-MM` */
  month: string
  /** Days of a month of thirty. */
  days: number
  amount: Rappen
}

/** A day's share of a monthly amount: a thirtieth, up to the next 5 Rappen (FamZWL 511). */
export function dayRate(monthly: Rappen): Rappen {
  return roundUpToFive(monthly, 30)
}

/**
 * The amount for some days of a month of thirty (FamZWL 511): days times day rate, or, as many offices do,
 * the exact share rounded at the end. Never more than the month itself.
 */
export function partAmount(monthly: Rappen, days: number, rounding: Rounding): Rappen {
  const amount = rounding === 'per-day' ? dayRate(monthly) * days : roundUpToFive(monthly * days, 30)
  return Math.min(amount, monthly)
}

/** The months of which the span covers only a part, with their amounts: at most its first and its last. */
export function partMonths(span: Span, monthly: Rappen, rounding: Rounding): PartMonth[] {
  const edges = new Set([span.from, span.to ?? span.from].map(firstOfMonth))
  return [...edges].flatMap((month) => {
    const part = monthPart(span, month)
    return part && part.days < 30 ? [{ ...part, amount: partAmount(monthly, part.days, rounding) }] : []
  })
}

/** What is due for the months of a span before a month begins, in Rappen; part months by days. */
export function dueBefore(span: Span, monthly: Rappen, before: IsoDate, rounding: Rounding): Rappen {
  let due = 0
  const last = span.to ? earlier(span.to, before) : before
  for (let month = firstOfMonth(span.from); month < before && month <= last; month = addMonths(month, 1)) {
    const days = monthPart(span, month)?.days ?? 0
    due += days < 30 ? partAmount(monthly, days, rounding) : monthly
  }
  return due
}

function monthPart(span: Span, month: IsoDate): Omit<PartMonth, 'amount'> | null {
  const part = intersection(span, { from: month, to: lastOfMonth(month) })
  return part?.to ? { month: month.slice(0, 7), days: daysOfThirty(part.from, part.to) } : null
}
