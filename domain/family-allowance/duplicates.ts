import type { Reason } from '../reason.js'
import { overlap, type Span, without } from '../span.js'
import type { AllowanceKind, FamilyAllowanceAnswers } from './answers.js'
import type { Claim } from './claim.js'
import type { Circumstances } from './proposal.js'
import { reason } from './reasons.js'

/**
 * The spans for which a child's kind is not on file yet (FamZG 6): the same allowance is not granted
 * twice. No span remains if all of it is on file.
 */
export function notOnFile(
  key: string,
  kind: AllowanceKind,
  span: Span,
  { onFile }: Circumstances,
): { spans: Span[]; reasons: Reason[] } {
  const same = onFile.filter((e) => e.childId === key && e.kind === kind && overlap(e, span))
  const spans = same.reduce((rest, taken) => rest.flatMap((part) => without(part, taken)), [span])
  const rule = spans.length > 0 ? 'on-file-partly' : 'on-file-already'
  return {
    spans,
    reasons: same.map((e) => reason(rule, { fromDate: e.from })),
  }
}

/**
 * Whether somebody else draws the same allowance (FamZG 6). Expected if the other parent comes first; if
 * not, the office must end that one first. Without the child's AHV number the register cannot tell.
 */
export function elsewhereReasons(
  { child, kind, span, second }: Omit<Claim, 'reasons'>,
  { otherParent }: FamilyAllowanceAnswers,
  { elsewhere }: Circumstances,
): Reason[] {
  if (!child.ahvNumber) return [reason('elsewhere-unchecked')]
  const drawn = elsewhere.find((e) => e.ahvNumber === child.ahvNumber && e.kind === kind && overlap(e, span))
  if (drawn) return [reason(second ? 'drawn-by-first' : 'drawn-elsewhere', { fromDate: drawn.from })]
  return otherParent?.receives === 'yes' && !second ? [reason('other-parent-receives')] : []
}
