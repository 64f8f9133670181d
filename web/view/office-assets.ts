import { createHash } from 'node:crypto'
import type { Accents } from '../../domain/contrast.js'
import type { Office } from '../../offices/office.js'

/** The address of a file that the office has of its own, such as `/assets/office.0a1b2c3d4e.css` for `office.css`; undefined for others. */
export function officeAsset(office: Office, name: string): string | undefined {
  const file = filesOf(office).names.get(name)
  return file && `/assets/${file}`
}

/** What is in such a file, by its name with the hash. */
export const officeFile = (office: Office, file: string): Buffer | undefined =>
  filesOf(office).contents.get(file)

interface Files {
  names: Map<string, string>
  contents: Map<string, Buffer>
}
const known = new WeakMap<Office, Files>()

function filesOf(office: Office): Files {
  const before = known.get(office)
  if (before) return before
  const files: Files = { names: new Map(), contents: new Map() }
  const all = {
    'office.css': Buffer.from(styleSheet(office)),
    'favicon.svg': Buffer.from(favicon(office)),
    'motif.svg': office.motif,
    'icon-192.png': office.icons[192],
    'icon-512.png': office.icons[512],
  }
  for (const [name, content] of Object.entries(all)) {
    const hash = createHash('sha256').update(content).digest('hex').slice(0, 10)
    const dot = name.lastIndexOf('.')
    const file = `${name.slice(0, dot)}.${hash}${name.slice(dot)}`
    files.names.set(name, file)
    files.contents.set(file, content)
  }
  known.set(office, files)
  return files
}

/** Light is written plainly and dark where it is asked for, as in styles/colours.scss. */
function styleSheet({ colours: { light, dark, onBrandSoft } }: Office): string {
  const ofDark = properties(dark)
  return [
    `:root{${properties(light)}--colour-on-brand-soft:${onBrandSoft};}`,
    `@media screen and (prefers-color-scheme:dark){:root:not([data-theme="light"]){${ofDark}}}`,
    `@media screen{:root[data-theme="dark"]{${ofDark}}}`,
  ].join('\n')
}

const properties = (accents: Accents) =>
  Object.entries(accents)
    .map(([name, value]) => `--colour-${name.replace(/[A-Z]/g, (it) => `-${it.toLowerCase()}`)}:${value};`)
    .join('')

function favicon({ logo, colours }: Office): string {
  const shapes = logo.map(({ kind, fill, ...said }) => {
    const drawn = Object.entries(said).map(([name, value]) => ` ${name}="${value}"`)
    return `<${kind}${drawn.join('')} fill="${fill === 'currentColor' ? colours.light.accent : fill}"/>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">${shapes.join('')}</svg>`
}
