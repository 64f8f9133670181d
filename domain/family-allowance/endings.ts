import { addDays, firstOfMonth, type IsoDate, lastOfMonth, later } from '../dates.js'
import type { Reason } from '../reason.js'
import { type ChildAnswers, type EndReason, type FamilyAllowanceAnswers, isMonthly } from './answers.js'
import { earliestClaim } from './backdating.js'
import { fileKey } from './claim.js'
import { dueBefore, partMonths } from './part-months.js'
import type { Circumstances, EntitlementOnFile, ProposalLine } from './proposal.js'
import { type Rule, reason } from './reasons.js'

/**
 * The lines of a report that ends allowances: what runs on file for the children named ends on the day (all
 * children, if none is named). With the employment it ends on the very day (FamZG 13 I); for every other
 * reason with the month, since allowances are due for whole months.
 */
export function endLines(answers: FamilyAllowanceAnswers, circumstances: Circumstances): ProposalLine[] {
  const why = answers.request.endReason ?? 'other'
  const end = why === 'employment-ended' ? answers.request.from : lastOfMonth(answers.request.from)
  const named = answers.children.length > 0 ? answers.children : [null]
  return named.flatMap((child) => {
    const meant = circumstances.onFile.filter((e) => isMeant(e, child, why))
    const running = meant.filter((e) => e.to === null || e.to > end)
    if (running.length > 0) {
      return running.map((e) => endLine(e, child, end, endRules[why], circumstances))
    }
    return child ? [nothingToEnd(child, meant, answers, end)] : []
  })
}

/**
 * The lines that end what is on file because new lines take its place (FamZG 6), or because the new facts give
 * no claim any more (ATSG 17 II). A change replaces whatever runs from its day on, a new report only the
 * child allowance that education takes over. `open` while the line that would follow is.
 */
export function replacedLines(
  lines: ProposalLine[],
  answers: FamilyAllowanceAnswers,
  circumstances: Circumstances,
): ProposalLine[] {
  const isChange = answers.request.purpose === 'change'
  return answers.children.flatMap((child) => {
    const own = lines.filter((line) => line.childKey === child.key && isMonthly(line))
    const filed = circumstances.onFile.filter((e) => e.childId === fileKey(child) && isMonthly(e))
    const rivals = own.filter((line) => line.granted !== 'no' && (isChange || line.kind === 'education'))
    const first = rivals.toSorted((a, b) => a.from.localeCompare(b.from))[0]
    const start = isChange && own.length > 0 ? changeDay(answers, circumstances) : first?.from
    if (!start) return []
    const rule = !first
      ? 'ended-not-entitled'
      : first.granted === 'open'
        ? 'replaced-if-granted'
        : 'replaced-by-new'
    return filed
      .filter((e) => (isChange || e.kind === 'child') && (e.to === null || e.to >= start))
      .map((e) => ({
        ...endLine(e, child, addDays(start, -1), rule, circumstances),
        granted: first?.granted ?? 'yes',
      }))
  })
}

const endRules: Record<EndReason, Rule> = {
  'training-ended': 'end-training-ended',
  'employment-ended': 'end-employment-ended',
  'other-parent-entitled': 'end-other-parent-entitled',
  'child-moved': 'end-child-moved',
  'child-died': 'end-child-died',
  other: 'end-other',
}

/** Months that have lapsed stay as they were decided (ATSG 24 I). */
const changeDay = ({ request }: FamilyAllowanceAnswers, { submittedOn }: Circumstances): IsoDate =>
  later(firstOfMonth(request.from), earliestClaim(submittedOn))

/** The end of an education concerns the education allowance alone, everything else whatever runs for the child. */
function isMeant(e: EntitlementOnFile, child: ChildAnswers | null, why: EndReason): boolean {
  if (!isMonthly(e) || (why === 'training-ended' && e.kind !== 'education')) return false
  return !child || e.childId === fileKey(child)
}

function endLine(
  e: EntitlementOnFile,
  child: ChildAnswers | null,
  end: IsoDate,
  rule: Rule,
  { today, rounding }: Circumstances,
): ProposalLine {
  const paidTooMuch = dueBefore({ from: addDays(end, 1), to: e.to }, e.rate, firstOfMonth(today), rounding)
  return {
    childKey: child?.key ?? e.childId,
    kind: e.kind,
    granted: 'yes',
    difference: false,
    canton: e.canton,
    rate: e.rate,
    from: e.from,
    to: end,
    provenUntil: null,
    reasons: [reason(rule, { endDate: end }), ...overpaid(paidTooMuch, rule)],
    partMonths: partMonths({ from: e.from, to: end }, e.rate, rounding).filter(
      (p) => p.month === end.slice(0, 7),
    ),
    ends: e.id,
    endedBefore: e.to,
  }
}

/** What was paid for months after the end is to be paid back (ATSG 25 I); a new line is set off against it. */
function overpaid(overpaidAmount: number, rule: Rule): Reason[] {
  return overpaidAmount > 0 && rule !== 'replaced-by-new' && rule !== 'replaced-if-granted'
    ? [reason('overpaid', { overpaidAmount })]
    : []
}

function nothingToEnd(
  child: ChildAnswers,
  ended: EntitlementOnFile[],
  { employment, request }: FamilyAllowanceAnswers,
  end: IsoDate,
): ProposalLine {
  const last = ended.toSorted((a, b) => (a.from < b.from ? 1 : -1))[0]
  const why = last?.to ? reason('end-already', { endDate: last.to }) : reason('end-nothing-on-file')
  return {
    childKey: child.key,
    kind: last?.kind ?? child.kinds[0] ?? 'child',
    granted: why.met,
    difference: false,
    canton: last?.canton ?? employment.canton,
    rate: 0,
    from: request.from,
    to: end,
    provenUntil: null,
    reasons: [why],
    partMonths: [],
  }
}
