import { fileURLToPath } from 'node:url'
import { Eta } from 'eta'

/** Renders the view `employees/list` (a file below `views/`) with its data. */
export type Views = (name: string, data: object) => string

/**
 * Sets up the templates. In production they are compiled once; otherwise every change shows at the next request.
 * Beside `include`, a template has `part(name, parameters)`, which renders `views/parts/<name>.eta` with these parameters and the
 * page's tools only, and `attributes({ … })`, which writes escaped HTML attributes and leaves out those without a value.
 * Values of a request must never be spread into `data`: they belong under `values`.
 */
export function createViews({ production }: { production: boolean }): Views {
  const eta = new Eta({
    views: fileURLToPath(new URL('../../views/', import.meta.url)),
    cache: production,
    cacheFilepaths: production,
    debug: !production,
    escapeFunction: escapeHtml,
    functionHeader,
  })
  Object.assign(eta, { tools, attributes })
  return (name, data) => eta.render(name, data)
}

// `this` is the Eta instance in a compiled template, `options` tells the file it came from.
const functionHeader = `
const attributes = this.attributes
const part = (name, data) => this.render('/parts/' + name, { ...this.tools(it), ...data }, options)
`

interface Tools {
  t?: unknown
  lang?: unknown
  fmt?: unknown
  asset?: unknown
  csrf?: unknown
  today?: unknown
  now?: unknown
  errors?: unknown
  values?: unknown
}

/** What a part sees of its page. Not everything: a page's `title` must not become the title of a part that was given none. */
function tools({ t, lang, fmt, asset, csrf, today, now, errors, values }: Tools): Tools {
  return { t, lang, fmt, asset, csrf, today, now, errors, values }
}

function attributes(values: Record<string, unknown>): string {
  return Object.entries(values)
    .filter(([, value]) => value !== undefined && value !== null && value !== false)
    .map(([name, value]) => (value === true ? ` ${name}` : ` ${name}="${escapeHtml(value)}"`))
    .join('')
}

function escapeHtml(value: unknown): string {
  if (value === undefined || value === null) return ''
  return String(value).replace(/[&<>"']/g, (character) => entities[character] ?? character)
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
