import type { AskedDocument } from './asked-document.js'

/**
 * What a caseworker answers to a review: what the rules found counts, or nothing of it, or more documents are wanted.
 * `Result` is what an approval carries out. Days are calendar days.
 */
export type CaseReview<Result = unknown> =
  | { decision: 'approve'; result: Result; reason: string }
  | { decision: 'refuse'; reason: string }
  | { decision: 'ask'; documents: AskedDocument[]; text: string; dueDays: number }

/** A review that decides. */
export type Decided<Result = unknown> = Exclude<CaseReview<Result>, { decision: 'ask' }>

/** What the rules suggest: everything is as it should be, it is not, or a person must find out first. */
export type Verdict = 'grant' | 'refuse' | 'clarify'
