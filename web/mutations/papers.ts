import type { MutationKind } from '../../domain/kinds.js'
import { familyAllowancePapers } from './family-allowance/papers.js'
import { maternityPapers } from './maternity/papers.js'
import { newEmployeePapers } from './new-employee/papers.js'
import { otherParentLeavePapers } from './other-parent-leave/papers.js'
import type { Papers } from './papers-about-one.js'
import { salaryDeclarationPapers } from './salary-declaration/papers.js'
import { terminationPapers } from './termination/papers.js'
import { trainingCertificatePapers } from './training-certificate/papers.js'
import { workInterruptionPapers } from './work-interruption/papers.js'

export type { Papers }

const papers = {
  'family-allowance': familyAllowancePapers,
  'new-employee': newEmployeePapers,
  'work-interruption': workInterruptionPapers,
  termination: terminationPapers,
  maternity: maternityPapers,
  'other-parent-leave': otherParentLeavePapers,
  'training-certificate': trainingCertificatePapers,
  'salary-declaration': salaryDeclarationPapers,
} satisfies Record<MutationKind, Papers>

/** The documents of a kind; the answers of the report must be of the same kind. */
export const papersOf = (kind: MutationKind): Papers<unknown> => papers[kind] as Papers<unknown>
