import { declaration, inPieces, numberCell, rowXml, sheetTag, textCell, workbookOf } from './workbook.js'

type Cell = string | number | null

/** A workbook with one sheet of these rows, the first of them headings. No text of it is ever a formula. */
export const writeSheet = (name: string, rows: Cell[][]): Promise<Buffer> => workbookOf(name, sheetOf(rows))

function* sheetOf(rows: Cell[][]): Generator<string> {
  const widths = (rows[0] ?? []).map((heading) => Math.max(12, String(heading).length + 2))
  const cols = widths.map(
    (width, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`,
  )
  yield `${declaration}${sheetTag}${cols.length > 0 ? `<cols>${cols.join('')}</cols>` : ''}<sheetData>`
  yield* inPieces(rows, (row, nth) => rowXml(nth + 1, row.map((cell, column) => cellXml(cell, lettersOf(column), nth + 1)))) // biome-ignore format: one line
  yield '</sheetData></worksheet>'
}

function cellXml(cell: Cell, letters: string, at: number): string {
  if (typeof cell === 'number') return numberCell(letters, at, cell)
  return cell === null ? '' : textCell(letters, at, cell)
}

/** A column as a sheet names it: A, …, Z, AA. */
const lettersOf = (column: number): string =>
  (column < 26 ? '' : lettersOf(Math.floor(column / 26) - 1)) + String.fromCharCode(65 + (column % 26))
