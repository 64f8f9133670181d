import { documentPurposes, type FamilyAllowanceAnswers } from '../../../domain/family-allowance/answers.js'
import type { Papers } from '../papers.js'
import { nameOf } from './summary.js'

/** The documents of a report of family allowances: most are about one of the children. */
export const familyAllowancePapers: Papers<Pick<FamilyAllowanceAnswers, 'children'>> = {
  purposes: documentPurposes,

  label({ purpose, childKey }, { children }, t) {
    const document = t(`familyAllowance:document.${purpose}`)
    const child = children.find(({ key }) => key === childKey)
    return child ? t('tasks:wish.forChild', { document, child: nameOf(child) }) : document
  },

  groups: ({ children }, t) => [
    ...children.map((child) => ({
      name: nameOf(child),
      asked: documentPurposes
        .filter((purpose) => purpose !== 'wage-other-parent')
        .map((purpose) => ({ purpose, childKey: child.key })),
    })),
    { name: t('tasks:ask.whole'), asked: [{ purpose: 'wage-other-parent' }, { purpose: 'other' }] },
  ],
}
