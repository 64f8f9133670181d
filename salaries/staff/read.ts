import * as XLSX from 'xlsx'
import { type Canton, cantons } from '../../domain/kinds.js'
import { mostStaffRows, neededColumns, type StaffColumn, type StaffRow, type StaffValues } from '../../domain/staff-list/row.js' // biome-ignore format: one import
import { ahvNumberIn, type Cell, dayIn, wordsIn } from '../excel/cells.js'
import type { StaffRead, StaffTask } from './reading.js'
import { refuseStaff, staffRefusalIn } from './refused.js'
import { bookIn } from './workbook.js'

/** A heading without capitals, accents and signs: as `headings` of a task are written. */
export const folded = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')

/** Reads a staff list, Excel or text, or says why it cannot be read. */
export async function readStaff(bytes: Buffer, headings: StaffTask['headings']): Promise<StaffRead> {
  try {
    const book = await bookIn(bytes)
    return { rows: rowsIn(onlySheet(book), headings, book.Workbook?.WBProps?.date1904 === true) }
  } catch (error) {
    const refused = staffRefusalIn(error)
    if (!refused) throw error
    return { refused }
  }
}

type Cells = (XLSX.CellObject | undefined)[]
const cellsOf = (sheet: XLSX.WorkSheet | undefined) => (sheet?.['!data'] ?? []) as (Cells | undefined)[]

/** The first sheet; others must be empty, or somebody's rows would be missing unseen. */
function onlySheet(book: XLSX.WorkBook): XLSX.WorkSheet {
  const [first = '', ...others] = book.SheetNames
  const filled = others.filter((name) => cellsOf(book.Sheets[name]).some((row) => row?.some(isFilled)))
  if (filled.length > 0) throw refuseStaff('other-sheets', { sheets: filled.join(', ').slice(0, 100) })
  return book.Sheets[first] ?? {}
}

const isFilled = (cell: XLSX.CellObject | undefined) =>
  cell !== undefined && cell.t !== 'z' && String(cell.v ?? '').trim() !== ''

function rowsIn(sheet: XLSX.WorkSheet, headings: StaffTask['headings'], from1904: boolean): StaffRow[] {
  const grid = cellsOf(sheet)
  refuseFormulas(grid)
  const top = grid.findIndex((row) => row?.some(isFilled))
  if (top < 0) throw refuseStaff('empty')
  const columns = columnsIn(grid[top] ?? [], headings)
  const rows: StaffRow[] = []
  for (let at = top + 1; at < grid.length; at++) {
    const cells = grid[at] ?? []
    if (![...columns.keys()].some((index) => isFilled(cells[index]))) continue
    if (rows.length === mostStaffRows) throw refuseStaff('too-many-rows', { most: mostStaffRows })
    rows.push(readRow(at + 1, cells, columns, from1904))
  }
  if (rows.length === 0) throw refuseStaff('no-rows')
  return rows
}

/** Values only: what a formula says depends on what else there is, and nobody sees it in a preview. */
function refuseFormulas(grid: (Cells | undefined)[]): void {
  for (const [row, cells] of grid.entries())
    for (const [column, cell] of (cells ?? []).entries())
      if (cell && (cell.f !== undefined || (typeof cell.v === 'string' && cell.v.startsWith('='))))
        throw refuseStaff('formula', { cell: XLSX.utils.encode_cell({ c: column, r: row }) })
}

/** Which column stands where. Every heading must be one of ours. */
function columnsIn(top: Cells, headings: StaffTask['headings']): Map<number, StaffColumn> {
  const columns = new Map<number, StaffColumn>()
  for (const [index, cell] of top.entries()) {
    if (!isFilled(cell)) continue
    const heading = wordsIn(String(cell?.v), 100)
    const column = headings[folded(heading)]
    if (!column) throw refuseStaff('unknown-column', { heading: heading.slice(0, 40) })
    if ([...columns.values()].includes(column))
      throw refuseStaff('column-twice', { heading: heading.slice(0, 40) })
    columns.set(index, column)
  }
  const missing = neededColumns.find((needed) => ![...columns.values()].includes(needed))
  if (missing) throw refuseStaff('column-missing', { column: missing })
  return columns
}

function readRow(
  place: number,
  cells: Cells,
  columns: Map<number, StaffColumn>,
  from1904: boolean,
): StaffRow {
  const values: Record<string, string | number> = {}
  const unreadable: StaffRow['unreadable'] = []
  for (const [index, column] of columns) {
    const cell = cells[index]
    if (!isFilled(cell)) continue
    const held: Cell = typeof cell?.v === 'number' ? cell.v : String(cell?.v ?? '').slice(0, 500)
    const value = cell?.t === 'e' ? null : readers[column](held, from1904)
    if (value === null) unreadable.push({ column, typed: wordsIn(held, 40) })
    else if (value !== '') values[column] = value
  }
  return { place, values: values as StaffValues, unreadable }
}

type Reader = (cell: Cell, from1904: boolean) => string | number | null
const words: Reader = (cell) => wordsIn(cell, 400)

const readers: Record<StaffColumn, Reader> = {
  lastName: words,
  firstName: words,
  birthDate: dayIn,
  ahvNumber: (cell) => ahvNumberIn(cell) ?? '',
  personnelNumber: words,
  function: words,
  workplace: words,
  canton: (cell) => {
    const typed = wordsIn(cell, 20).toUpperCase()
    return cantons.includes(typed as Canton) ? typed : null
  },
  workload: percentIn,
  startsOn: dayIn,
  endsOn: dayIn,
}

/** A whole number of per cent from 1 to 100; a cell that Excel shows as `80 %` holds 0.8. */
function percentIn(cell: Cell): number | null {
  const number =
    typeof cell === 'number' ? cell : Number(wordsIn(cell, 20).replace(/\s*%$/, '').replace(',', '.'))
  const percent =
    typeof cell === 'number' && number > 0 && number <= 1 ? Math.round(number * 10_000) / 100 : number
  return Number.isInteger(percent) && percent >= 1 && percent <= 100 ? percent : null
}
