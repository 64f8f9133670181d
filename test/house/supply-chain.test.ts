import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { root } from './sources.js'

interface Locked {
  license?: string
  dev?: boolean
}

const text = (name: string) => readFileSync(join(root, name), 'utf8')
const manifest = JSON.parse(text('package.json'))
const locked = Object.entries(JSON.parse(text('package-lock.json')).packages as Record<string, Locked>)

/** Packages that name no licence in their manifest but bring its text: MIT, the last one Unlicense. */
const lookedAt = ['busboy', 'streamsearch', 'png-js', 'unionfs'].map((name) => `node_modules/${name}`)

/** Licences that let an office run and change the portal without giving anything of its own away. */
const free =
  /^(MIT|MIT-0|ISC|0BSD|BSD-[0-3]-Clause|Apache-2\.0|BlueOak-1\.0\.0|Unlicense|Zlib|PSF-2\.0|CC-BY-[34]\.0|CC0-1\.0|MPL-2\.0)$/

describe('What the portal is made of', () => {
  it('is named with a reason, package by package', () => {
    const reasons = text('docs/dependencies.md')
    const asked = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies })
    const unnamed = asked.filter((name) => !isNamed(reasons, name))
    expect(unnamed).to.deep.equal([])
  })

  it('names no package that is no longer there', () => {
    const asked = new Set(Object.keys({ ...manifest.dependencies, ...manifest.devDependencies }))
    const rows = text('docs/dependencies.md')
      .split('\n')
      .filter((line) => line.startsWith('| `'))
    const named = rows.flatMap((row) =>
      [...(row.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map((it) => it[1] as string),
    )
    expect(
      named.flatMap(unfold).filter((name) => !name.startsWith('npm:') && !asked.has(name)),
    ).to.deep.equal([])
  })

  it('may be used freely: every licence is one that was looked at', () => {
    const strange = locked
      .filter(([path, { license, dev }]) => path && !dev && !lookedAt.includes(path) && !allows(license))
      .map(([path, { license }]) => `${path}: ${license}`)
    expect(strange).to.deep.equal([])
  })

  it('can be listed for whoever asks, by npm sbom', function () {
    this.timeout(30_000)
    const options = {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 64e6,
      shell: process.platform === 'win32',
    } as const
    const bill = JSON.parse(execFileSync('npm', ['sbom', '--sbom-format', 'cyclonedx'], options))
    const listed = new Set(bill.components.map(({ name }: { name: string }) => name))
    expect(bill.bomFormat).to.equal('CycloneDX')
    expect(Object.keys(manifest.dependencies).filter((name) => !listed.has(name))).to.deep.equal([])
  })
})

/** A licence of its own words, or of several of which one may be chosen. */
const allows = (license = '') =>
  license
    .replace(/[()]/g, '')
    .split(/ or | and /i)
    .some((one) => free.test(one))

const isNamed = (reasons: string, name: string) => name.startsWith('@types/') || unfoldAll(reasons).has(name)

const unfoldAll = (reasons: string) =>
  new Set([...reasons.matchAll(/`([^`\n]+)`/g)].flatMap((it) => unfold(it[1] as string)))

/** `@scope/{a,b}` as the names it stands for. */
function unfold(name: string): string[] {
  const [, before, inner, after] = name.match(/^(.*)\{(.*)\}(.*)$/) ?? []
  return inner ? inner.split(',').map((one) => `${before}${one}${after}`) : [name]
}
