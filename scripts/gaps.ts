/**
 * The style sheet, with margins for browsers that know no gap between the boxes of a flexible row (before Chrome 84 and Safari 14.1).
 * No question tells them apart but one: `inset` came with the next version of either.
 */
export function withMarginsForGaps(css: string): string {
  const selectors = new Map<string, string[]>()
  for (const [, selector = '', body = ''] of css.matchAll(/(?<=^|[{}])([^{}@]+)\{([^{}]*)\}/g)) {
    const gap = /(?:^|;)display:(?:inline-)?flex/.test(body) && /(?:^|;)gap:([^;]*)/.exec(body)?.[1]
    if (!gap) continue
    const margins = marginsFor(gap, body)
    const boxes = selector.split(',').map((one) => `${one}>*`)
    selectors.set(margins, [...(selectors.get(margins) ?? []), ...boxes])
  }
  const rules = [...selectors].map(([margins, boxes]) => `${boxes.join(',')}{${margins}}`)
  return `${css}@supports not (inset:0){${rules.join('')}}`
}

function marginsFor(gap: string, body: string): string {
  const [below = '0', beside = below] = gap.split(/ (?![^(]*\))/)
  if (body.includes('flex-direction:column')) return `margin-bottom:${below}`
  const wraps = body.includes('flex-wrap:wrap') && below !== '0'
  return `margin-right:${beside}${wraps ? `;margin-bottom:${below}` : ''}`
}
