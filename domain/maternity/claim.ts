import type { Claim } from '../daily-allowance/account.js'
import { dailyAllowance } from '../daily-allowance/amount.js'
import type { LeavePayAnswers } from '../daily-allowance/answers.js'
import { averageIncome, dailyWage } from '../daily-allowance/income.js'
import type { IsoDate } from '../dates.js'
import type { Rappen } from '../money.js'
import type { MaternityAnswers } from './answers.js'
import { type Term, termOf } from './term.js'

/** What was granted: the average income it is reckoned from, and what was drawn before. */
export interface Grant {
  averageFrancs: number
  former: Rappen
}

/** What is due for a birth, with all that was reported about it since. */
export function claimOf(answers: MaternityAnswers, { averageFrancs, former }: Grant): Claim & { term: Term } {
  const term = termOf(answers)
  const dailyOn = (date: IsoDate) => dailyAllowance(averageFrancs, date, former)
  return {
    term,
    spans: term.spans,
    dailyOn,
    toEmployerOn: (date) => employersPart(answers, date, dailyOn(date)),
  }
}

/**
 * Of a day's allowance, what the employer keeps: no more than the wage it pays, and with several employers
 * no more than its share of the whole income (EOG 19 II, ATSG 19 II). Rappen.
 */
export function employersPart(
  { leavePay, wage, work }: Pick<MaternityAnswers, 'leavePay' | 'wage' | 'work'>,
  date: IsoDate,
  daily: Rappen,
): Rappen {
  if (!paysOn(leavePay, date)) return 0
  const own = dailyWage(wage)
  const share = work.otherEmployers.length === 0 ? daily : shareOf(daily, own, work.otherEmployers)
  if (leavePay.paid === 'full') return share
  return Math.min(share, Math.floor((own * (leavePay.percent ?? 0)) / 100))
}

const paysOn = ({ paid, until }: LeavePayAnswers, date: IsoDate): boolean =>
  paid !== 'none' && (until === undefined || date <= until)

function shareOf(daily: Rappen, own: Rappen, others: { monthlyWage: Rappen }[]): Rappen {
  const all = others.reduce((sum, { monthlyWage }) => sum + Math.ceil(monthlyWage / 30), own)
  return all === 0 ? 0 : Math.floor((daily * own) / all)
}

/** The average income the answers come to. */
export const averageOf = ({ wage, work }: Pick<MaternityAnswers, 'wage' | 'work'>) =>
  averageIncome(wage, work.otherEmployers)
