import type { IsoDate } from '../dates.js'
import { includes, type Span } from '../span.js'
import { type FamilyAllowanceAnswers, isMonthly } from './answers.js'
import { type Claim, fileKey } from './claim.js'
import type { Circumstances } from './proposal.js'
import { standing } from './reasons.js'

/** A child for whom the person draws monthly allowances, with the spans in which it does. */
export interface DrawingChild {
  key: string
  birthDate: IsoDate
  spans: Span[]
}

/** The children that count when rates rise from the third: those of the report, and the others on file. */
export function drawingChildren(
  claims: Claim[],
  answers: FamilyAllowanceAnswers,
  { onFile }: Circumstances,
): DrawingChild[] {
  const reported = answers.children.map((child) => ({
    key: fileKey(child),
    birthDate: child.birthDate,
    spans: claims.filter((c) => c.child.key === child.key && standing(c.reasons) !== 'no').map((c) => c.span),
  }))
  // a change judges the reported children anew, so what is on file for them no longer speaks
  const judged = answers.request.purpose === 'change' ? reported.map(({ key }) => key) : []
  const monthly = onFile.filter(isMonthly)
  const filed = monthly.filter(({ childId }) => !judged.includes(childId))
  return filed.reduce(
    (all, { childId, birthDate, from, to }) =>
      withSpan(all, { key: childId, birthDate, spans: [{ from, to }] }),
    reported,
  )
}

/** The child's place among those drawing on a day, eldest first; 1 if it is alone. */
export function ordinalOn(date: IsoDate, key: string, birthDate: IsoDate, drawing: DrawingChild[]): number {
  const before = drawing.filter(
    (other) =>
      other.key !== key &&
      other.spans.some((span) => includes(span, date)) &&
      (other.birthDate < birthDate || (other.birthDate === birthDate && other.key < key)),
  )
  return before.length + 1
}

function withSpan(all: DrawingChild[], { key, birthDate, spans }: DrawingChild): DrawingChild[] {
  const known = all.find((child) => child.key === key)
  if (!known) return [...all, { key, birthDate, spans }]
  return all.map((child) => (child === known ? { ...child, spans: [...child.spans, ...spans] } : child))
}
