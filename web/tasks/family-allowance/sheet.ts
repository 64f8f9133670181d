import { type Instant, swissDate } from '../../../domain/dates.js'
import type { Proposal } from '../../../domain/family-allowance/proposal.js'
import { arrearsSum, monthlySum } from '../../../domain/family-allowance/sums.js'
import type { Scene } from '../form.js'
import type { Sheet } from '../sheet.js'
import type { FamilyAllowanceFile } from './file.js'
import { proposalItems } from './proposal-items.js'

/** The proposal in words, with what it comes to. */
export function proposalSheet({ proposal, children }: FamilyAllowanceFile, scene: Scene) {
  return {
    title: scene.t(`tasks:review.verdict.${proposal.verdict}`),
    items: proposalItems(proposal.lines, children, scene),
    totals: totalsOf(proposal, scene),
  }
}

/** The lines of a decision in words, with what it came to on its day, as its letter says. */
export function decidedSheet(
  lines: Proposal['lines'],
  decidedAt: Instant | null,
  { children, circumstances }: FamilyAllowanceFile,
  scene: Scene,
): Sheet {
  const today = decidedAt ? swissDate(decidedAt) : scene.today
  const monthly = monthlySum(lines, today)
  const arrears = arrearsSum(lines, { ...circumstances, today })
  return { items: proposalItems(lines, children, scene), totals: totalsOf({ monthly, arrears }, scene) }
}

function totalsOf({ monthly, arrears }: Pick<Proposal, 'monthly' | 'arrears'>, { t, fmt }: Scene) {
  return [
    ...(monthly > 0 ? [{ text: t('tasks:review.monthly'), sum: fmt.money(monthly) }] : []),
    ...(arrears > 0 ? [{ text: t('tasks:review.arrears'), sum: fmt.money(arrears) }] : []),
  ]
}
