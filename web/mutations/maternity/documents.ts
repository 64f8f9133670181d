import { documentPurposes } from '../../../domain/maternity/answers.js'
import { missingDocuments, neededDocuments } from '../../../domain/maternity/documents.js'
import { documentsStep } from '../documents-step.js'
import { answersSoFar } from './answers.js'
import { maternityPapers } from './papers.js'

/** The documents that decide something. */
export const documents = documentsStep({
  purposes: documentPurposes,
  label: (asked, _draft, _facts, t) => maternityPapers.label(asked, {}, t),

  needs(draft, facts) {
    const reading = answersSoFar(draft, facts)
    if ('faults' in reading) return { needed: [], missing: [] }
    return {
      needed: neededDocuments(reading.value).map((purpose) => ({ purpose })),
      missing: missingDocuments(reading.value),
    }
  },
})
