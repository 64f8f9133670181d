import { addDays, earlier, firstOfMonth, type IsoDate } from '../dates.js'
import { dueBefore, partMonths } from '../family-allowance/part-months.js'
import type { ProposalLine } from '../family-allowance/proposal.js'
import type { Reason } from '../reason.js'
import type { CertificateFacts, FiledEntitlement } from './facts.js'
import { reason } from './rules.js'

/** The line that gives an allowance on file its last day; what was paid beyond it is to be paid back (ATSG 25 I). */
export function endLine(
  entitlement: FiledEntitlement,
  day: IsoDate,
  reasons: Reason[],
  { today, rounding }: CertificateFacts,
): ProposalLine {
  const end = entitlement.to ? earlier(day, entitlement.to) : day
  const { childId, kind, canton, rate, from, to, id } = entitlement
  const overpaidAmount = dueBefore({ from: addDays(end, 1), to }, rate, firstOfMonth(today), rounding)
  const overpaid = overpaidAmount > 0 && reasons.every(({ rule }) => rule !== 'replaced-by-new')
  return {
    ...{ childKey: childId, kind, granted: 'yes', difference: entitlement.difference, canton, rate, from },
    to: end,
    provenUntil: null,
    reasons: [...reasons, ...(overpaid ? [reason('overpaid', { overpaidAmount })] : [])],
    partMonths: partMonths({ from, to: end }, rate, rounding).filter(
      ({ month }) => month === end.slice(0, 7),
    ),
    ends: id,
    endedBefore: to,
  }
}
