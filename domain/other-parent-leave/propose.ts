import { accountOf, type Claim, totalsOf } from '../daily-allowance/account.js'
import { dailyAllowance } from '../daily-allowance/amount.js'
import { conditions } from '../daily-allowance/conditions.js'
import { type AverageIncome, averageIncome } from '../daily-allowance/income.js'
import { highestOn, percent } from '../daily-allowance/limits.js'
import { reason } from '../daily-allowance/reasons.js'
import { addYears, type IsoDate } from '../dates.js'
import { employersPart, type Grant } from '../maternity/claim.js'
import type { Circumstances } from '../maternity/propose.js'
import type { Rappen } from '../money.js'
import type { Reason } from '../reason.js'
import type { ClosedSpan } from '../span.js'
import type { DocumentPurpose, OtherParentLeaveAnswers } from './answers.js'
import { type Leave, leaveOf } from './leave.js'

export interface OtherParentLeaveProposal {
  verdict: 'grant' | 'refuse' | 'clarify'
  grant: Grant
  conditions: Reason[]
  income: AverageIncome
  amount: Reason[]
  leave: Reason[]
  spans: ClosedSpan[]
  daily: Rappen
  days: number
  total: Rappen
  toEmployer: Rappen
  missing: { purpose: DocumentPurpose }[]
}

/** The articles that say for the other parent what others say for the mother. */
const articles: Record<string, string> = {
  'EOG 16b I a': 'EOG 16i I b',
  'EOG 16b I b': 'EOG 16i I c',
  'EOG 16b I c': 'EOG 16i I d',
  'EOG 16b III a': 'EOG 16i III',
  'EOG 16c III': 'EOG 16kbis II',
  'EOG 16c III a': 'EOG 16kbis II',
  'EOG 16e I': 'EOG 16k I',
  'EOG 16e II': 'EOG 16l I',
  'EOG 16f I': 'EOG 16l III',
  'EOG 16g II': 'EOG 16m II',
  'EOG 20 I b': 'EOG 20 I c',
  'EOV 25': 'EOG 16kbis III',
}
export const lawForOtherParent = (law: string): string => articles[law] ?? law

/** The decision the rules suggest on the leave of the other parent, with everything that led to it (EOG 16i to 16m). */
export function propose(
  answers: OtherParentLeaveAnswers,
  circumstances: Circumstances,
): OtherParentLeaveProposal {
  const { birth, employment, abroad, work, wage } = answers
  const income = averageIncome(wage, work.otherEmployers)
  const grant = { averageFrancs: income.francs, former: work.formerAllowance?.amount ?? 0 }
  const leave = leaveOf(answers)
  const claim = claimOf(answers, grant)
  const background = { birth: birth.date, term: birth.term, employment, abroad, work }
  const proven = hasDocument(answers, 'insurance-abroad')
  const mustHold = [
    ...birthReasons(answers, leave, circumstances),
    ...conditions({ ...background, provenAbroad: proven }),
  ].map(withLaw)
  const amount = amountReasons(grant, birth.date).map(withLaw)
  const totals = totalsOf(accountOf(claim, leave.spans.at(-1)?.to ?? birth.date))
  // days beyond the fourteen or the six months are not paid, and take nothing away from the others
  const all = [...mustHold, ...amount, ...(leave.spans.length > 0 ? [] : leave.reasons)]
  const isRefused = all.some(({ met }) => met === 'no')
  return {
    verdict: isRefused ? 'refuse' : all.some(({ met }) => met === 'open') ? 'clarify' : 'grant',
    grant,
    conditions: mustHold,
    income,
    amount,
    leave: leave.reasons.map(withLaw),
    spans: leave.spans,
    daily: claim.dailyOn(birth.date),
    days: totals.days,
    total: totals.gross,
    toEmployer: totals.toEmployer,
    missing: isRefused ? [] : missingDocuments(answers),
  }
}

/** What is due for the leave that was taken. */
export function claimOf(answers: OtherParentLeaveAnswers, { averageFrancs, former }: Grant): Claim {
  const { spans, extraOn } = leaveOf(answers)
  const dailyOn = (date: IsoDate) => dailyAllowance(averageFrancs, date, former)
  return { spans, extraOn, dailyOn, toEmployerOn: (date) => employersPart(answers, date, dailyOn(date)) }
}

const withLaw = (it: Reason): Reason => ({ ...it, law: lawForOtherParent(it.law) })

/** The claim lapses five years after the last day on which anything could be taken (EOG 20 I c, f). */
function birthReasons(
  { birth }: OtherParentLeaveAnswers,
  { lastDay }: Leave,
  { submittedOn, alsoReported }: Circumstances,
): Reason[] {
  const lastDate = addYears(lastDay, 5)
  return [
    reason('live-birth', { birthDate: birth.date }),
    ...(submittedOn > lastDate ? [reason('lapsed', { lastDate })] : []),
    ...(alsoReported === 'by-another' ? [reason('birth-reported-elsewhere')] : []),
    ...(alsoReported === 'by-same-person' ? [reason('reported-twice')] : []),
  ]
}

function amountReasons({ averageFrancs, former }: Grant, date: IsoDate): Reason[] {
  if (averageFrancs === 0 && former === 0) return [reason('no-income')]
  const highestAmount = highestOn(date)
  const computed = dailyAllowance(averageFrancs, date)
  return [
    ...(averageFrancs * percent > highestAmount ? [reason('at-highest', { highestAmount })] : []),
    ...(former > computed ? [reason('former-kept', { formerAmount: former })] : []),
    ...(former > highestAmount
      ? [reason('former-above-highest', { formerAmount: former, highestAmount })]
      : []),
  ]
}

/** The documents the claim rests on (ATSG 28 II, 43 I). */
export function neededDocuments(answers: OtherParentLeaveAnswers): DocumentPurpose[] {
  const { birth, abroad, work, employment, leave } = answers
  const background = { birth: birth.date, term: birth.term, employment, abroad, work }
  const isUnproven = conditions({ ...background, provenAbroad: false }).some(({ rule }) =>
    rule.endsWith('-unproven'),
  )
  const wanted: Record<DocumentPurpose, boolean> = {
    'birth-certificate': true,
    parenthood: false,
    'insurance-abroad': isUnproven,
    'wage-other-employer': work.otherEmployers.length > 0,
    'former-allowance': work.formerAllowance !== undefined,
    death: leave.motherDiedOn !== undefined,
    other: false,
  }
  return (Object.keys(wanted) as DocumentPurpose[]).filter((purpose) => wanted[purpose])
}

export const missingDocuments = (answers: OtherParentLeaveAnswers): { purpose: DocumentPurpose }[] =>
  neededDocuments(answers)
    .filter((purpose) => !hasDocument(answers, purpose))
    .map((purpose) => ({ purpose }))

const hasDocument = ({ documents }: OtherParentLeaveAnswers, purpose: DocumentPurpose): boolean =>
  documents.some((document) => document.purpose === purpose)
