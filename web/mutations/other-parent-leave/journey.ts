import type { OtherParentLeaveAnswers } from '../../../domain/other-parent-leave/answers.js'
import { propose } from '../../../domain/other-parent-leave/propose.js'
import { type Facts, type Journey, type Preview, type Step, settled } from '../journey.js'
import { account } from '../maternity/account.js'
import { birth } from '../maternity/birth.js'
import { children } from '../maternity/children.js'
import { employment } from '../maternity/employment.js'
import { insurance } from '../maternity/insurance.js'
import { leavePay } from '../maternity/leave-pay.js'
import { otherWork } from '../maternity/other-work.js'
import { wage } from '../maternity/wage.js'
import type { Section, Speech } from '../summary.js'
import { answersSoFar } from './answers.js'
import { documents } from './documents.js'
import { leave } from './leave.js'
import { otherParentLeavePapers } from './papers.js'

/** A topic that is asked as in a report of a birth, in the words of this one. */
const shared = (step: Step): Step => ({
  ...step,
  question: (_draft, t) => t(`otherParentLeave:question.${step.slug}`),
  show: (...known) => ({ ...step.show(...known), view: `/mutations/maternity/${step.slug}` }),
})

/** The same topic on a page of its own. */
const own = (step: Step): Step => ({
  ...step,
  question: (_draft, t) => t(`otherParentLeave:question.${step.slug}`),
})

/** The leave of a child's other parent: two weeks within six months. */
export const otherParentLeave = {
  begin: () => ({}),
  title: (_draft, t) => t('otherParentLeave:journey'),
  topic: (slug, t) => t(`otherParentLeave:topic.${slug}`),
  steps: [
    own(birth), shared(employment), shared(wage), leave, own(leavePay), shared(children), shared(insurance),
    shared(otherWork), shared(account), documents,
  ], // biome-ignore format: in their order
  answers: (draft, facts) => settled(answersSoFar(draft, facts)),
  preview,
  highlights,
} satisfies Journey

function preview(answers: OtherParentLeaveAnswers, { today }: Facts, { t, fmt }: Speech): Preview {
  const found = propose(answers, { submittedOn: today, alsoReported: 'no' })
  const missing = found.missing.map((asked) => otherParentLeavePapers.label(asked, answers, t))
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

function highlights({ birth: born }: OtherParentLeaveAnswers, sections: Section[], { t, fmt }: Speech) {
  const named = sections.find(({ slug }) => slug === 'children')
  return [
    { label: t('maternity:birth.date'), value: fmt.date(born.date) },
    ...(named ? [{ label: named.title, value: fmt.list(named.rows.map(({ label }) => label)) }] : []),
  ]
}
