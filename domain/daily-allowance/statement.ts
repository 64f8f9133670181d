import { addDays, addMonths, earlier, firstOfMonth, type IsoDate } from '../dates.js'
import { accountOf, type Claim, type Entry, stillDue, totalsOf } from './account.js'
import { smallMonth } from './limits.js'

/** What the office states at a month's end, or at the end of all. */
export interface Statement {
  /** Up to this day everything is settled with it. */
  through: IsoDate
  isFinal: boolean
  entries: Entry[]
}

export interface Standing {
  /** What is to be stated now, if anything. */
  statement: Statement | null
  /** The first day on which there is something to do again; null when all is settled. */
  next: IsoDate | null
}

/**
 * What is to be stated on a day: the months that have passed, in arrears (EOV 35 II); after the last day of
 * the claim, or on `settleOn` where something is awaited beyond it, all that is left, with corrections of
 * what was said before. Where a month comes to less than 200 francs, nothing is paid before the end.
 */
export function standingOn(
  today: IsoDate,
  claim: Claim,
  stated: Entry[],
  settleOn: IsoDate | null = null,
): Standing {
  const last = claim.spans.at(-1)?.to ?? null
  const endsOn = last ? addDays(last, 1) : today
  const settled = settleOn && settleOn > endsOn ? settleOn : endsOn
  if (today >= settled) {
    const entries = stillDue(accountOf(claim, last ?? today), stated)
    return { statement: { through: last ?? today, isFinal: true, entries }, next: null }
  }
  const through = earlier(addDays(firstOfMonth(today), -1), last ?? today)
  const entries = stillDue(accountOf(claim, through), stated)
  const next = earlier(addMonths(firstOfMonth(today), 1), settled)
  const isSmall = claim.spans.some(({ from }) => claim.dailyOn(from) * 30 < smallMonth)
  if (isSmall || totalsOf(entries).gross < smallMonth) return { statement: null, next }
  return { statement: { through, isFinal: false, entries }, next }
}
