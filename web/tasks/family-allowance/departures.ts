import type { Review } from '../../../domain/family-allowance/decision.js'
import type { ProposalLine } from '../../../domain/family-allowance/proposal.js'
import type { Scene } from '../form.js'
import { linePeriod, lineSum, lineTitle, type Names } from './proposal-items.js'

type Reader = Pick<Scene, 't' | 'fmt' | 'lang'>

/** Where a decision departs from what the rules had proposed, as sentences: what it was, and what it became. */
export function departuresOf(review: Review | null, names: Names, reader: Reader): string[] {
  if (!review || !('proposed' in review) || !review.proposed) return []
  const { proposed, lines } = review
  return lines.flatMap((line, at) => {
    const [before, after] = [inWords(proposed[at], reader), inWords(line, reader)]
    if (before === after) return []
    return [reader.t('tasks:change.departure', { what: lineTitle(line, names, reader), before, after })]
  })
}

function inWords(line: ProposalLine | undefined, reader: Reader): string {
  if (!line) return ''
  const sum = lineSum(line, reader)
  return line.granted === 'yes' ? `${sum}, ${linePeriod(line, reader)}` : sum
}
