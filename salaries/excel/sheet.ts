import * as XLSX from 'xlsx'
import { harmless } from './cells.js'

/** A workbook with one sheet of these rows, the first of them headings. No text of it is ever a formula. */
export function writeSheet(name: string, rows: (string | number | null)[][]): Buffer {
  const safe = rows.map((row) => row.map((cell) => (typeof cell === 'string' ? harmless(cell) : cell)))
  const sheet = XLSX.utils.aoa_to_sheet(safe)
  sheet['!cols'] = (rows[0] ?? []).map((heading) => ({ wch: Math.max(12, String(heading).length + 2) }))
  const book = XLSX.utils.book_new()
  XLSX.utils.book_append_sheet(book, sheet, name)
  return XLSX.write(book, { type: 'buffer', bookType: 'xlsx', compression: true })
}
