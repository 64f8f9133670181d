import type { Field } from '../../domain/salary-declaration/declaration.js'

/** The template's version, in a cell of its own: only this one is read. */
export const templateVersion = 'LM-1'
export const sheetName = 'Lohnmeldung'

/** The columns of the sheet in their order; the headings are in the reader's language, the order is not. */
export const columns = [
  'ahvNumber', 'lastName', 'firstName', 'birthDate', 'sex', 'canton', 'from', 'to', 'exit',
  'ahv', 'alv', 'alvFree', 'ahvFree', 'wage', 'allowances', 'remark',
] as const // biome-ignore format: two rows
export type Column = (typeof columns)[number]

/** Cells of the head, by what stands in them. */
export const headCells = { version: 'B1', member: 'B2', company: 'B3', year: 'B4', contact: 'B5' } as const
/** Rows as the sheet counts them, from 1. */
export const headingRow = 7
export const firstRow = 8
/** The most rows of persons that are read. */
export const mostRows = 20_000

export const letterOf = (column: Column): string => String.fromCharCode(65 + columns.indexOf(column))

/** The cell in which a finding's field stands, such as `J12`. */
export function cellOf(field: Field | null, row: number): string | null {
  const column = columns.find((it) => it === field)
  return column ? `${letterOf(column)}${row}` : null
}
