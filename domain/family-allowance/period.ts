import { addDays, firstOfMonth, type IsoDate } from '../dates.js'
import type { Reason } from '../reason.js'
import { intersection, type Span } from '../span.js'
import type { FamilyAllowanceAnswers } from './answers.js'
import { earliestClaim } from './backdating.js'
import type { Circumstances } from './proposal.js'
import { reason } from './reasons.js'

export interface Period {
  /** Null if nothing of the legal span can be claimed; the reasons then say why. */
  span: Span | null
  reasons: Reason[]
}

/**
 * The part of a legal span that can be claimed: from the month asked for, while a wage is due (FamZG 13 I),
 * not further back than five years (ATSG 24 I), and after the other parent's allowance has ended.
 * Only bounds that really cut something are given as reasons.
 */
export function claimable(
  legal: Span,
  answers: FamilyAllowanceAnswers,
  circumstances: Circumstances,
): Period {
  const asked = intersection(legal, { from: firstOfMonth(answers.request.from), to: null })
  if (!asked) return { span: null, reasons: [] }
  let span: Span | null = asked
  const reasons: Reason[] = []
  for (const bound of bounds(answers, circumstances)) {
    const rest: Span | null = intersection(span, bound.span)
    if (!rest) return { span: null, reasons: [bound.missed] }
    if (rest.from > span.from) reasons.push(bound.starts)
    if (rest.to !== span.to && bound.ends) reasons.push(bound.ends)
    span = rest
  }
  return { span, reasons }
}

/** The days for which this employer owes a wage: the employment on file, cut to what the report says of it. */
export function employmentSpan(answers: FamilyAllowanceAnswers, { employment }: Circumstances): Span | null {
  return intersection(employment, { from: answers.employment.since, to: answers.employment.until ?? null })
}

interface Bound {
  span: Span
  starts: Reason
  ends?: Reason
  missed: Reason
}

function bounds(answers: FamilyAllowanceAnswers, circumstances: Circumstances): Bound[] {
  const work = employmentSpan(answers, circumstances) ?? circumstances.employment
  const earliestDate = earliestClaim(circumstances.submittedOn)
  const received = receivedUntil(answers)
  return [
    {
      span: { from: earliestDate, to: null },
      starts: reason('backdating-limited', { earliestDate }),
      missed: reason('lapsed', { earliestDate }),
    },
    {
      span: work,
      starts: reason('employment-begins', { startDate: work.from }),
      ends: reason('employment-ends', { endDate: work.to ?? '' }),
      missed: reason('outside-employment', { startDate: work.from }),
    },
    ...(received ? [afterOther(received)] : []),
  ]
}

function afterOther(untilDate: IsoDate): Bound {
  const told = reason('other-parent-received-until', { untilDate })
  return { span: { from: addDays(untilDate, 1), to: null }, starts: told, missed: { ...told, met: 'no' } }
}

function receivedUntil({ otherParent }: FamilyAllowanceAnswers): IsoDate | undefined {
  return otherParent?.receives === 'ended' ? otherParent.receivesUntil : undefined
}
