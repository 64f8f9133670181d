import type { z } from 'zod'
import { type Fault, listOf, type Reading, read, type Values } from './fields.js'
import { faultsIn } from './journey.js'

/** One row of fields that repeat. */
export type TypedRow = Record<string, string>

/**
 * The rows of fields that repeat under the same names, as they were typed. A row in which none of the `telling`
 * fields was filled in is left out: a list to choose from always says something.
 */
export function rowsIn(values: Values, telling: string[], others: string[] = []): TypedRow[] {
  const names = [...telling, ...others]
  const all = names.map((name) => [values[name] ?? []].flat())
  const rows = Array.from({ length: Math.max(0, ...all.map((list) => list.length)) }, (_, at) =>
    Object.fromEntries(names.map((name, nth) => [name, all[nth]?.[at] ?? ''])),
  )
  return rows.filter((row) => listOf(telling.map((name) => row[name] ?? '')).length > 0)
}

/** Reads each row by a schema; the faults of the second row belong to `name-1`. */
export function readRows<S extends z.ZodObject>(schema: S, rows: TypedRow[]): Reading<z.output<S>[]> {
  const readings = rows.map((row) => read(schema, row))
  const faults: Fault[] = readings.flatMap((it, at) =>
    faultsIn(it).map((one) => ({ ...one, field: `${one.field}-${at}` })),
  )
  if (faults.length > 0) return { faults }
  return { value: readings.flatMap((it) => ('value' in it ? [it.value] : [])) }
}

/** Rows to show: those that were typed, and an empty one where there is none or where one more is wanted. */
export const rowsShown = (rows: TypedRow[], addsOne: boolean): TypedRow[] =>
  rows.length === 0 || addsOne ? [...rows, {}] : rows
