import type { Problem } from '../../domain/family-allowance/problems.js'
import type { Canton } from '../../domain/kinds.js'
import type { Fault } from './fields.js'
import { cantonName, countryName } from './places.js'
import type { Speech } from './summary.js'

/** What is wrong, by field, as sentences in the order of the faults: the first of each field. */
export function errorsOf(faults: Fault[], speech: Speech): Record<string, string> {
  const errors: Record<string, string> = {}
  for (const it of faults) errors[it.field] ??= sentenceOf(it, speech)
  return errors
}

/** The sentence of a fault, its parameters written as their names say. */
export function sentenceOf({ key, params }: Fault, speech: Speech): string {
  const written = Object.entries(params).map(([name, value]) => [name, write(name, value, speech)])
  return speech.t(key, Object.fromEntries(written))
}

/** A problem of the rules as the fault of a field. */
export const faultOfProblem = ({ code, field, params }: Problem): Fault => ({
  field,
  key: `rules:problems.${code}`,
  params,
})

/** `…Amount` is Rappen, `…Date` a day, `…Canton` a canton, `country` a country; the rest stands as it is. */
function write(name: string, value: string | number, { t, fmt }: Speech): string | number {
  if (name.endsWith('Amount') && typeof value === 'number') return fmt.money(value)
  if (typeof value !== 'string') return value
  if (name.endsWith('Date')) return fmt.date(value)
  if (name.endsWith('Canton')) return cantonName(value as Canton, t)
  return name === 'country' ? countryName(value, t) : value
}
