/**
 * A table as CSV for Excel: semicolons, every cell in quotes, UTF-8 with its mark. A cell that a program would take for a formula
 * gets an apostrophe before it (OWASP ASVS 1.2.10).
 */
export function csv(rows: (string | number | null)[][]): string {
  return `\uFEFF${rows.map((row) => row.map(cell).join(';')).join('\r\n')}\r\n`
}

function cell(value: string | number | null): string {
  const text = value === null ? '' : String(value)
  const safe = typeof value === 'string' && /^[=+\-@\t\r\n\0＝＋－＠]/.test(text) ? `'${text}` : text
  return `"${safe.replaceAll('"', '""')}"`
}
