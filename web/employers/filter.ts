import { z } from 'zod'
import type { EmployerFilter } from '../../db/employers/list.js'
import { cantons } from '../../domain/kinds.js'

const filter = z.object({
  q: z.string().trim().max(100).catch(''),
  canton: z.enum(['', ...cantons]).catch(''),
  agent: z.string().max(40).catch(''),
})

/** The filter of the register as an address or a form holds it; what nobody can mean is no filter. */
export const readFilter = (given: unknown): EmployerFilter => filter.parse(given ?? {})
