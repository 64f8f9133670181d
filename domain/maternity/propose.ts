import { accountOf, totalsOf } from '../daily-allowance/account.js'
import { dailyAllowance } from '../daily-allowance/amount.js'
import { conditions } from '../daily-allowance/conditions.js'
import type { AverageIncome } from '../daily-allowance/income.js'
import { highestOn, percent, smallMonth } from '../daily-allowance/limits.js'
import { reason } from '../daily-allowance/reasons.js'
import { addDays, addYears, type IsoDate } from '../dates.js'
import type { Rappen } from '../money.js'
import type { Reason } from '../reason.js'
import type { DocumentPurpose, MaternityAnswers } from './answers.js'
import { averageOf, claimOf, type Grant } from './claim.js'
import { hasDocument, missingDocuments } from './documents.js'
import { type Term, wholeTerm } from './term.js'

/** What the office knows beside the answers. */
export interface Circumstances {
  submittedOn: IsoDate
  /** Whether the same birth is in another report, and whether of another mother. */
  alsoReported: 'no' | 'by-same-person' | 'by-another'
}

export interface MaternityProposal {
  verdict: 'grant' | 'refuse' | 'clarify'
  grant: Grant
  /** What must hold for a claim. */
  conditions: Reason[]
  term: Term
  income: AverageIncome
  /** What decides about the amount beside the income. */
  amount: Reason[]
  /** On the first day. */
  daily: Rappen
  days: number
  total: Rappen
  toEmployer: Rappen
  missing: { purpose: DocumentPurpose }[]
}

/** The decision the rules suggest on a birth, with everything that led to it (EOG 16b to 16g). */
export function propose(answers: MaternityAnswers, circumstances: Circumstances): MaternityProposal {
  const { birth, employment, abroad, work } = answers
  const income = averageOf(answers)
  const grant = { averageFrancs: income.francs, former: work.formerAllowance?.amount ?? 0 }
  const { term, ...claim } = claimOf(answers, grant)
  const background = { birth: birth.date, term: birth.term, employment, abroad, work }
  const proven = hasDocument(answers, 'insurance-abroad')
  const mustHold = [
    ...birthReasons(answers, term, circumstances),
    ...conditions({ ...background, provenAbroad: proven }),
  ]
  const amount = amountReasons(grant, birth.date)
  const totals = totalsOf(accountOf(claim, term.spans.at(-1)?.to ?? term.to))
  const all = [...mustHold, ...amount]
  const isRefused = all.some(({ met }) => met === 'no')
  const isOpen = [...all, ...term.reasons].some(({ met }) => met === 'open')
  return {
    verdict: isRefused ? 'refuse' : isOpen ? 'clarify' : 'grant',
    grant,
    conditions: mustHold,
    term,
    income,
    amount,
    daily: claim.dailyOn(birth.date),
    days: totals.days,
    total: totals.gross,
    toEmployer: totals.toEmployer,
    missing: isRefused ? [] : missingDocuments(answers),
  }
}

/** Fewest weeks of a pregnancy that ended without a living child (EOV 23 b). */
export const leastWeeks = 23

function birthReasons(
  { birth }: MaternityAnswers,
  term: Term,
  { submittedOn, alsoReported }: Circumstances,
): Reason[] {
  const weeks = birth.weeks ?? 0
  const life = birth.alive
    ? reason('live-birth', { birthDate: birth.date })
    : reason(weeks >= leastWeeks ? 'stillbirth' : 'stillbirth-early', { weeks, leastWeeks })
  const lastDate = lastDayToClaim(birth.date, term)
  return [
    life,
    ...(submittedOn > lastDate ? [reason('lapsed', { lastDate })] : []),
    ...(alsoReported === 'by-another' ? [reason('birth-reported-elsewhere')] : []),
    ...(alsoReported === 'by-same-person' ? [reason('reported-twice')] : []),
  ]
}

/** The claim lapses five years after its time has ended, with what a stay in hospital adds to it (EOG 20 I b, 16d I and II). */
const lastDayToClaim = (birth: IsoDate, { extension }: Term): IsoDate =>
  addYears(addDays(birth, wholeTerm + extension - 1), 5)

function amountReasons({ averageFrancs, former }: Grant, date: IsoDate): Reason[] {
  if (averageFrancs === 0 && former === 0) return [reason('no-income')]
  const highestAmount = highestOn(date)
  const atHighest = averageFrancs * percent > highestAmount ? [reason('at-highest', { highestAmount })] : []
  const computed = dailyAllowance(averageFrancs, date)
  const kept = former > computed ? [reason('former-kept', { formerAmount: former })] : []
  const above =
    former > highestAmount ? [reason('former-above-highest', { formerAmount: former, highestAmount })] : []
  const isSmall = Math.max(computed, former) * 30 < smallMonth
  return [
    ...atHighest,
    ...kept,
    ...above,
    ...(isSmall ? [reason('paid-at-end', { leastAmount: smallMonth })] : []),
  ]
}
