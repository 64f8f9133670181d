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
  mailing: 'mailing',
  'declaration-call': 'declarationCall',
  'salary-declaration': 'salaryDeclaration',
  post: 'post',
  webhook: 'webhook',
  digest: 'digest',
  retention: 'retention',
} satisfies Record<
  MutationKind | 'campaign' | 'mailing' | 'declaration-call' | 'post' | 'webhook' | 'digest' | 'retention',
  string
>

/** Errands may begin anew once they are done; a case that has ended stays ended. */
export const mayBeginAnew = (workflow: keyof typeof workflowNames): boolean =>
  workflow === 'post' || workflow === 'webhook'

/**
 * A procedure that can no longer follow what it has done begins anew, and finds in SQL how far it was. It happens where Temporal lost an answer of its worker
 * while news came in, and where a release changed a procedure without `patched()`.
 */
export const beginsAnew = {
  ofWorker: { workflowFailureErrorTypes: { '*': ['NondeterminismError' as const] } },
  whenStarted: { retry: { initialInterval: 1_000, maximumInterval: 600_000, maximumAttempts: 20 } },
}

const errands: (keyof typeof workflowNames)[] = [
  'campaign',
  'mailing',
  'declaration-call',
  'post',
  'webhook',
  'digest',
  'retention',
]

/** The queue of what comes by the thousand or takes long: nobody who has just sent something waits behind it. */
export const bulkQueue = (taskQueue: string): string => `${taskQueue}-bulk`

/** The queue on which a workflow is begun. */
export const queueOf = (workflow: keyof typeof workflowNames, taskQueue: string): string =>
  errands.includes(workflow) ? bulkQueue(taskQueue) : taskQueue
