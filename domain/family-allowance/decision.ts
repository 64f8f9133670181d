import type { AskedDocument } from '../asked-document.js'
import type { ProposalLine } from './proposal.js'
import type { SecondReviewReason } from './second-review.js'

/** What a caseworker answers to a review. */
export type Review =
  | { decision: 'approve'; lines: ProposalLine[]; reason: string; second: SecondReviewReason[] }
  | {
      decision: 'change' | 'refuse'
      lines: ProposalLine[]
      /** What the rules had proposed, line by line; decisions of before do not tell. */
      proposed?: ProposalLine[]
      reason: string
      second: SecondReviewReason[]
    }
  | { decision: 'ask'; documents: AskedDocument[]; text: string; dueDays: number }

/** What the second person answers: agreement lets the decision out, disagreement sends it back to review. */
export interface SecondReview {
  decision: 'agree' | 'disagree'
  reason: string
}
