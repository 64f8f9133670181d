import { isMonthly } from '../domain/family-allowance/answers.js'
import type { DecisionLine, FamilyAllowanceDecision } from './family-allowance-decision.js'
import type { Cell, TableBlock } from './letter.js'
import type { Speech } from './speech.js'

/** What is paid: per child kind, canton, time and sum, and what it comes to in the month of the decision. */
export function grantedTable(
  { monthly, date }: Pick<FamilyAllowanceDecision, 'monthly' | 'date'>,
  lines: DecisionLine[],
  speech: Speech,
): TableBlock {
  const { t, fmt } = speech
  const total = t('letters:table.total', { month: fmt.month(date) })
  return {
    type: 'table',
    columns: [
      { title: t('letters:table.child'), share: 30 },
      { title: t('letters:table.allowance'), share: 28 },
      { title: t('letters:table.canton'), share: 11 },
      { title: t('letters:table.from'), share: 16 },
      { title: t('letters:table.until'), share: 19 },
      { title: t('letters:table.amount'), share: 16, align: 'right' },
    ],
    rows: lines.map((line) => [
      childCell(line, speech),
      { text: t(`letters:allowance.${line.kind}`), note: rankOf(line, speech) },
      line.canton,
      fmt.shortDate(line.from),
      untilCell(line, speech),
      {
        text: fmt.amount(line.rate),
        note: isMonthly(line) ? t('letters:table.monthly') : t('letters:table.once'),
      },
    ]),
    total: monthly > 0 ? [total, '', '', '', '', fmt.amount(monthly)] : undefined,
  }
}

/** What is not paid; the reasons follow in the text. */
export function refusedTable(lines: DecisionLine[], speech: Speech): TableBlock {
  const { t, fmt } = speech
  return {
    type: 'table',
    columns: [
      { title: t('letters:table.child'), share: 44 },
      { title: t('letters:table.allowance'), share: 39 },
      { title: t('letters:table.canton'), share: 17 },
      { title: t('letters:table.requestedFrom'), share: 20 },
    ],
    rows: lines.map((line) => [
      childCell(line, speech),
      t(`letters:allowance.${line.kind}`),
      line.canton,
      fmt.shortDate(line.from),
    ]),
  }
}

/** Months in which wage and allowance run for some days only. */
export function partMonthsTable(lines: DecisionLine[], speech: Speech): TableBlock {
  const { t, fmt } = speech
  return {
    type: 'table',
    columns: [
      { title: t('letters:table.month'), share: 30 },
      { title: t('letters:table.child'), share: 34 },
      { title: t('letters:table.allowance'), share: 30 },
      { title: t('letters:table.days'), share: 10, align: 'right' },
      { title: t('letters:table.amount'), share: 16, align: 'right' },
    ],
    rows: lines.flatMap((line) =>
      line.partMonths.map(({ month, days, amount }) => [
        fmt.month(month),
        line.childName,
        t(`letters:allowance.${line.kind}`),
        String(days),
        fmt.amount(amount),
      ]),
    ),
  }
}

function childCell({ childName, childBirthDate }: DecisionLine, { t, fmt }: Speech): Cell {
  if (!childBirthDate) return childName
  return { text: childName, note: t('letters:table.born', { date: fmt.shortDate(childBirthDate) }) }
}

function untilCell(line: DecisionLine, { t, fmt }: Speech): Cell {
  if (!isMonthly(line)) return '–'
  const text = line.to ? fmt.shortDate(line.to) : t('letters:table.open')
  const proof = line.provenUntil && t('letters:table.proven', { date: fmt.shortDate(line.provenUntil) })
  return proof ? { text, note: proof } : text
}

function rankOf(line: DecisionLine, { t }: Speech): string {
  return line.difference ? t('letters:rank.second') : t('letters:rank.first')
}
