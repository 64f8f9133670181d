import type { IsoDate } from '../dates.js'
import { francs, type Rappen } from '../money.js'
import type { Reason } from '../reason.js'
import type { EmploymentAnswers } from './answers.js'
import { reason } from './reasons.js'

interface Limits {
  validFrom: IsoDate
  /** Last day for which the amounts are known: pensions are set anew every second year. */
  knownUntil: IsoDate
  /** Half of the lowest full AHV pension of a year (FamZG 13 III). */
  yearlyIncome: Rappen
  /** The highest full AHV pension of a month (AHVV 49bis III). */
  childMonthlyIncome: Rappen
}

const limitTables: Limits[] = [
  {
    validFrom: '2025-01-01',
    knownUntil: '2026-12-31',
    yearlyIncome: francs(7560),
    childMonthlyIncome: francs(2520),
  },
]

/** The limits in force on a day, or null if no table knows them. */
export function limitsOn(date: IsoDate): Limits | null {
  return limitTables.find((table) => table.validFrom <= date && date <= table.knownUntil) ?? null
}

/** The wages of all employers together in a year, in Rappen (FamZV 10b). */
export function wholeIncome(employment: EmploymentAnswers): Rappen {
  return employment.otherEmployers.reduce((sum, other) => sum + other.yearlyIncome, employment.yearlyIncome)
}

/** Whether the wages suffice for an allowance (FamZG 13 III) and this employer's fund pays it (FamZV 11 I). */
export function incomeReasons(employment: EmploymentAnswers, date: IsoDate): Reason[] {
  const incomeAmount = wholeIncome(employment)
  const minimumAmount = limitsOn(date)?.yearlyIncome
  const richest = employment.otherEmployers.find((other) => other.yearlyIncome > employment.yearlyIncome)
  return [
    ...(employment.otherEmployers.length > 0 ? [reason('several-employers', { incomeAmount })] : []),
    minimumAmount === undefined
      ? reason('income-limit-unknown', { incomeAmount, year: Number(date.slice(0, 4)) })
      : reason(incomeAmount >= minimumAmount ? 'income-reached' : 'income-too-low', {
          incomeAmount,
          minimumAmount,
        }),
    ...(richest
      ? [reason('other-employer-pays-more', { employer: richest.name, otherAmount: richest.yearlyIncome })]
      : []),
  ]
}

/** Whether the child earns too much to count as in education (AHVV 49bis III). Nothing earned, nothing said. */
export function childIncomeReasons(monthlyIncome: Rappen, date: IsoDate): Reason[] {
  if (monthlyIncome === 0) return []
  const limitAmount = limitsOn(date)?.childMonthlyIncome
  if (limitAmount === undefined) {
    return [
      reason('child-income-limit-unknown', { incomeAmount: monthlyIncome, year: Number(date.slice(0, 4)) }),
    ]
  }
  const rule = monthlyIncome <= limitAmount ? 'child-income-within' : 'child-income-too-high'
  return [reason(rule, { incomeAmount: monthlyIncome, limitAmount })]
}
