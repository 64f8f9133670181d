import { addMonths, type IsoDate } from '../dates.js'
import { francs, type Rappen } from '../money.js'
import type { Circumstances, Proposal, ProposalLine } from './proposal.js'
import { arrearsSum } from './sums.js'

export type SecondReviewReason = 'departs' | 'backdated' | 'amount'

/** A line as the caseworker decided it. */
export type DecidedLine = Pick<
  ProposalLine,
  'childKey' | 'kind' | 'granted' | 'rate' | 'from' | 'to' | 'ends' | 'endedBefore'
>

/** From here on two people must agree; an office may set its own. */
export const secondReviewLimits = { months: 12, amount: francs(5000) as Rappen } as const

/**
 * Why a decision needs a second person: it departs from the proposal (also by deciding what the rules left open),
 * reaches back more than twelve months before the report, or pays more than CHF 5000 at once. Empty if it does not.
 */
export function needsSecondReview(
  { decided, proposed, ...circumstances }: Circumstances & { decided: DecidedLine[]; proposed: Proposal },
  limits: { months: number; amount: Rappen } = secondReviewLimits,
): SecondReviewReason[] {
  const granted = decided.filter((line) => line.granted === 'yes')
  const oldest = addMonths(circumstances.submittedOn, -limits.months)
  const checks: Record<SecondReviewReason, boolean> = {
    departs: fingerprint(decided) !== fingerprint(proposed.lines),
    backdated: granted.some((line) => takesEffect(line) < oldest),
    amount: arrearsSum(decided, circumstances) > limits.amount,
  }
  return (['departs', 'backdated', 'amount'] as const).filter((why) => checks[why])
}

/** A line that ends something counts from its end: its beginning was decided long ago. */
const takesEffect = ({ ends, from, to }: DecidedLine): IsoDate => (ends && to ? to : from)

/** The lines as one text, in whatever order they came; of a refused line only that it is refused. */
function fingerprint(lines: DecidedLine[]): string {
  const rows = lines.map(({ childKey, kind, granted, rate, from, to, ends = null }) =>
    JSON.stringify(
      granted === 'no' ? [childKey, kind, granted, ends] : [childKey, kind, granted, ends, rate, from, to],
    ),
  )
  return rows.sort().join('\n')
}
