import type { Problem } from '../../../domain/maternity/problems.js'
import type { Fault } from '../fields.js'

/** A problem of the rules as the fault of a field, or of a field in a row. */
export const faultOf = ({ code, field, params }: Problem): Fault => ({
  field,
  key: `maternity:problems.${code}`,
  params,
})
