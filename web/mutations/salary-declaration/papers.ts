import { salaryPapers } from '../../../domain/salary-declaration/answers.js'
import { papersAboutOne } from '../papers-about-one.js'

/** What the office may ask for beside the wages. */
export const salaryDeclarationPapers = papersAboutOne(salaryPapers, (purpose, t) =>
  t(`salaryDeclaration:document.${purpose}`),
)
