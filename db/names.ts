const toSnake = new Map<string, string>()
const toCamel = new Map<string, string>()

/** `memberNumber` → `member_number`. */
export function snake(name: string): string {
  return remembered(toSnake, name, () => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`))
}

/** Gives the rows of a result the names of the code: `member_number` → `memberNumber`. */
export function camelRows(result: unknown): unknown {
  if (Array.isArray(result)) return result.map(camelRow)
  return camelRow(result)
}

function camelRow(row: unknown): unknown {
  if (row === null || typeof row !== 'object' || row.constructor !== Object) return row
  const named: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(row)) named[camel(key)] = value
  return named
}

const camel = (name: string) =>
  remembered(toCamel, name, () => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()))

function remembered(names: Map<string, string>, name: string, find: () => string): string {
  const known = names.get(name)
  if (known !== undefined) return known
  const found = find()
  names.set(name, found)
  return found
}
