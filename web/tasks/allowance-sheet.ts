import { citation } from '../../documents/citation.js'
import { calculationLines } from '../../documents/daily-allowance-calculation.js'
import { dailyAllowanceKey } from '../../documents/daily-allowance-reasons.js'
import { ruleText } from '../../documents/reasons.js'
import type { Speech } from '../../documents/speech.js'
import type { AverageIncome } from '../../domain/daily-allowance/income.js'
import type { Rappen } from '../../domain/money.js'
import { type Reason, worst } from '../../domain/reason.js'
import type { ClosedSpan } from '../../domain/span.js'
import type { Scene } from './form.js'
import type { Sheet, SheetItem } from './sheet.js'

/** What the rules found about a daily allowance. */
interface Found {
  conditions: Reason[]
  income: AverageIncome
  amount: Reason[]
  grant: { former: Rappen }
  daily: Rappen
  days: number
  total: Rappen
  toEmployer: Rappen
  spans: ClosedSpan[]
  /** What decided about the time. */
  time: Reason[]
}

/** The proposal for a daily allowance in words: conditions, income of a day, allowance and time, each with its article. */
export function allowanceSheet(
  found: Found,
  { t, fmt, lang }: Pick<Scene, 't' | 'fmt' | 'lang'>,
  lawOf?: (law: string) => string,
): Sheet {
  const speech = { t, fmt, language: lang }
  const { conditions, income, amount, grant, daily, days, total, toEmployer, spans, time } = found
  const from = spans[0]?.from ?? '2100-01-01'
  const lines = calculationLines(income, { former: grant.former, daily, from }, speech, lawOf)
  const calculated = lines.slice(0, -1).map(({ text, law, amount: sum }) => ({
    text: t('dailyAllowance:sheet.line', { text, sum }),
    law,
    met: 'yes' as const,
  }))
  const item = (title: string, period: string, sum: string, reasons: SheetItem['reasons']): SheetItem => ({
    ...{ title, period, sum, reasons },
    granted: worst(reasons.map(({ met }) => met)),
  })
  return {
    items: [
      item(t('dailyAllowance:sheet.conditions'), '', stateText(conditions, t), explained(conditions, speech)),
      item(t('dailyAllowance:sheet.amount'), '', fmt.money(daily), [
        ...calculated,
        ...explained(amount, speech),
      ]),
      {
        ...item(
          t('dailyAllowance:sheet.term'),
          spans.length > 0 ? fmt.period(from, spans.at(-1)?.to) : '',
          t('dailyAllowance:sheet.days', { count: days }),
          explained(time, speech),
        ),
        granted: time.some(({ met }) => met === 'open') ? 'open' : 'yes',
      },
    ],
    totals: [
      { text: t('dailyAllowance:sheet.total'), sum: fmt.money(total) },
      ...(toEmployer > 0 ? [{ text: t('dailyAllowance:sheet.toEmployer'), sum: fmt.money(toEmployer) }] : []),
      ...(toEmployer < total
        ? [{ text: t('dailyAllowance:sheet.toPerson'), sum: fmt.money(total - toEmployer) }]
        : []),
    ],
  }
}

const explained = (reasons: Reason[], speech: Speech): SheetItem['reasons'] =>
  reasons.map((reason) => ({
    text: ruleText(reason, speech, dailyAllowanceKey),
    law: citation(reason.law, speech),
    met: reason.met,
  }))

function stateText(reasons: Reason[], t: Scene['t']): string {
  const state = worst(reasons.map(({ met }) => met))
  if (state === 'yes') return t('dailyAllowance:sheet.met')
  return state === 'no' ? t('dailyAllowance:sheet.notMet') : t('dailyAllowance:sheet.toClarify')
}
