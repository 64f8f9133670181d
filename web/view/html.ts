/** Text for HTML, between tags or in a quoted attribute; nothing for a missing value. */
export function escapeHtml(value: unknown): string {
  if (value === undefined || value === null) return ''
  const text = String(value)
  return /[&<>"']/.test(text)
    ? text.replace(/[&<>"']/g, (character) => entities[character] ?? character)
    : text
}

/** Text for HTML in which a reference is never broken between two lines; `escapeHtml` otherwise. */
export const unbroken = (value: unknown): string =>
  escapeHtml(value).replace(references, '<span class="nowrap">$&</span>')

const references = /\b[A-Z]{2}-[0-9A-Z]{4}-[0-9A-Z]{4}\b/g

/**
 * HTML attributes with a space before each. `true` writes the name alone; `false`, `undefined` and `null` write nothing.
 * The values are escaped, the names must be the template's own.
 */
export function attributes(values: Record<string, unknown>): string {
  let html = ''
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined || value === null || value === false) continue
    html += value === true ? ` ${name}` : ` ${name}="${escapeHtml(value)}"`
  }
  return html
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
