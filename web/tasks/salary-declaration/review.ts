import { declaredSums, statementFacts } from '../../../db/declared.js'
import { lineName, rateText } from '../../../documents/salary-declaration-statement.js'
import type { SalaryDeclarationAnswers } from '../../../domain/salary-declaration/answers.js'
import type { FindingCode } from '../../../domain/salary-declaration/findings.js'
import { type Settlement, settle } from '../../../domain/salary-declaration/settlement.js'
import type { Scene } from '../form.js'
import { reviewOf } from '../review.js'
import type { Sheet, SheetItem } from '../sheet.js'

/** The office looks at released wages: what they come to, how they differ from last year's, what was said to warnings. */
export const salaryDeclarationReview = reviewOf<
  SalaryDeclarationAnswers,
  Settlement & { before: number | null }
>({
  async find({ deps, mutation }, { sums, year, findings, role }) {
    const { db, config } = deps
    const { reminded, ...facts } = await statementFacts(db, mutation, { year, role })
    const charges = { ...facts, fee: reminded ? config.declarations.fee : 0 }
    const last = await declaredSums(db, mutation.employerId, year - 1)
    return {
      verdict: Object.keys(findings).length > 0 ? 'clarify' : 'grant',
      result: { ...settle(sums, year, charges), before: last?.ahv ?? null },
      missing: [],
    }
  },
  show: sheetOf,
})

function sheetOf(
  result: Settlement & { before: number | null },
  scene: Scene,
  answers: SalaryDeclarationAnswers,
): Sheet {
  const { t, fmt } = scene
  const { sums, findings, remarks, year } = answers
  const wages: SheetItem = {
    title: t('salaryDeclaration:review.wages', { year }),
    period: t('salaryDeclaration:review.persons', { count: sums?.persons ?? 0 }),
    sum: fmt.money(sums?.ahv ?? 0),
    granted: Object.keys(findings).length > 0 ? 'open' : 'yes',
    reasons: [
      ...(result.before === null
        ? []
        : [
            {
              text: t('salaryDeclaration:review.before', {
                amount: fmt.money(result.before),
                year: year - 1,
              }),
              law: '',
              met: 'yes' as const,
            },
          ]),
      ...Object.entries(findings).map(([code, count]) => ({
        text: [t(`salaryDeclaration:finding.${code as FindingCode}.title`), `(${count})`, remarks[code]]
          .filter(Boolean)
          .join(' '),
        law: '',
        met: 'open' as const,
      })),
    ],
  }
  const lines = result.lines.map((line) => ({
    title: lineName(line, { t }),
    period:
      line.base === null || line.rate === null ? '' : `${fmt.money(line.base)} × ${rateText(line.rate)}`,
    sum: fmt.money(line.amount),
    granted: 'yes' as const,
    reasons: [],
  }))
  return {
    items: [wages, ...lines],
    totals: [{ text: t('salaryDeclaration:statement.balance'), sum: fmt.money(result.balance) }],
  }
}
