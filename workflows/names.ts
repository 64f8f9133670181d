import type { MutationKind } from '../domain/kinds.js'

/** The names under which Temporal knows the workflows; they are exported by `index.ts`. */
export const workflowNames = {
  'family-allowance': 'familyAllowance',
  'new-employee': 'newEmployee',
  'work-interruption': 'workInterruption',
  termination: 'termination',
  maternity: 'maternity',
  'other-parent-leave': 'otherParentLeave',
  'training-certificate': 'trainingCertificate',
  campaign: 'campaign',
  'salary-declaration': 'salaryDeclaration',
  post: 'post',
} satisfies Record<MutationKind | 'campaign' | 'post', string>
