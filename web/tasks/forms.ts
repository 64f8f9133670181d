import type { Task } from '../../db/tasks/tasks.js'
import type { MutationKind } from '../../domain/kinds.js'
import { notFound } from '../errors.js'
import { extensionDecision } from './extension.js'
import { review } from './family-allowance/review.js'
import { secondReview } from './family-allowance/second-review.js'
import type { TaskForm } from './form.js'
import { maternityReview } from './maternity/review.js'
import { newEmployeeReview } from './new-employee/review.js'
import { otherParentLeaveReview } from './other-parent-leave/review.js'
import { provideDocuments } from './provide-documents.js'
import { declare } from './salary-declaration/declare.js'
import { salaryDeclarationReview } from './salary-declaration/review.js'
import { review as terminationReview } from './termination/review.js'
import { certificate } from './training-certificate/certificate.js'
import { reviewCertificate } from './training-certificate/review.js'
import { resumption } from './work-interruption/resumption.js'
import { review as interruptionReview } from './work-interruption/review.js'

/** The human steps of each kind of mutation. */
export const forms = {
  'family-allowance': {
    'provide-documents': provideDocuments,
    review,
    'second-review': secondReview,
  },
  'new-employee': {
    'provide-documents': provideDocuments,
    review: newEmployeeReview,
  },
  'work-interruption': {
    'provide-documents': provideDocuments,
    review: interruptionReview,
    resumption,
  },
  termination: {
    'provide-documents': provideDocuments,
    review: terminationReview,
  },
  maternity: { 'provide-documents': provideDocuments, review: maternityReview },
  'other-parent-leave': { 'provide-documents': provideDocuments, review: otherParentLeaveReview },
  'training-certificate': {
    certificate,
    'provide-documents': provideDocuments,
    review: reviewCertificate,
  },
  'salary-declaration': {
    declare,
    'provide-documents': provideDocuments,
    review: salaryDeclarationReview,
  },
} satisfies Record<MutationKind, Record<string, TaskForm>>

/** Steps that belong to every kind. */
const common: Record<string, TaskForm> = { extension: extensionDecision as unknown as TaskForm }

/** The steps of one side, of all kinds. */
export const stepsOf = (side: Task['side']): string[] => [
  ...new Set(
    [...Object.values(forms), common].flatMap((steps) =>
      Object.entries<TaskForm>(steps)
        .filter(([, form]) => form.side === side)
        .map(([step]) => step),
    ),
  ),
]

/** The form of a task. Throws a 404 for a step that nobody knows (any more). */
export function formOf({ kind, step }: Pick<Task, 'step'> & { kind: MutationKind }): TaskForm {
  const form = Object.entries<TaskForm>({ ...common, ...forms[kind] }).find(([known]) => known === step)?.[1]
  if (!form) throw notFound()
  return form
}
