import { type ConfiguredSpans, spansOn } from '../db/tasks/deadlines.js'
import { swissDate } from '../domain/dates.js'
import type { ReviewTerm } from '../domain/review-term.js'
import type { Deps } from './deps.js'

/** The office's own deadlines as they are in force today, in days. */
export const spansNow = ({ db, clock, config }: Deps): Promise<ConfiguredSpans> =>
  spansOn(db, swissDate(clock()), config.spans)

/** How long the office takes for a review, as it is in force today. */
export const reviewTermNow = async (deps: Deps): Promise<ReviewTerm> =>
  reviewTermIn(deps, await spansNow(deps))

/** The same where the spans are at hand. */
export const reviewTermIn = (
  { config }: Pick<Deps, 'config'>,
  { reviewDueDays }: Pick<ConfiguredSpans, 'reviewDueDays'>,
): ReviewTerm => ({ days: reviewDueDays, canton: config.office.canton })
