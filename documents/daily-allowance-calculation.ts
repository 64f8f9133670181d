import type { AverageIncome, IncomeLine } from '../domain/daily-allowance/income.js'
import { highestOn, percent } from '../domain/daily-allowance/limits.js'
import type { IsoDate } from '../domain/dates.js'
import type { Rappen } from '../domain/money.js'
import { citation } from './citation.js'
import type { Speech } from './speech.js'

/** One line of a calculation, as it is printed: what, on which article, how much a day. */
export interface CalculationLine {
  text: string
  law: string
  amount: string
}

/** From the wage to the allowance of a day, line by line, each with its article (EOV 5, 6, 31; EOG 16e to 16g). */
export function calculationLines(
  { lines, francs }: AverageIncome,
  { former, daily, from }: { former: Rappen; daily: Rappen; from: IsoDate },
  speech: Speech,
  lawOf: (law: string) => string = (law) => law,
): CalculationLine[] {
  const { t, fmt } = speech
  const line = (text: string, law: string, amount: Rappen) => ({
    text,
    law: citation(lawOf(law), speech),
    amount: fmt.amount(amount),
  })
  const share = francs * percent
  const highest = highestOn(from)
  return [
    ...lines.map((it) => line(incomeText(it, speech), it.law, it.perDay)),
    line(t('dailyAllowance:calculation.average'), 'EOG 11 I', francs * 100),
    line(t('dailyAllowance:calculation.percent', { percent }), 'EOG 16e II', share),
    ...(share > highest ? [line(t('dailyAllowance:calculation.highest'), 'EOG 16f I', highest)] : []),
    ...(former > Math.min(share, highest)
      ? [line(t('dailyAllowance:calculation.former'), 'EOG 16g II', former)]
      : []),
    line(t('dailyAllowance:calculation.daily'), 'EOG 16e I', daily),
  ]
}

/** "Monatslohn CHF 6’000.00 ÷ 30" */
function incomeText({ part, employer, amount, hours, divisor }: IncomeLine, { t, fmt }: Speech): string {
  return t(`dailyAllowance:income.${part}`, {
    employer,
    sum: fmt.money(amount),
    days: divisor,
    ...(hours !== undefined && { hours: fmt.number(hours / 100) }),
  })
}
