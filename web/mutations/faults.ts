import { written } from '../../documents/reasons.js'
import type { Problem } from '../../domain/family-allowance/problems.js'
import type { Canton } from '../../domain/kinds.js'
import type { Fault } from './fields.js'
import { cantonName } from './places.js'
import type { Speech } from './summary.js'

/** What is wrong, by field, as sentences in the order of the faults: the first of each field. */
export function errorsOf(faults: Fault[], speech: Speech): Record<string, string> {
  const errors: Record<string, string> = {}
  for (const it of faults) errors[it.field] ??= sentenceOf(it, speech)
  return errors
}

/** The sentence of a fault, its parameters written as their names say. */
export function sentenceOf({ key, params }: Fault, speech: Speech): string {
  return speech.t(key, { ...written(params, speech), ...cantonsIn(params, speech) })
}

/** A problem of the rules as the fault of a field. */
export const faultOfProblem = ({ code, field, params }: Problem): Fault => ({
  field,
  key: `rules:problems.${code}`,
  params,
})

/** `…Canton` is a canton: a page gives its name, where a letter gives its letters. */
function cantonsIn(params: Fault['params'], { t }: Speech): Record<string, string> {
  const cantons = Object.entries(params).filter(([name]) => name.endsWith('Canton'))
  return Object.fromEntries(cantons.map(([name, canton]) => [name, cantonName(canton as Canton, t)]))
}
