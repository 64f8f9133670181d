/** Prints rows as a Markdown table, numbers to the right. */
export function table(title: string, rows: Record<string, string | number>[]): void {
  const columns = Object.keys(rows[0] ?? {})
  const width = (column: string) => Math.max(column.length, ...rows.map((row) => String(row[column]).length))
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`
  const cell = (column: string, value: string | number) =>
    typeof value === 'number' ? String(value).padStart(width(column)) : value.padEnd(width(column))
  console.log(`\n### ${title}\n`)
  console.log(line(columns.map((column) => column.padEnd(width(column)))))
  console.log(line(columns.map((column) => '-'.repeat(width(column)))))
  for (const row of rows) console.log(line(columns.map((column) => cell(column, row[column] ?? ''))))
}
