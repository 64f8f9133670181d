import { entryPapers } from '../../../domain/new-employee/answers.js'
import { type DocumentsOf, documentsStep, sentDocuments } from '../documents-step.js'
import { lacksNumber } from './number.js'

const identity = { purpose: 'identity' }

/** The copy of a passport or identity card, for those who have no AHV number yet. */
export const documents = documentsStep({
  purposes: entryPapers,
  when: lacksNumber,
  needs: (draft, facts) => {
    const isThere = sentDocuments(draft, facts).some(({ purpose }) => purpose === 'identity')
    return { needed: [identity], missing: isThere ? [] : [identity] }
  },
  label: ({ purpose }, _draft, _facts, t) => t(`newEmployee:document.${purpose}`),
} satisfies DocumentsOf)
