import { snake } from './names.js'
import type { Values } from './prepared.js'

type Columns = Record<string, 'text' | 'integer'>

/**
 * So many objects as rows of a statement: `select id from ${listed('sent', { id: 'text' }, 2)}` has two rows, whose values
 * `valuesOf('sent', …)` gives. One statement does then for all what would take one for each; and for each number of
 * objects it stays prepared.
 */
export function listed(name: string, columns: Columns, count: number): string {
  const fields = Object.entries(columns)
  const names = fields.map(([field], nth) => `column${nth + 1} as ${snake(field)}`)
  const row = (nth: number) =>
    fields.map(([field, type]) => `cast(:${name}${nth}_${field} as ${type})`).join(', ')
  const rows = Array.from({ length: count }, (_, nth) => `(${row(nth)})`)
  return `(select ${names.join(', ')} from (values ${rows.join(', ')}) as given) as ${name}`
}

/** The values of these objects, in the order of `listed`. */
export function valuesOf<Row extends object>(name: string, rows: Row[]): Values {
  const values: Values = {}
  for (const [nth, row] of rows.entries())
    for (const [field, value] of Object.entries(row)) values[`${name}${nth}_${field}`] = value
  return values
}

/** Writes a statement once for each number of objects. */
export function forEachCount(write: (count: number) => string): (count: number) => string {
  const written = new Map<number, string>()
  return (count) => {
    const known = written.get(count) ?? write(count)
    written.set(count, known)
    return known
  }
}
