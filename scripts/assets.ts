import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { compile } from 'sass'
import { withMarginsForGaps } from './gaps.js'

// Writes what a browser fetches into build/assets: style sheet, icons, images and scripts, each under a name with the hash of
// its content, with .br and .gz beside it and a manifest that maps the plain names to the hashed ones.

const root = fileURLToPath(new URL('../', import.meta.url))
const sources = join(root, 'web/assets')
const target = join(root, 'build/assets')
const packages = join(root, 'node_modules')

const stamp = hash(inputs().map((file) => readFileSync(file)))
if (existsSync(join(target, 'stamp')) && readFileSync(join(target, 'stamp'), 'utf8') === stamp) {
  console.log('Browser files are up to date.')
} else {
  const start = Date.now()
  console.log(
    `${build()} browser files written to build/assets in ${((Date.now() - start) / 1000).toFixed(1)} s.`,
  )
}

function build(): number {
  mkdirSync(target, { recursive: true })
  const manifest: Record<string, string> = {}
  const add = (name: string, content: string | Buffer) => {
    manifest[name] = write(name, Buffer.from(content))
  }

  for (const ending of ['.svg', '.png'])
    for (const name of named(sources, ending)) add(name, readFileSync(join(sources, name)))
  add('icons.svg', iconSprite())
  for (const [name, file] of guidePictures()) add(name, readFileSync(file))
  add('portal.css', withHashedUrls(styleSheet(), manifest))
  add('htmx.min.js', readFileSync(join(packages, 'htmx.org/dist/htmx.min.js')))
  add('webauthn.min.js', readFileSync(join(packages, '@simplewebauthn/browser/dist/bundle/index.umd.min.js')))
  for (const name of scriptsInOrder())
    add(name, withHashedImports(readFileSync(join(sources, name), 'utf8'), manifest))

  put('manifest.json', `${JSON.stringify(manifest, null, 2)}\n`)
  put('stamp', stamp)
  removeOld(Object.values(manifest))
  return Object.keys(manifest).length
}

function inputs(): string[] {
  return [
    fileURLToPath(import.meta.url),
    join(root, 'scripts/gaps.ts'),
    ...['sass', 'govuk-frontend', 'lucide-static', 'htmx.org', '@simplewebauthn/browser'].map((name) =>
      join(packages, name, 'package.json'),
    ),
    ...guidePictures().map(([, file]) => file),
    ...['styles', 'web/assets'].flatMap((folder) =>
      readdirSync(join(root, folder))
        .sort()
        .map((name) => join(root, folder, name)),
    ),
  ]
}

// `guides/pictures/de/start.webp` is asked for as `guide-de-start.webp`.
function guidePictures(): [string, string][] {
  const folder = join(root, 'guides/pictures')
  return readdirSync(folder, { withFileTypes: true })
    .filter((it) => it.isDirectory())
    .flatMap(({ name: language }) =>
      named(join(folder, language), '.webp').map((name): [string, string] => [
        `guide-${language}-${name}`,
        join(folder, language, name),
      ]),
    )
}

function styleSheet(): string {
  const { css } = compile(join(root, 'styles/portal.scss'), {
    style: 'compressed',
    loadPaths: [packages],
    quietDeps: true,
  })
  return withMarginsForGaps(css)
}

function iconSprite(): string {
  const icons: Record<string, string> = JSON.parse(readFileSync(join(sources, 'icons.json'), 'utf8'))
  const symbols = Object.entries(icons).map(([name, file]) => {
    const svg = readFileSync(join(packages, `lucide-static/icons/${file}.svg`), 'utf8')
    const shapes = svg.slice(svg.indexOf('>', svg.indexOf('<svg')) + 1, svg.lastIndexOf('</svg>'))
    return `<symbol id="${name}" viewBox="0 0 24 24">${shapes.replace(/\s*\n\s*/g, '')}</symbol>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('')}</svg>\n`
}

function withHashedUrls(css: string, manifest: Record<string, string>): string {
  return css.replace(/url\("?([\w.-]+)"?\)/g, (_, name: string) => `url(${known(name, manifest)})`)
}

function withHashedImports(script: string, manifest: Record<string, string>): string {
  return script.replace(/'\.\/([\w-]+\.js)'/g, (_, name: string) => `'./${known(name, manifest)}'`)
}

// What a script imports comes before it, so that the hashed name is known.
function scriptsInOrder(): string[] {
  const importsOf = (name: string) =>
    [...readFileSync(join(sources, name), 'utf8').matchAll(/'\.\/([\w-]+\.js)'/g)].map(([, other]) =>
      String(other),
    )
  const withImports = (name: string): string[] => [...importsOf(name).flatMap(withImports), name]
  return [...new Set(named(sources, '.js').flatMap(withImports))]
}

function known(name: string, manifest: Record<string, string>): string {
  const file = manifest[name]
  if (!file) throw new Error(`${name} is asked for, but there is no such file in web/assets.`)
  return file
}

function write(name: string, content: Buffer): string {
  const dot = name.lastIndexOf('.')
  const file = `${name.slice(0, dot)}.${hash([content]).slice(0, 10)}${name.slice(dot)}`
  put(file, content)
  if (name.endsWith('.webp')) return file // compressed already
  put(`${file}.gz`, gzipSync(content, { level: 9 }))
  put(`${file}.br`, brotliCompressSync(content))
  return file
}

// Written beside and renamed, so that a portal that is running never reads half a file.
function put(name: string, content: string | Buffer) {
  const draft = join(target, `.${name}.${process.pid}`)
  writeFileSync(draft, content)
  renameSync(draft, join(target, name))
}

// A portal that is running may still hand out the names of the build before; after a week it does not.
function removeOld(files: string[]) {
  const kept = new Set([
    'manifest.json',
    'stamp',
    ...files.flatMap((file) => [file, `${file}.gz`, `${file}.br`]),
  ])
  const weekAgo = Date.now() - 7 * 86_400_000
  for (const name of readdirSync(target)) {
    if (!kept.has(name) && statSync(join(target, name)).mtimeMs < weekAgo) rmSync(join(target, name))
  }
}

function named(folder: string, end: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(end))
    .sort()
}

function hash(contents: Buffer[]): string {
  const sum = createHash('sha256')
  for (const content of contents) sum.update(content)
  return sum.digest('hex')
}
