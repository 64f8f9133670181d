import { entryPapers } from '../../../domain/new-employee/answers.js'
import { papersAboutOne } from '../papers-about-one.js'

/** What the office may ask for to find out who somebody is. */
export const newEmployeePapers = papersAboutOne(entryPapers, (purpose, t) =>
  t(`newEmployee:document.${purpose}`),
)
