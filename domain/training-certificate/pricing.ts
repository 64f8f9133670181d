import { addDays, type IsoDate } from '../dates.js'
import { isMonthly } from '../family-allowance/answers.js'
import { partMonths } from '../family-allowance/part-months.js'
import type { ProposalLine } from '../family-allowance/proposal.js'
import { ageStepDays, rateFor, ratesKnownUntil, tariffDays } from '../family-allowance/rates.js'
import { type DrawingChild, ordinalOn } from '../family-allowance/siblings.js'
import { type Reason, worst } from '../reason.js'
import { type ClosedSpan, cut } from '../span.js'
import type { Current } from './current.js'
import type { CertificateFacts } from './facts.js'
import { reason } from './rules.js'

interface Claimed {
  span: ClosedSpan
  provenUntil: IsoDate
  reasons: Reason[]
}

interface Pupil {
  child: { id: string; birthDate: IsoDate }
}

/** The lines of an education allowance: one for each stretch of time with the same amount (FamZG 3 II). */
export function pricedLines(
  { span, provenUntil, reasons }: Claimed,
  { child }: Pupil,
  current: Current,
  facts: CertificateFacts,
): ProposalLine[] {
  const { canton } = facts.employment
  const drawing = siblings(child.id, facts)
  const turning = [...tariffDays(), ...ageStepDays(canton, child.birthDate), ...daysOf(drawing)]
  const pieces = merged(
    cut(span, turning).map((part) => ({
      span: { from: part.from, to: part.to ?? span.to },
      ...priceOn(part.from, child, current, drawing, facts),
    })),
  )
  return pieces.map((piece) => {
    const all = [...reasons, ...piece.reasons]
    const granted = worst(all.map(({ met }) => met))
    return {
      childKey: child.id,
      kind: 'education',
      granted,
      difference: current.entitlement.difference,
      canton,
      rate: piece.rate,
      ...piece.span,
      provenUntil,
      reasons: all,
      partMonths: granted === 'yes' ? partMonths(piece.span, piece.rate, facts.rounding) : [],
    }
  })
}

interface Price {
  rate: number
  reasons: Reason[]
}

function priceOn(
  date: IsoDate,
  child: Pupil['child'],
  { entitlement }: Current,
  drawing: DrawingChild[],
  { employment: { canton }, today }: CertificateFacts,
): Price {
  const workCanton = canton
  // what the first claimant's canton pays is not on file: the difference stays what it was, for a person to check
  if (entitlement.difference) return { rate: entitlement.rate, reasons: [reason('difference-as-before')] }
  const ordinal = ordinalOn(date, child.id, child.birthDate, drawing)
  const rate = rateFor({
    canton,
    kind: 'education',
    date,
    tariffDate: today <= ratesKnownUntil() && date > ratesKnownUntil() ? ratesKnownUntil() : date,
    birthDate: child.birthDate,
    ordinal,
  })
  if (rate.known !== 'yes') return { rate: 0, reasons: [reason('rate-unknown', { workCanton })] }
  return {
    rate: rate.amount,
    reasons: [
      reason('canton-rate', { workCanton, rateAmount: rate.amount }),
      ...(rate.fromAge ? [reason('rate-from-age', { workCanton, age: rate.fromAge })] : []),
      ...(rate.step === 'third' ? [reason('rate-from-third', { workCanton, place: ordinal })] : []),
      ...(rate.step === 'unconfirmed'
        ? [reason('rate-unconfirmed', { workCanton, rateAmount: rate.amount })]
        : []),
    ],
  }
}

function siblings(childId: string, { onFile }: CertificateFacts): DrawingChild[] {
  const others = onFile.filter((it) => it.childId !== childId && isMonthly(it))
  return others.map(({ childId: key, birthDate, from, to }) => ({ key, birthDate, spans: [{ from, to }] }))
}

const daysOf = (drawing: DrawingChild[]): IsoDate[] =>
  drawing.flatMap(({ spans }) => spans.flatMap(({ from, to }) => (to ? [from, addDays(to, 1)] : [from])))

interface Piece extends Price {
  span: ClosedSpan
}

/** Neighbours whose amount and reasons are the same, as one. */
function merged(pieces: Piece[]): Piece[] {
  const joined: Piece[] = []
  for (const piece of pieces) {
    const last = joined.at(-1)
    const same =
      last && JSON.stringify([last.rate, last.reasons]) === JSON.stringify([piece.rate, piece.reasons])
    if (same) last.span = { from: last.span.from, to: piece.span.to }
    else joined.push(piece)
  }
  return joined
}
