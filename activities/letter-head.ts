import { namesOf } from '../db/access/users.js'
import { findEmployeeAddress, findEmployerAddress } from '../db/employers/addressees.js'
import { employeeOf, type Mutation } from '../db/reports/mutations.js'
import type { Task } from '../db/tasks/tasks.js'
import { senderOf } from '../documents/sender.js'
import { type Instant, swissDate } from '../domain/dates.js'
import type { Deps } from './index.js'

/**
 * What every letter about a person's report begins with, of the moment that it tells of, signed by whoever
 * has reviewed the report. It is written in the language of whom it goes to: the
 * person's, where that is known, and otherwise the employer's.
 */
export async function letterHead(
  { db, config }: Pick<Deps, 'db' | 'config'>,
  mutation: Mutation,
  to: 'employee' | 'employer',
  createdAt: Instant,
  review: Pick<Task, 'closedBy'> | null = null,
) {
  const employer = await findEmployerAddress(db, mutation.employerId)
  const employee = await findEmployeeAddress(db, employeeOf(mutation))
  const signedBy = review?.closedBy && (await namesOf(db, [review.closedBy])).get(review.closedBy)
  return {
    language: (to === 'employee' && employee.language) || employer.language,
    ...senderOf(config.office),
    ...{ reference: mutation.reference, date: swissDate(createdAt), createdAt },
    employer,
    employee,
    ...(signedBy && { signedBy }),
  }
}
