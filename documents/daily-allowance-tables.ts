import type { CalculationLine } from './daily-allowance-calculation.js'
import type { TableBlock } from './letter.js'
import type { Speech } from './speech.js'

/** The calculation of a day, a row a line; the last is the allowance. */
export function calculationTable(lines: CalculationLine[], { t }: Speech): TableBlock {
  const rows = lines.map(({ text, law, amount }) => [text, law, amount])
  return {
    type: 'table',
    columns: [
      { title: t('dailyAllowance:letter.line'), share: 56 },
      { title: t('dailyAllowance:letter.law'), share: 26 },
      { title: t('dailyAllowance:letter.perDay'), share: 18, align: 'right' },
    ],
    rows: rows.slice(0, -1),
    total: rows.at(-1),
  }
}
