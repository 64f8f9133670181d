import { addDays, firstOfMonth, type IsoDate, lastOfMonth, later } from '../dates.js'
import { educationAllowanceSpan, monthOfBirthday } from '../family-allowance/ages.js'
import { earliestClaim } from '../family-allowance/backdating.js'
import { childIncomeReasons } from '../family-allowance/limits.js'
import type { ProposalLine } from '../family-allowance/proposal.js'
import { type Reason, worst } from '../reason.js'
import type { Verdict } from '../review.js'
import { type ClosedSpan, intersection, overlap, type Span } from '../span.js'
import {
  type Certificate,
  type CertificateAnswers,
  openCertificate,
  type TrainingCertified,
} from './answers.js'
import { type Current, currentOf, monthlyOf } from './current.js'
import { endLine } from './ending.js'
import type { CertificateFacts } from './facts.js'
import { gapReasons, isBridged, pauseReasons } from './gap.js'
import { pricedLines } from './pricing.js'
import { recognitionReasons } from './recognised.js'
import { reason } from './rules.js'

/** What the rules suggest: lines that go on, begin or end, each with what decided. */
export interface CertificateProposal {
  verdict: Verdict
  lines: ProposalLine[]
}

/**
 * What follows from a certificate, or from nobody having answered (FamZG 3 I b, AHVV 49bis, 49ter, ATSG 43 III). Education
 * that goes on is paid on from where it ended; what has stopped ends with its month.
 */
export function proposeCertificate(
  answers: CertificateAnswers,
  facts: CertificateFacts,
): CertificateProposal {
  const current = currentOf(answers, facts)
  const certificate = openCertificate(answers)
  if (!current) return { verdict: 'clarify', lines: [] }
  if (!certificate) return { verdict: 'refuse', lines: [silence(answers, current, facts)] }
  const lines = linesFor(certificate, answers, current, facts)
  return { verdict: verdictOn(certificate, lines), lines }
}

function linesFor(
  certificate: Certificate,
  answers: CertificateAnswers,
  current: Current,
  facts: CertificateFacts,
): ProposalLine[] {
  switch (certificate.state) {
    case 'training':
      return trainingLines(certificate, answers, current, facts)
    case 'interrupted':
      return pauseLines(certificate, current, facts)
    case 'ended': {
      const endDate = lastOfMonth(earliestOf(certificate.lastDay, current.lastDay))
      const rule =
        answers.why === 'turns-16' && !certificate.lastDay ? 'sixteen-without-training' : 'end-training-ended'
      return [endLine(current.entitlement, endDate, [reason(rule, { endDate })], facts)]
    }
  }
}

/** Nobody has answered: the allowance ends with what is proven. */
function silence({ why }: CertificateAnswers, current: Current, facts: CertificateFacts): ProposalLine {
  const endDate = lastOfMonth(current.lastDay)
  const sixteen = why === 'turns-16' && current.entitlement.kind === 'child'
  return endLine(
    current.entitlement,
    endDate,
    [reason(sixteen ? 'sixteen-without-answer' : 'certificate-missing', { endDate })],
    facts,
  )
}

function trainingLines(
  training: TrainingCertified,
  answers: CertificateAnswers,
  current: Current,
  facts: CertificateFacts,
): ProposalLine[] {
  const { birthDate } = answers.child
  const claim = claimOf(training, answers, current, facts)
  if (!claim.span) {
    const endDate = monthOfBirthday(birthDate, 25)
    const why = [...claim.reasons, reason('training-too-old', { endDate })]
    return [refusedLine(training, why, current, facts), ...closing(current, facts)]
  }
  const reasons = [
    ...recognitionReasons(training, birthDate),
    ...childIncomeReasons(training.monthlyIncome, facts.today),
    ...proofReasons(answers),
    ...claim.reasons,
    ...elsewhereReasons(claim.span, facts),
  ]
  const granted = worst(reasons.map(({ met }) => met))
  if (granted === 'no') return [refusedLine(training, reasons, current, facts), ...closing(current, facts)]
  const lines = pricedLines(
    { span: claim.span, provenUntil: claim.provenUntil, reasons },
    answers,
    current,
    facts,
  )
  return [...replaced(claim.span, current, facts), ...lines]
}

/** The same facts when the office grants nothing of what was certified. */
export function declined(answers: CertificateAnswers, facts: CertificateFacts): ProposalLine[] {
  const current = currentOf(answers, facts)
  const { lines } = proposeCertificate(answers, facts)
  const ends = lines.filter(
    (line) => line.ends && !line.reasons.some(({ rule }) => rule === 'replaced-by-new'),
  )
  const refused = lines
    .filter((line) => !line.ends)
    .map((line) => ({ ...line, granted: 'no' as const, rate: 0, provenUntil: null, partMonths: [] }))
  if (ends.length > 0 || !current) return [...refused, ...ends]
  return [...refused, ...closing(current, facts)]
}

interface Claim {
  span: ClosedSpan | null
  provenUntil: IsoDate
  reasons: Reason[]
}

/** The months that follow from the dates: from where the last proof ended if nothing lies between, never before. */
function claimOf(
  training: TrainingCertified,
  { child }: CertificateAnswers,
  current: Current,
  facts: CertificateFacts,
): Claim {
  const legal = educationAllowanceSpan(child.birthDate, training)
  const next = addDays(lastOfMonth(current.lastDay), 1)
  const goesOn = current.entitlement.kind === 'education' || training.gap !== undefined
  const bridged = goesOn && isBridged(training, current.lastDay)
  const wanted = legal && { from: bridged ? next : startOf(legal.from, next, current), to: legal.to }
  const span = wanted && wanted.from <= wanted.to ? bounded(wanted, facts) : { span: null, reasons: [] }
  return {
    span: span.span,
    provenUntil: training.until,
    reasons: [...gapReasons(training, current.lastDay), ...span.reasons],
  }
}

/** Education may take the place of a child allowance that still runs, but not of education that is paid already. */
const startOf = (from: IsoDate, next: IsoDate, { entitlement }: Current): IsoDate =>
  entitlement.kind === 'child' ? from : later(from, next)

/** Only while a wage is due (FamZG 13 I), and not further back than five years (ATSG 24 I). */
function bounded(span: ClosedSpan, { employment, today }: CertificateFacts) {
  const earliestDate = earliestClaim(today)
  const work = intersection(span, employment)
  const rest = work && intersection(work, { from: earliestDate, to: null })
  const reasons = [
    ...(rest && rest.from > span.from && rest.from === earliestDate
      ? [reason('backdating-limited', { earliestDate })]
      : []),
    ...(rest && rest.to !== span.to && employment.to
      ? [reason('employment-ends', { endDate: employment.to })]
      : []),
    ...(rest ? [] : [reason('outside-employment', { startDate: employment.from })]),
  ]
  return { span: rest?.to ? { from: rest.from, to: rest.to } : null, reasons }
}

const proofReasons = ({ documents }: CertificateAnswers): Reason[] =>
  documents.some(({ purpose }) => purpose === 'training' || purpose === 'contract')
    ? []
    : [reason('no-proof-sent')]

const elsewhereReasons = (span: Span, { elsewhere }: CertificateFacts): Reason[] =>
  elsewhere.some((other) => overlap(other, span)) ? [reason('drawn-elsewhere')] : []

/** Until when a pause carries the allowance: to the month in which the education goes on, or to its own beginning. */
function pauseLines(
  { lastDay, why, resumesOn }: Extract<Certificate, { state: 'interrupted' }>,
  current: Current,
  facts: CertificateFacts,
): ProposalLine[] {
  const reasons = pauseReasons({ lastDay, why, resumesOn })
  const endDate = lastOfMonth(earliestOf(lastDay, current.lastDay))
  const goesOn = reasons.every(({ rule }) => rule !== 'pause-too-long' && rule !== 'pause-open-end')
  if (!goesOn || !resumesOn || current.entitlement.kind === 'child')
    return [endLine(current.entitlement, endDate, reasons, facts)]
  const provenUntil = addDays(resumesOn, -1)
  const { span, reasons: bounds } = pauseSpan(provenUntil, current, facts)
  if (!span) return []
  const claimed = { span, provenUntil, reasons: [...reasons, ...bounds] }
  return [
    ...replaced(span, current, facts),
    ...pricedLines(claimed, { child: childOf(current) }, current, facts),
  ]
}

function pauseSpan(provenUntil: IsoDate, { entitlement, lastDay }: Current, facts: CertificateFacts) {
  const from = addDays(lastOfMonth(lastDay), 1)
  const to = earliestOf(lastOfMonth(provenUntil), monthOfBirthday(entitlement.birthDate, 25))
  return from <= to ? bounded({ from, to }, facts) : { span: null, reasons: [] }
}

const childOf = ({ entitlement: { childId, birthDate } }: Current) => ({ id: childId, birthDate })

/** Whatever runs on file for the child on days that the new allowance covers ends the day before (FamZG 6). */
function replaced(span: Span, { entitlement }: Current, facts: CertificateFacts): ProposalLine[] {
  const endDate = addDays(span.from, -1)
  return monthlyOf(entitlement.childId, facts)
    .filter(({ to }) => to === null || to > endDate)
    .map((filed) => endLine(filed, endDate, [reason('replaced-by-new', { endDate })], facts))
}

/** Nothing takes its place: what runs on file beyond its proof ends with it (ATSG 17 II). */
function closing(current: Current, facts: CertificateFacts): ProposalLine[] {
  const endDate = lastOfMonth(current.lastDay)
  const { to } = current.entitlement
  return to !== null && to <= endDate
    ? []
    : [endLine(current.entitlement, endDate, [reason('ended-not-entitled', { endDate })], facts)]
}

function refusedLine(
  { from, until }: TrainingCertified,
  reasons: Reason[],
  { entitlement, lastDay }: Current,
  { employment }: CertificateFacts,
): ProposalLine {
  const begin = later(firstOfMonth(from), addDays(lastOfMonth(lastDay), 1))
  return {
    childKey: entitlement.childId,
    kind: 'education',
    granted: 'no',
    difference: entitlement.difference,
    canton: employment.canton,
    rate: 0,
    from: begin,
    to: later(begin, lastOfMonth(until)),
    provenUntil: null,
    reasons,
    partMonths: [],
  }
}

const earliestOf = (day: IsoDate | undefined, other: IsoDate): IsoDate => (day && day < other ? day : other)

/** Whoever certifies that it has ended is agreed with; education that is refused, or that nobody certified, is not paid. */
function verdictOn(certificate: Certificate, lines: ProposalLine[]): Verdict {
  const granted = lines.map((line) => line.granted)
  if (lines.length === 0 || granted.includes('open')) return 'clarify'
  if (certificate.state !== 'training') return 'grant'
  return lines.some((line) => line.granted === 'yes' && !line.ends) ? 'grant' : 'refuse'
}
