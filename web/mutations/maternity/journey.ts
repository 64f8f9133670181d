import { latestPartLink } from '../../../db/people/part-links.js'
import type { MaternityAnswers } from '../../../domain/maternity/answers.js'
import { propose } from '../../../domain/maternity/propose.js'
import { type Facts, type Journey, type Preview, type Step, settled } from '../journey.js'
import type { Section, Speech } from '../summary.js'
import { account, hasAccount } from './account.js'
import { answersSoFar } from './answers.js'
import { birth, isByMother } from './birth.js'
import { children } from './children.js'
import { documents } from './documents.js'
import { employment } from './employment.js'
import { hospital } from './hospital.js'
import { insurance } from './insurance.js'
import { leavePay } from './leave-pay.js'
import { mother } from './mother.js'
import { otherWork } from './other-work.js'
import { maternityPapers } from './papers.js'
import { motherSections } from './summary.js'
import { wage } from './wage.js'

/** The mother's part: what the employer may leave to her. */
const hers = [children, insurance, otherWork, hospital, account]

/** To the employer her part is shown once she has handed it in. */
const onceHanded = (step: Step): Step => ({
  ...step,
  when: (draft, facts) => step.when(draft, facts) && (!isByMother(draft) || draft[step.slug] !== undefined),
})

/** She is always asked for an account, and may leave it out where the employer has not said that she is paid directly. */
const asked = (step: Step): Step =>
  step === account
    ? {
        ...step,
        when: () => true,
        faults: (draft, facts) =>
          account.when(draft, facts) || hasAccount(draft) ? account.faults(draft, facts) : [],
      }
    : step

/** Maternity: what the employer certifies, and the mother's part. Reported after the birth. */
export const maternity = {
  begin: () => ({}),
  title: (_draft, t) => t('maternity:journey'),
  topic: (slug, t) => t(`maternity:topic.${slug}`),
  steps: [birth, employment, wage, leavePay, mother, ...hers.map(onceHanded), documents],
  part: {
    steps: hers.map(asked),
    question: (slug, t) => t(`maternity:mother.question.${slug}`),
    sections: motherSections,
  },
  look: async (db, { id }) => ({ link: await latestPartLink(db, id) }),
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
