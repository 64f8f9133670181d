import { conditions } from '../daily-allowance/conditions.js'
import type { DocumentPurpose, MaternityAnswers } from './answers.js'
import { hospitalStay, termOf } from './term.js'

/** The documents the claim rests on: only those that decide something may be asked for (ATSG 28 II, 43 I). */
export function neededDocuments(answers: MaternityAnswers): DocumentPurpose[] {
  const { birth, hospital, since, abroad, work, employment } = answers
  const { extension, settleOn } = termOf(answers)
  const extended = hospital !== undefined && (extension >= hospitalStay.least || settleOn !== null)
  const background = { birth: birth.date, term: birth.term, employment, abroad, work }
  const asks = conditions({ ...background, provenAbroad: false }).some(({ rule }) =>
    rule.endsWith('-unproven'),
  )
  const wanted: Record<DocumentPurpose, boolean> = {
    'birth-certificate': birth.alive,
    pregnancy: !birth.alive || birth.term !== 'full',
    hospital: extended,
    'return-decision': extended,
    'insurance-abroad': asks,
    'wage-other-employer': work.otherEmployers.length > 0,
    'former-allowance': work.formerAllowance !== undefined,
    death: since.otherParentDiedOn !== undefined,
    other: false,
  }
  return (Object.keys(wanted) as DocumentPurpose[]).filter((purpose) => wanted[purpose])
}

/** Of these, what is not there yet. */
export const missingDocuments = (answers: MaternityAnswers): { purpose: DocumentPurpose }[] =>
  neededDocuments(answers)
    .filter((purpose) => !hasDocument(answers, purpose))
    .map((purpose) => ({ purpose }))

export const hasDocument = ({ documents }: MaternityAnswers, purpose: DocumentPurpose): boolean =>
  documents.some((document) => document.purpose === purpose)
