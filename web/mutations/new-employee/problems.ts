import type { EntryProblem } from '../../../domain/new-employee/valid.js'
import type { Fault } from '../fields.js'

/** A problem of the rules as the fault of a field. */
export const faultOfEntry = ({ code, field, params }: EntryProblem): Fault => ({
  field,
  key: code.startsWith('ahv-number-') ? `rules:problems.${code}` : `newEmployee:problems.${code}`,
  params,
})
