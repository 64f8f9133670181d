import type { IsoDate } from './dates.js'
import type { AllowanceKind } from './family-allowance/answers.js'
import { objectionDeadline } from './legal-remedy.js'
import type { Rappen } from './money.js'

/** What came of a report, or what a letter is. */
export const gistResults = [
  'granted', 'partly', 'changed', 'refused', 'ended', 'resumed', 'confirmed', 'not-confirmed', 'given-up', 'stated', 'owed',
  'credit', 'even', 'not-accepted', 'reminded',
] as const // biome-ignore format: a list of short words

/** What somebody does next, or what happens by itself; some of it on a day. */
export const gistSteps = [
  'pay-with-wage', 'office-pays', 'stop-paying', 'report-changes', 'claim-allowances', 'add-to-payroll', 'declare-wages',
  'report-again', 'asked', 'statements-follow', 'may-demand', 'pay', 'office-refunds', 'declare',
] as const // biome-ignore format: a list of short words

export const gistAmounts = [
  'monthly', 'arrears', 'overpaid', 'daily', 'to-employer', 'to-person', 'balance', 'fee',
] as const // biome-ignore format: a list of short words

/**
 * What a letter comes to, in values that each reader's own language words. It is set down with the letter, from what the letter was
 * made of, and never reckoned again.
 */
export interface Gist {
  result: (typeof gistResults)[number]
  /** Whom it is about. */
  person?: string
  year?: number
  from?: IsoDate
  until?: IsoDate
  /** Until when allowances go on. */
  allowancesUntil?: IsoDate
  allowances?: { name: string; kind: AllowanceKind; rate: Rappen; from: IsoDate; to: IsoDate | null }[]
  amounts?: { what: (typeof gistAmounts)[number]; amount: Rappen }[]
  /** What the office wrote, in the language of the letter. */
  reason?: string
  next: { what: (typeof gistSteps)[number]; on?: IsoDate }[]
  /** A formal decision: an objection is possible at least until this day. */
  objectionUntil?: IsoDate
}

/** The earliest day on which an objection can end: nobody is served before a decision is made (ATSG 52 I). */
export const objectionTo = (decidedOn: IsoDate) => ({ objectionUntil: objectionDeadline(decidedOn) })
