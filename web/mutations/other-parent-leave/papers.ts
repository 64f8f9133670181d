import { documentPurposes } from '../../../domain/other-parent-leave/answers.js'
import { papersAboutOne } from '../papers-about-one.js'

/** The documents the other parent's allowance may rest on. */
export const otherParentLeavePapers = papersAboutOne(documentPurposes, (purpose, t) =>
  t(`otherParentLeave:document.${purpose}`),
)
