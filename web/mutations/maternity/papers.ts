import { documentPurposes } from '../../../domain/maternity/answers.js'
import { papersAboutOne } from '../papers-about-one.js'

/** The documents a maternity allowance may rest on. */
export const maternityPapers = papersAboutOne(documentPurposes, (purpose, t) =>
  t(`maternity:document.${purpose}`),
)
