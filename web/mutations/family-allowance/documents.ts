import type { Draft } from '../../../db/reports/mutations.js'
import {
  type ChildAnswers,
  type DocumentAnswers,
  documentPurposes,
} from '../../../domain/family-allowance/answers.js'
import { missingDocuments } from '../../../domain/family-allowance/documents.js'
import { propose } from '../../../domain/family-allowance/propose.js'
import { documentsStep, sentDocuments } from '../documents-step.js'
import type { Facts } from '../journey.js'
import { answersSoFar, employerCircumstances } from './answers.js'
import { familyAllowancePapers } from './papers.js'
import { readChildren } from './read-children.js'
import { isEnd } from './request.js'

/** The documents that decide something, most of them about one of the children. */
export const documents = documentsStep({
  purposes: documentPurposes,
  when: (draft) => !isEnd(draft),
  keys: (draft, facts) => childrenIn(draft, facts).map(({ key }) => key),
  label: (asked, draft, facts, t) =>
    familyAllowancePapers.label(asked, { children: childrenIn(draft, facts) }, t),

  needs(draft, facts) {
    const reading = answersSoFar(draft, facts)
    if ('faults' in reading) return { needed: [], missing: [] }
    const { lines, missing } = propose(reading.value, employerCircumstances(facts))
    return { needed: missingDocuments({ ...reading.value, documents: [] }, lines), missing }
  },
})

/** What was sent for a draft; a purpose that is not known is no proof of anything. */
export function documentsIn(draft: Draft, facts: Facts, children: ChildAnswers[]): DocumentAnswers[] {
  return sentDocuments(draft, facts).map(({ documentId, purpose, childKey }) => ({
    documentId,
    purpose: documentPurposes.find((it) => it === purpose) ?? 'other',
    ...(children.some(({ key }) => key === childKey) && { childKey }),
  }))
}

function childrenIn(draft: Draft, facts: Facts): ChildAnswers[] {
  const reading = readChildren(draft, facts)
  return 'value' in reading ? reading.value : []
}
