import { documentPurposes } from '../../../domain/other-parent-leave/answers.js'
import { missingDocuments, neededDocuments } from '../../../domain/other-parent-leave/propose.js'
import { documentsStep } from '../documents-step.js'
import { answersSoFar } from './answers.js'
import { otherParentLeavePapers } from './papers.js'

/** The documents that decide something. */
export const documents = documentsStep({
  purposes: documentPurposes,
  label: (asked, _draft, _facts, t) => otherParentLeavePapers.label(asked, {}, t),

  needs(draft, facts) {
    const reading = answersSoFar(draft, facts)
    if ('faults' in reading) return { needed: [], missing: [] }
    return {
      needed: neededDocuments(reading.value).map((purpose) => ({ purpose })),
      missing: missingDocuments(reading.value),
    }
  },
})
