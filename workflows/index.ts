import type { MutationKind } from '../domain/kinds.js'
import { campaign } from './campaign.js'
import { declarationCall } from './declaration-call.js'
import { digest } from './digest.js'
import { familyAllowance } from './family-allowance.js'
import { mailing } from './mailing.js'
import { maternity } from './maternity.js'
import { newEmployee } from './new-employee.js'
import { otherParentLeave } from './other-parent-leave.js'
import { post } from './post.js'
import { retention } from './retention.js'
import { salaryDeclaration } from './salary-declaration.js'
import { termination } from './termination.js'
import { trainingCertificate } from './training-certificate.js'
import { webhook } from './webhook.js'
import { workInterruption } from './work-interruption.js'

/** The procedure of each kind of mutation. */
export const procedures = {
  'family-allowance': familyAllowance,
  'new-employee': newEmployee,
  maternity,
  'other-parent-leave': otherParentLeave,
  'work-interruption': workInterruption,
  termination,
  'training-certificate': trainingCertificate,
  'salary-declaration': salaryDeclaration,
} satisfies Record<MutationKind, unknown>

export {
  campaign,
  declarationCall,
  digest,
  familyAllowance,
  mailing,
  maternity,
  newEmployee,
  otherParentLeave,
  post,
  retention,
  salaryDeclaration,
  termination,
  trainingCertificate,
  webhook,
  workInterruption,
}
