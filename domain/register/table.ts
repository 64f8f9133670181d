import type { Reader, Wrong } from './cells.js'
import { csvRows } from './csv.js'

/** How each column is read, by its heading. */
export type Columns = Record<string, Reader<string | number | null>>
export type ValuesOf<C extends Columns> = { [name in keyof C]: Exclude<ReturnType<C[name]>, Wrong> }

/** A row that can be taken, and the line on which it stands. */
export interface Line<V> {
  line: number
  values: V
}

/** Why a row is left out. */
export interface LineFault {
  line: number
  reason: string
}

export interface Table<V> {
  lines: Line<V>[]
  faults: LineFault[]
}

/**
 * Reads a file of the core system by its headings, in any order; `mayLack` names columns that need not be there. Throws if the
 * headings are not those of the columns. What is wrong in a row is told without the cell: it may be about a person.
 */
export function readTable<C extends Columns>(
  text: string,
  columns: C,
  mayLack: readonly (keyof C)[] = [],
): Table<ValuesOf<C>> {
  const [head, ...rows] = csvRows(text)
  if (!head) throw new Error('the file is empty')
  const names = Object.keys(columns)
  const unknown = head.cells.filter((it) => !names.includes(it))
  const missing = names.filter((it) => !head.cells.includes(it) && !mayLack.includes(it))
  const twice = head.cells.filter((it, at) => head.cells.indexOf(it) !== at)
  for (const [what, found] of Object.entries({ unknown, missing, twice }))
    if (found.length > 0) throw new Error(`the headings do not fit; ${what}: ${found.join(', ')}`)
  const table: Table<ValuesOf<C>> = { lines: [], faults: [] }
  for (const { line, cells } of rows) {
    const reasons: string[] = []
    const values: Record<string, unknown> = {}
    if (cells.length > head.cells.length) reasons.push('more cells than headings')
    for (const [name, read] of Object.entries(columns)) {
      const value = read(cells[head.cells.indexOf(name)] ?? '')
      if (typeof value === 'object' && value !== null) reasons.push(`${name} ${value.wrong}`)
      else values[name] = value
    }
    if (reasons.length > 0) table.faults.push({ line, reason: reasons.join('; ') })
    else table.lines.push({ line, values: values as ValuesOf<C> })
  }
  return table
}
