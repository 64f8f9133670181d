/**
 * A table as CSV for Excel: semicolons, every cell in quotes, UTF-8 with its mark. A cell that a program would take for a formula
 * gets an apostrophe before it (OWASP ASVS 1.2.10).
 */
export const csv = (rows: Row[]): string => `\uFEFF${csvRows(rows)}`

/** More rows of such a table. */
export const csvRows = (rows: Row[]): string => rows.map((row) => `${row.map(cell).join(';')}\r\n`).join('')

type Row = (string | number | null)[]

function cell(value: string | number | null): string {
  const text = value === null ? '' : String(value)
  const safe = typeof value === 'string' && /^[=+\-@\t\r\n\0＝＋－＠]/.test(text) ? `'${text}` : text
  return `"${safe.replaceAll('"', '""')}"`
}
