import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { root } from './sources.js'

interface Locked {
  name?: string
  version?: string
  resolved?: string
  integrity?: string
  hasInstallScript?: boolean
}

const read = (name: string) => JSON.parse(readFileSync(join(root, name), 'utf8'))
const manifest = read('package.json')
const locked = Object.entries(read('package-lock.json').packages as Record<string, Locked>).slice(1)
const nameOf = ([path, { name }]: [string, Locked]) => name ?? path.replace(/^.*node_modules\//, '')

/** Packages with holes that were never mended, or were mended in the version named: never older, or never at all. */
const refused: Record<string, string | null> = {
  xlsx: null,
  'xlsx-js-style': null,
  '@e965/xlsx': '0.20.3',
  csurf: null,
  libxmljs: null,
  libxmljs2: null,
  multer: '2.2.0',
  'file-type': '21.3.4',
  'fast-xml-parser': '5.7.0',
  'express-rate-limit': '8.2.2',
  'proxy-addr': '2.0.8',
  eta: '2.0.0',
}

describe('The packages', () => {
  it('are none of those that are known to be unsafe', () => {
    const found = locked
      .filter((entry) => {
        const least = refused[nameOf(entry)]
        return least === null || (least !== undefined && isOlder(entry[1].version ?? '0', least))
      })
      .map((entry) => `${nameOf(entry)} ${entry[1].version}`)
    expect(found).to.deep.equal([])
  })

  it('come from whatever registry the machine asks, which must have what the lock file knows by its SHA-512', () => {
    const strange = locked
      .filter(([, { resolved, integrity }]) => resolved || !integrity?.startsWith('sha512-'))
      .map(nameOf)
    expect(strange).to.deep.equal([])
  })

  it('run no script when they are installed, but for those that were looked at', () => {
    const scripted = locked.filter(([, { hasInstallScript }]) => hasInstallScript).map(nameOf)
    expect(Object.keys(manifest.allowScripts)).to.include.members([...new Set(scripted)])
  })

  it('are asked for in exact versions, and locked in the same', () => {
    const asked: [string, string][] = Object.entries({
      ...manifest.dependencies,
      ...manifest.devDependencies,
    })
    const versions = new Map(locked.map(([path, { version }]) => [path, version]))
    const exact = (version: string) => version.replace(/^npm:.*@/, '')
    const wrong = asked.filter(([name, version]) => versions.get(`node_modules/${name}`) !== exact(version))
    expect(wrong).to.deep.equal([])
  })

  it('that Temporal consists of have one version', () => {
    const versions = locked
      .filter((entry) => nameOf(entry).startsWith('@temporalio/'))
      .map(([, { version }]) => version)
    expect([...new Set(versions)]).to.have.length(1)
  })
})

function isOlder(version: string, least: string): boolean {
  const [a, b] = [version, least].map((text) => text.split(/[.-]/).slice(0, 3).map(Number)) as [
    number[],
    number[],
  ]
  const at = a.findIndex((part, i) => part !== b[i])
  return at >= 0 && (a[at] ?? 0) < (b[at] ?? 0)
}
