import type { MutationKind } from '../domain/kinds.js'
import { familyAllowance } from './family-allowance.js'
import { newEmployee } from './new-employee.js'
import { post } from './post.js'

/** The procedure of each kind of mutation. */
export const procedures = {
  'family-allowance': familyAllowance,
  'new-employee': newEmployee,
} satisfies Record<MutationKind, unknown>

export { familyAllowance, newEmployee, post }
