/** A row of a file, and the line on which it begins, counted from 1. */
export interface CsvRow {
  line: number
  cells: string[]
}

/** The rows of a text with semicolons, cells in quotes where they hold some; empty lines are left out. Throws if a quote is not closed. */
export function csvRows(text: string): CsvRow[] {
  const rows: CsvRow[] = []
  let row: CsvRow = { line: 1, cells: [] }
  let line = 1
  // a cell and what ends it
  const cell = /(?:"((?:[^"]|"")*)"|([^";\r\n]*))(;|\r\n|\n|\r|$)/y
  while (cell.lastIndex < text.length || row.cells.length > 0) {
    const found = cell.exec(text)
    if (!found) throw new Error(`line ${line}: a quote is not closed, or stands in the middle of a cell`)
    const [, quoted, bare = '', end] = found
    row.cells.push((quoted?.replaceAll('""', '"') ?? bare).trim())
    line += (quoted?.match(/\r\n|\n|\r/g) ?? []).length
    if (end === ';') continue
    line++
    if (row.cells.some((it) => it !== '')) rows.push(row)
    row = { line, cells: [] }
  }
  return rows
}
