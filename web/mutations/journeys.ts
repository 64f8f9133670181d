import type { MutationKind } from '../../domain/kinds.js'
import { familyAllowance } from './family-allowance/journey.js'
import type { Journey } from './journey.js'
import { maternity } from './maternity/journey.js'
import { newEmployee } from './new-employee/journey.js'
import { otherParentLeave } from './other-parent-leave/journey.js'
import { salaryDeclaration } from './salary-declaration/journey.js'
import { termination } from './termination/journey.js'
import { trainingCertificate } from './training-certificate/journey.js'
import { workInterruption } from './work-interruption/journey.js'

/** What an employer is asked, for each kind of report. */
export const journeys = {
  'family-allowance': familyAllowance,
  'new-employee': newEmployee,
  'work-interruption': workInterruption,
  termination,
  maternity,
  'other-parent-leave': otherParentLeave,
  'training-certificate': trainingCertificate,
  'salary-declaration': salaryDeclaration,
} satisfies Record<MutationKind, Journey>
