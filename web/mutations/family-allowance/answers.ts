import type { Draft } from '../../../db/reports/mutations.js'
import type { FamilyAllowanceAnswers } from '../../../domain/family-allowance/answers.js'
import type { Circumstances } from '../../../domain/family-allowance/proposal.js'
import type { Fault, Reading } from '../fields.js'
import { type Facts, faultsIn } from '../journey.js'
import { documentsIn } from './documents.js'
import { readEmployment } from './employment.js'
import { readOtherParent } from './other-parent.js'
import { readPayment } from './payment.js'
import { readChildren } from './read-children.js'
import { isEnd, readRequest } from './request.js'
import { readTraining } from './training.js'

/** Everything that was said, as the rules need it; with faults, what is still wrong. */
export function answersSoFar(draft: Draft, facts: Facts): Reading<FamilyAllowanceAnswers> {
  const request = readRequest(draft, facts)
  const employment = readEmployment(draft, facts)
  const children = readChildren(draft, facts)
  const faults: Fault[] = [...faultsIn(request), ...faultsIn(employment), ...faultsIn(children)]
  if ('faults' in request || 'faults' in employment || 'faults' in children) return { faults }
  const said = { request: request.value, employment: employment.value, children: children.value }
  const documents = documentsIn(draft, facts, children.value)
  if (isEnd(draft)) return { value: { ...said, training: {}, documents } }
  const otherParent = readOtherParent(draft, facts)
  const training = readTraining(draft, facts, children.value)
  const payment = readPayment(draft, facts)
  return {
    value: {
      ...said,
      ...('value' in otherParent && { otherParent: otherParent.value }),
      training: 'value' in training ? training.value : {},
      documents,
      ...('value' in payment && { payment: payment.value }),
    },
  }
}

/** What the rules know on the employer's side: never what somebody else draws for a child. */
export function employerCircumstances({ today, person, rounding }: Facts): Circumstances {
  const { employment, entitlements, children } = person
  const birthDates = new Map(children.map((child) => [child.id, child.birthDate]))
  return {
    today,
    submittedOn: today,
    employment: { from: employment?.startsOn ?? today, to: employment?.endsOn ?? null },
    onFile: entitlements.map((it) => ({
      ...it,
      birthDate: birthDates.get(it.childId) ?? it.startsOn,
      from: it.startsOn,
      to: it.endsOn,
    })),
    elsewhere: [],
    rounding,
  }
}
