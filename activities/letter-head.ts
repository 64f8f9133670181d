import { findEmployeeAddress, findEmployerAddress } from '../db/addressees.js'
import { employeeOf, type Mutation } from '../db/mutations.js'
import { senderOf } from '../documents/sender.js'
import type { Deps } from './index.js'

/** What every letter about a person's report begins with; in the employer's language. */
export async function letterHead({ db, config }: Pick<Deps, 'db' | 'config'>, mutation: Mutation) {
  const employer = await findEmployerAddress(db, mutation.employerId)
  return {
    language: employer.language,
    ...senderOf(config.office),
    reference: mutation.reference,
    employer,
    employee: await findEmployeeAddress(db, employeeOf(mutation)),
  }
}
