import type { MaternityAnswers } from '../../../domain/maternity/answers.js'
import { propose } from '../../../domain/maternity/propose.js'
import { type Facts, type Journey, type Preview, settled } from '../journey.js'
import type { Section, Speech } from '../summary.js'
import { account } from './account.js'
import { answersSoFar } from './answers.js'
import { birth } from './birth.js'
import { children } from './children.js'
import { documents } from './documents.js'
import { employment } from './employment.js'
import { hospital } from './hospital.js'
import { insurance } from './insurance.js'
import { leavePay } from './leave-pay.js'
import { otherWork } from './other-work.js'
import { maternityPapers } from './papers.js'
import { wage } from './wage.js'

/** Maternity: what the employer certifies, and the mother's part. Reported after the birth. */
export const maternity = {
  begin: () => ({}),
  title: (_draft, t) => t('maternity:journey'),
  topic: (slug, t) => t(`maternity:topic.${slug}`),
  steps: [
    birth, employment, wage, leavePay, children, insurance, otherWork, hospital, account, documents,
  ], // biome-ignore format: in their order
  answers: (draft, facts) => settled(answersSoFar(draft, facts)),
  preview,
  highlights,
} satisfies Journey

/** What the rules make of it, from what the employer knows. */
function preview(answers: MaternityAnswers, { today }: Facts, { t, fmt }: Speech): Preview {
  const found = propose(answers, { submittedOn: today, alsoReported: 'no' })
  const missing = found.missing.map((asked) => maternityPapers.label(asked, answers, t))
  if (found.verdict === 'refuse') return { rows: [], total: null, missing }
  return {
    rows: [
      { label: t('dailyAllowance:calculation.daily'), amount: fmt.money(found.daily) },
      { label: t('dailyAllowance:calculation.total', { count: found.days }), amount: fmt.money(found.total) },
    ],
    total: null,
    missing,
  }
}

function highlights({ birth: born }: MaternityAnswers, sections: Section[], { t, fmt }: Speech) {
  const named = sections.find(({ slug }) => slug === 'children')
  return [
    { label: t('maternity:birth.date'), value: fmt.date(born.date) },
    ...(named ? [{ label: named.title, value: fmt.list(named.rows.map(({ label }) => label)) }] : []),
  ]
}
