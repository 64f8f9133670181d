import { type SaxesAttributeNS, SaxesParser } from 'saxes'

/** A shape of a logo. `fill`: the office's accent, the colour that stands on it, or one of its own. */
export type Shape = { fill: string } & (
  | { kind: 'rect'; x: number; y: number; width: number; height: number; rx: number }
  | { kind: 'circle'; cx: number; cy: number; r: number }
  | { kind: 'path'; d: string }
)
/** What fills a shape with the office's accent, and with the colour that is read on the accent. */
export const [accentFill, counterFill] = ['currentColor', 'white']

export type Logo = Shape[]

const attributes = {
  rect: ['x', 'y', 'width', 'height', 'rx'],
  circle: ['cx', 'cy', 'r'],
  path: ['d'],
} as const

/**
 * Reads a logo that pages, icons and letters can all draw: an SVG with viewBox 0 0 32 32 of `rect`, `circle` and `path`, filled with
 * `currentColor`, `white` or a colour in six digits. Throws a sentence about what else is in it.
 */
export function readLogo(svg: string): Logo {
  const shapes: Logo = []
  const parser = new SaxesParser({ xmlns: true })
  parser.on('error', (error) => {
    throw new Error(`is not well-formed: ${error.message}`)
  })
  parser.on('opentag', ({ local, attributes: given }) => {
    const said = Object.fromEntries(Object.entries(given).map(([name, it]) => [name, textOf(it)]))
    if (local === 'svg') checkFrame(said)
    else shapes.push(shapeOf(local, said))
  })
  parser.write(svg).close()
  if (shapes.length === 0) throw new Error('has no shape in it')
  return shapes
}

const textOf = (it: SaxesAttributeNS) => it.value

function checkFrame({ viewBox }: Record<string, string>): void {
  if (viewBox !== '0 0 32 32') throw new Error('must have viewBox="0 0 32 32"')
}

function shapeOf(kind: string, { fill = '', ...said }: Record<string, string>): Shape {
  const known = attributes[kind as keyof typeof attributes] as readonly string[] | undefined
  if (!known) throw new Error(`<${kind}> cannot be drawn on letters: use rect, circle and path`)
  const strange = Object.keys(said).find((name) => !known.includes(name))
  if (strange) throw new Error(`<${kind} ${strange}="…"> cannot be drawn on letters: leave ${strange} away`)
  if (fill !== accentFill && fill !== counterFill && !/^#[0-9a-f]{6}$/.test(fill))
    throw new Error(`<${kind}>: fill must be currentColor, white or a colour such as #0b5747`)
  if (kind === 'path') {
    if (!/^[MmLlHhVvCcSsQqTtAaZz0-9eE+\-., ]+$/.test(said.d ?? '')) throw new Error('<path>: d is not a path')
    return { kind, d: said.d ?? '', fill }
  }
  const numbers = Object.fromEntries(known.map((name) => [name, Number(said[name] ?? 0)]))
  if (Object.values(numbers).some((it) => !Number.isFinite(it)))
    throw new Error(`<${kind}>: needs plain numbers`)
  return { kind, ...numbers, fill } as Shape
}
