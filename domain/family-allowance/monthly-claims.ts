import { addYears, firstOfMonth, later } from '../dates.js'
import type { Reason } from '../reason.js'
import { type Span, without } from '../span.js'
import { childAllowanceSpan, educationAllowanceSpan, monthOfBirthday } from './ages.js'
import type { ChildAnswers, FamilyAllowanceAnswers } from './answers.js'
import { type Claim, fileKey } from './claim.js'
import { elsewhereReasons, notOnFile } from './duplicates.js'
import { eligibilityOf } from './eligibility.js'
import { childIncomeReasons } from './limits.js'
import { claimable } from './period.js'
import type { Circumstances } from './proposal.js'
import { reason, standing } from './reasons.js'

/** A kind with the months for which the law gives it; employment, lapse and duplicates come after. */
interface LegalSpan {
  span: Span
  reasons: Reason[]
  /** Said if none of the months can be asked for any more. */
  over: Reason
}

/**
 * The child and education allowances asked for a child, judged (FamZG 3 I). Education that is stated takes the
 * place of the child allowance for its months, also where only the child allowance was asked for.
 */
export function monthlyClaims(
  child: ChildAnswers,
  answers: FamilyAllowanceAnswers,
  circumstances: Circumstances,
): Claim[] {
  const settle = (kind: 'child' | 'education', parts: LegalSpan[]) =>
    settled(kind, parts, child, answers, circumstances)

  const education = educationSpan(child, answers, circumstances)
  const educations = education ? settle('education', [education]) : []
  const studies = educations.some(isPossible)
  const childParts = education && studies ? childSpans(child, education.span) : childSpans(child)
  const children = child.kinds.includes('child') ? settle('child', childParts) : []

  const silent = !child.kinds.includes('education') && children.some(isPossible)
  return [
    ...(studies ? children.filter(isPossible) : children),
    ...(silent ? educations.filter(isPossible) : educations),
  ]
}

const isPossible = ({ reasons }: Claim) => standing(reasons) !== 'no'

/** From birth to 16, or 20 for a child that cannot work, less the months of education. */
function childSpans({ birthDate, incapable }: ChildAnswers, education?: Span): LegalSpan[] {
  const full = childAllowanceSpan(birthDate, incapable)
  const rule = incapable ? 'child-incapable' : 'child-age'
  return (education ? without(full, education) : [full]).map((span) => ({
    span,
    reasons: [reason(rule, { endDate: full.to })],
    over: reason('child-too-old', { endDate: full.to }),
  }))
}

/** Null if no education is asked for or stated; to the 25th birthday and undecided if only asked for. */
function educationSpan(
  child: ChildAnswers,
  { request, training }: FamilyAllowanceAnswers,
  { submittedOn }: Circumstances,
): LegalSpan | null {
  const stated = training[child.key]
  if (!stated) return child.kinds.includes('education') ? undecided(child, request.from) : null
  const outside = reason('education-outside', { startDate: stated.from, endDate: stated.until })
  const span = educationAllowanceSpan(child.birthDate, stated)
  if (!span) return { span: { from: stated.from, to: stated.until }, reasons: [outside], over: outside }
  const inSchool = stated.kind === 'compulsory-school'
  const params = { startDate: span.from, endDate: span.to }
  const replaces = span.from <= childAllowanceSpan(child.birthDate, child.incapable).to
  return {
    span,
    over: outside,
    reasons: [
      reason(inSchool ? 'education-after-compulsory-school' : 'education-age', params),
      ...(replaces ? [reason('education-replaces-child', { startDate: span.from })] : []),
      ...childIncomeReasons(stated.monthlyIncome, submittedOn),
    ],
  }
}

function undecided({ birthDate }: ChildAnswers, asked: string): LegalSpan {
  const from = later(firstOfMonth(addYears(birthDate, 15)), firstOfMonth(asked))
  const to = monthOfBirthday(birthDate, 25)
  const params = { startDate: from, endDate: to }
  if (from > to) {
    const outside = reason('education-outside', params)
    return { span: { from, to: null }, reasons: [outside], over: outside }
  }
  return {
    span: { from, to },
    reasons: [reason('education-unknown')],
    over: reason('education-outside', params),
  }
}

function settled(
  kind: 'child' | 'education',
  parts: LegalSpan[],
  child: ChildAnswers,
  answers: FamilyAllowanceAnswers,
  circumstances: Circumstances,
): Claim[] {
  const { reasons: general, second } = eligibilityOf(child, answers, circumstances)
  const periods = parts.map((part) => ({ ...part, period: claimable(part.span, answers, circumstances) }))
  const proven = provenUntil(kind, child, answers)
  const claims = periods.flatMap(({ reasons, period }) => {
    if (!period.span) return []
    const free = unlessOnFile(kind, child, period.span, answers, circumstances)
    return free.spans.map((span): Claim => {
      const claim = { child, kind, span, second, provenUntil: proven }
      const elsewhere = elsewhereReasons(claim, answers, circumstances)
      return { ...claim, reasons: [...general, ...reasons, ...period.reasons, ...free.reasons, ...elsewhere] }
    })
  })
  if (claims.length > 0) return claims
  const why = periods.flatMap(({ period, over }) => (period.reasons.length > 0 ? period.reasons : [over]))
  const span = { from: firstOfMonth(answers.request.from), to: null }
  return [{ child, kind, span, second, provenUntil: null, reasons: [...general, ...why] }]
}

/** A change replaces what is on file; a new report must not double it (FamZG 6). */
function unlessOnFile(
  kind: 'child' | 'education',
  child: ChildAnswers,
  span: Span,
  { request }: FamilyAllowanceAnswers,
  circumstances: Circumstances,
) {
  if (request.purpose === 'change') return { spans: [span], reasons: [] }
  const free = notOnFile(fileKey(child), kind, span, circumstances)
  return free.spans.length > 0 ? free : { ...free, spans: [span] }
}

/** Until when a training proof that came with the report carries an education allowance. */
function provenUntil(kind: 'child' | 'education', child: ChildAnswers, answers: FamilyAllowanceAnswers) {
  const proof = answers.documents.some(
    ({ purpose, childKey }) => purpose === 'training' && (childKey ?? child.key) === child.key,
  )
  return (kind === 'education' && proof && answers.training[child.key]?.until) || null
}
