import type { Knex } from 'knex'
import type { Config } from '../../../config.js'
import { declaredSums, statementFacts } from '../../../db/declarations/declared.js'
import { decidedInYear } from '../../../db/declarations/known.js'
import type { Mutation } from '../../../db/reports/mutations.js'
import { lineName, rateText } from '../../../documents/salary-declaration-statement.js'
import type { Rappen } from '../../../domain/money.js'
import type { SalaryDeclarationAnswers } from '../../../domain/salary-declaration/answers.js'
import type { FindingCode } from '../../../domain/salary-declaration/findings.js'
import {
  mayBearMoreInterest,
  type Settlement,
  settle,
} from '../../../domain/salary-declaration/settlement.js'
import type { Scene } from '../form.js'
import { reviewOf } from '../review.js'
import type { Sheet, SheetItem } from '../sheet.js'
import { type Differences, differencesIn } from './differences.js'

type Result = Settlement & { differences: Differences }

/** The office looks at released wages: what they come to, how they differ from what is known, what was said to warnings. */
export const salaryDeclarationReview = reviewOf<SalaryDeclarationAnswers, Result>({
  async find({ deps, mutation }, answers) {
    return {
      verdict: Object.keys(answers.findings).length > 0 ? 'clarify' : 'grant',
      result: await settledFor(deps, mutation, answers),
      missing: [],
    }
  },
  show: sheetOf,
})

/** What released wages come to, and how they differ from what is known. */
export async function settledFor(
  { db, config }: { db: Knex; config: Pick<Config, 'declarations' | 'office' | 'rounding'> },
  mutation: Mutation,
  { sums, year, role }: SalaryDeclarationAnswers,
): Promise<Result> {
  const { employerId } = mutation
  const { reminded, ...facts } = await statementFacts(db, mutation, { year, role })
  const charges = { ...facts, fee: reminded ? config.declarations.fee : 0 }
  const differences = {
    before: (await declaredSums(db, employerId, year - 1))?.ahv ?? null,
    decided: await decidedInYear(db, employerId, year, config.rounding),
    onAccount: facts.onAccount,
  }
  return { ...settle(config.office.rates, sums, year, charges), differences }
}

function sheetOf(result: Result, scene: Scene, answers: SalaryDeclarationAnswers): Sheet {
  const { t, fmt } = scene
  const { sums, findings, remarks, year, role = 'first' } = answers
  const { contributions, differences } = result
  const seen = { ahv: sums?.ahv ?? 0, allowances: sums?.allowances ?? 0, contributions }
  const wages: SheetItem = {
    title: t('salaryDeclaration:review.wages', { year }),
    period: t('salaryDeclaration:review.persons', { count: sums?.persons ?? 0 }),
    sum: fmt.money(sums?.ahv ?? 0),
    granted: Object.keys(findings).length > 0 ? 'open' : 'yes',
    reasons: [
      ...standing(answers, scene),
      ...differencesIn(seen, differences, scene).map(({ text, isFar }) => ({
        ...{ text, law: '' },
        met: isFar ? ('open' as const) : ('yes' as const),
      })),
      ...(mayBearMoreInterest(result, year, role)
        ? [{ text: t('salaryStatement:review.moreInterest'), law: '', met: 'open' as const }]
        : []),
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
    period: perLine(line.base, line.rate, scene),
    sum: fmt.money(line.amount),
    granted: 'yes' as const,
    reasons: [],
  }))
  return {
    items: [wages, ...lines],
    totals: [{ text: t('salaryDeclaration:statement.balance'), sum: fmt.money(result.balance) }],
  }
}

const perLine = (base: Rappen | null, rate: number | null, { fmt }: Scene) =>
  base === null || rate === null ? '' : `${fmt.money(base)} × ${rateText(rate)}`

/** Whether it replaces or adds to something. */
function standing({ role, earlier = [] }: SalaryDeclarationAnswers, { t, fmt }: Scene) {
  if (role === 'first' || earlier.length === 0) return []
  const references = fmt.list(earlier.map(({ reference }) => reference))
  return [{ text: t(`salaryStatement:review.${role}`, { references }), law: '', met: 'yes' as const }]
}
