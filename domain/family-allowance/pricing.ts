import { addDays, type IsoDate } from '../dates.js'
import type { Rappen } from '../money.js'
import { type Reason, worst } from '../reason.js'
import { cut, type Span } from '../span.js'
import { type FamilyAllowanceAnswers, isMonthly } from './answers.js'
import { type Claim, fileKey } from './claim.js'
import { differenceFor } from './difference.js'
import { partMonths } from './part-months.js'
import type { Circumstances, ProposalLine } from './proposal.js'
import { ageStepDays, type Rate, type RateQuestion, rateFor, ratesKnownUntil, tariffDays } from './rates.js'
import { reason, standing } from './reasons.js'
import { type DrawingChild, ordinalOn } from './siblings.js'

interface Price {
  amount: Rappen
  reasons: Reason[]
}

/**
 * The lines of a claim: one for each stretch of time with the same amount. A table, an age step of the canton,
 * or a sibling that comes or goes begins a new one. A refused claim is one line without an amount.
 */
export function pricedLines(
  claim: Claim,
  drawing: DrawingChild[],
  answers: FamilyAllowanceAnswers,
  circumstances: Circumstances,
): ProposalLine[] {
  const blank = blankLine(claim, answers)
  if (standing(claim.reasons) === 'no') return [blank]
  const days = turningDays(claim, drawing, answers)
  const pieces = cut(claim.span, days).map((span) => ({
    span,
    price: priceOn(span.from, claim, drawing, answers, circumstances),
  }))
  return merged(pieces).map(({ span, price }) => {
    const granted = worst([standing(claim.reasons), standing(price.reasons)])
    const rate = granted === 'no' ? 0 : price.amount
    const parts = granted === 'yes' && isMonthly(claim) ? partMonths(span, rate, circumstances.rounding) : []
    const notes = [
      ...parts.map(({ days, amount }) => reason('part-month', { days, partAmount: amount })),
      ...laterYears(claim, span, rate),
    ]
    const reasons = [...claim.reasons, ...price.reasons, ...notes]
    return { ...blank, ...span, granted, rate, reasons, partMonths: parts, provenUntil: claim.provenUntil }
  })
}

function blankLine(claim: Claim, { employment }: FamilyAllowanceAnswers): ProposalLine {
  return {
    childKey: claim.child.key,
    kind: claim.kind,
    granted: 'no',
    difference: claim.second,
    canton: employment.canton,
    rate: 0,
    ...claim.span,
    provenUntil: null,
    reasons: claim.reasons,
    partMonths: [],
  }
}

function turningDays(
  { child }: Claim,
  drawing: DrawingChild[],
  { employment, otherParent }: FamilyAllowanceAnswers,
) {
  const cantons = [employment.canton, ...(otherParent?.canton ? [otherParent.canton] : [])]
  return [
    ...tariffDays(),
    ...cantons.flatMap((canton) => ageStepDays(canton, child.birthDate)),
    ...drawing.flatMap(({ spans }) =>
      spans.flatMap(({ from, to }) => (to ? [from, addDays(to, 1)] : [from])),
    ),
  ]
}

function priceOn(
  date: IsoDate,
  claim: Claim,
  drawing: DrawingChild[],
  answers: FamilyAllowanceAnswers,
  { today }: Circumstances,
): Price {
  const { child, kind } = claim
  const question: RateQuestion = {
    canton: answers.employment.canton,
    kind,
    date,
    tariffDate: runsOn(claim.span, today) && date > ratesKnownUntil() ? ratesKnownUntil() : date,
    birthDate: child.birthDate,
    ordinal: ordinalOn(date, fileKey(child), child.birthDate, drawing),
    multiple: answers.children.some((c) => c.key !== child.key && c.birthDate === child.birthDate),
  }
  if (!claim.second) return fullPrice(question, rateFor(question))
  const { amount, reason: why } = differenceFor(question, answers.otherParent?.canton)
  return { amount, reasons: [why] }
}

/**
 * An entitlement that begins while its rates are known is granted at the rates of the day of the decision,
 * and runs on. One that begins in a year without a table, or is decided in one, waits for the table.
 */
const runsOn = (span: Span, today: IsoDate) => today <= ratesKnownUntil() && span.from <= ratesKnownUntil()

function laterYears(claim: Claim, span: Span, rate: Rappen): Reason[] {
  const knownDate = ratesKnownUntil()
  const beyond = isMonthly(claim) && rate > 0 && (span.to === null || span.to > knownDate)
  return beyond ? [reason('rate-later-years', { knownDate })] : []
}

function fullPrice({ canton, kind, ordinal }: RateQuestion, rate: Rate): Price {
  const workCanton = canton
  if (rate.known === 'no-table') return { amount: 0, reasons: [reason('rate-unknown', { workCanton })] }
  if (rate.known === 'none') {
    return {
      amount: 0,
      reasons: [reason(kind === 'birth' ? 'birth-not-paid' : 'adoption-not-paid', { workCanton })],
    }
  }
  const params = { workCanton, rateAmount: rate.amount }
  const rule = kind === 'birth' ? 'birth-once' : kind === 'adoption' ? 'adoption-once' : 'canton-rate'
  return {
    amount: rate.amount,
    reasons: [
      reason(rule, params),
      ...(rate.fromAge ? [reason('rate-from-age', { workCanton, age: rate.fromAge })] : []),
      ...(rate.step === 'third' ? [reason('rate-from-third', { workCanton, place: ordinal })] : []),
      ...(rate.step === 'unconfirmed' ? [reason('rate-unconfirmed', params)] : []),
    ],
  }
}

interface Piece {
  span: Span
  price: Price
}

/** Neighbours whose amount and reasons are the same, as one. */
function merged(pieces: Piece[]): Piece[] {
  const joined: Piece[] = []
  for (const piece of pieces) {
    const last = joined.at(-1)
    if (last && JSON.stringify(last.price) === JSON.stringify(piece.price)) last.span.to = piece.span.to
    else joined.push({ ...piece, span: { ...piece.span } })
  }
  return joined
}
