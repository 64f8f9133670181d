import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Eta, type TemplateFunction } from 'eta'
import type { T } from '../../locales/i18n.js'
import { fieldNames } from './field-names.js'
import { attributes, escapeHtml, unbroken } from './html.js'

/** Renders the view `employees/list` (a file below `views/`) with its data. */
export type Views = (name: string, data: object) => string

/**
 * Sets up the templates. In production they are compiled once; otherwise every change shows at the next request.
 * Beside `include`, a template has `part(name, parameters)`, which renders `views/parts/<name>.eta` with these parameters and the
 * page's tools only, `attributes({ … })`, which writes escaped HTML attributes and leaves out those without a value, and `unbroken(text)`
 * for text with a reference.
 * Values of a request must never be spread into `data`: they belong under `values`.
 */
export function createViews({ production }: { production: boolean }): Views {
  const views = fileURLToPath(new URL('../../views/', import.meta.url))
  const eta = new Eta({
    views,
    cache: production,
    cacheFilepaths: production,
    debug: !production,
    escapeFunction: escapeHtml,
    functionHeader,
  })
  const parts = new Map<string, TemplateFunction>()

  // Not through eta.render: a page has hundreds of parts, and finding the file again takes longer than rendering it.
  function part(tools: Tools, name: string, parameters: object): string {
    const filepath = `${views}parts/${name}.eta`
    const template = parts.get(name) ?? eta.compile(readFileSync(filepath, 'utf8'), { filepath })
    if (production) parts.set(name, template)
    return template.call(eta, Object.assign(Object.create(tools), parameters), { filepath })
  }

  Object.assign(eta, { part, toolsOf, attributes, unbroken })
  return (name, data: { errors?: object; t?: T }) => {
    if (!data.t || Object.keys(data.errors ?? {}).length === 0) return eta.render(name, data)
    const names = fieldNames(data.t)
    return names.filled(eta.render(name, { ...data, fieldNames: names }))
  }
}

// `this` is the Eta instance in a compiled template.
const functionHeader = `
const attributes = this.attributes
const unbroken = this.unbroken
let tools
const part = (name, parameters) => this.part((tools ??= this.toolsOf(it)), name, parameters)
`

interface Tools {
  t?: unknown
  lang?: unknown
  fmt?: unknown
  asset?: unknown
  csrf?: unknown
  today?: unknown
  now?: unknown
  here?: unknown
  errors?: unknown
  values?: unknown
  fieldNames?: unknown
}

/** What a part sees of its page. Not everything: a page's `title` must not become the title of a part that was given none. */
function toolsOf(it: Tools): Tools {
  // A part has its tools as prototype: hundreds of copies for a page would take longer than all the rest.
  const inherited: Tools = Object.getPrototypeOf(it)
  if (inherited !== Object.prototype) return inherited
  const { t, lang, fmt, asset, csrf, today, now, here, errors, values, fieldNames } = it
  return { t, lang, fmt, asset, csrf, today, now, here, errors, values, fieldNames }
}
