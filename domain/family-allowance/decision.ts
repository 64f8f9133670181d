import type { DocumentPurpose } from './answers.js'
import type { ProposalLine } from './proposal.js'

/** Why a decision needs a second person. */
export type SecondReason = 'departs' | 'backdated' | 'amount'

/** What a caseworker answers to a review. */
export type Review =
  | { decision: 'approve' | 'change'; lines: ProposalLine[]; reason: string; second: SecondReason[] }
  | { decision: 'refuse'; lines: ProposalLine[]; reason: string; second: SecondReason[] }
  | { decision: 'ask'; documents: AskedDocument[]; text: string; dueDays: number }

export interface AskedDocument {
  purpose: DocumentPurpose
  childKey?: string
}

/** What the second person answers: agreement lets the decision out, disagreement sends it back to review. */
export interface SecondReview {
  decision: 'agree' | 'disagree'
  reason: string
}
