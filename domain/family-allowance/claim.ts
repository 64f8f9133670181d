import type { IsoDate } from '../dates.js'
import type { Reason } from '../reason.js'
import type { Span } from '../span.js'
import type { AllowanceKind, ChildAnswers } from './answers.js'

/** One kind of allowance for one child over a span, judged, but not yet priced. */
export interface Claim {
  child: ChildAnswers
  kind: AllowanceKind
  span: Span
  /** Only the difference to the first claimant's canton may be due. */
  second: boolean
  reasons: Reason[]
  provenUntil: IsoDate | null
}

/** The name under which a child is on file: its id there, or its key while the office does not know it. */
export const fileKey = (child: ChildAnswers): string => child.childId ?? child.key
