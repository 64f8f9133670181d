import type { FamilyAllowanceAnswers } from '../../../domain/family-allowance/answers.js'
import { propose } from '../../../domain/family-allowance/propose.js'
import { type Facts, type Journey, type Preview, settled } from '../journey.js'
import type { Section, Speech } from '../summary.js'
import { answersSoFar, employerCircumstances } from './answers.js'
import { children } from './children.js'
import { documents } from './documents.js'
import { employment } from './employment.js'
import { otherParent } from './other-parent.js'
import { familyAllowancePapers } from './papers.js'
import { payment } from './payment.js'
import { purposeIn, purposes, request } from './request.js'
import { training } from './training.js'

/** Family allowances: new, changed or ended. */
export const familyAllowance = {
  begin: (purpose) => (purposes.some((it) => it === purpose) ? { begun: { purpose } } : {}),
  title: (draft, t) => t(`familyAllowance:journey.${purposeIn(draft)}`),
  topic: (slug, t) => t(`familyAllowance:topic.${slug}`),
  steps: [request, employment, children, otherParent, training, documents, payment],
  answers: (draft, facts) => settled(answersSoFar(draft, facts)),
  preview,
  highlights,
} satisfies Journey

function highlights(_answers: unknown, sections: Section[], { fmt }: Speech) {
  const children = sections.find(({ slug }) => slug === 'children')
  const from = sections.find(({ slug }) => slug === 'request')?.rows[1]
  return [
    ...(children ? [{ label: children.title, value: fmt.list(children.rows.map((row) => row.label)) }] : []),
    ...(from ? [{ label: from.label, value: [from.value].flat()[0] ?? '' }] : []),
  ]
}

/** Amounts as the rules compute them from what the employer knows; nobody else's allowances are looked at. */
function preview(answers: FamilyAllowanceAnswers, facts: Facts, speech: Speech): Preview {
  const { t, fmt } = speech
  const { lines, missing, monthly } = propose(answers, employerCircumstances(facts))
  const shown = lines.filter((line) => line.granted !== 'no' && !line.ends && line.rate > 0)
  const rows = shown.map((line) => {
    const child = answers.children.find(({ key }) => key === line.childKey)
    const kind = t(`familyAllowance:kind.${line.kind}`)
    return { label: child ? `${child.firstName}, ${kind}` : kind, amount: fmt.money(line.rate) }
  })
  return {
    rows: answers.request.purpose === 'end' ? [] : rows,
    total: monthly > 0 && answers.request.purpose !== 'end' ? fmt.money(monthly) : null,
    missing: missing.map((asked) => familyAllowancePapers.label(asked, answers, t)),
  }
}
