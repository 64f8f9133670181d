import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import fc from 'fast-check'
import { SaxesParser } from 'saxes'
import { cantons } from '../../domain/kinds.js'
import type { Closing, DeclaredPerson, Opening } from '../../domain/salary-declaration/declaration.js'
import { readElm } from '../../salaries/elm/read.js'
import { type Head, writeElm } from '../../salaries/elm/write.js'
import { check, known } from './checked.js'

const file = (name: string) => readFileSync(new URL(`../elm/${name}.xml`, import.meta.url))

function readAll(bytes: Buffer) {
  const persons: DeclaredPerson[] = []
  let opening: Opening | null = null
  const reader = readElm({
    opening: (it) => {
      opening = it
    },
    person: (person) => persons.push(person),
  })
  reader.write(bytes)
  const closing = reader.end()
  return { persons, closing, opening: opening as Opening | null }
}

async function written(head: Head, persons: DeclaredPerson[]): Promise<Buffer> {
  async function* pages() {
    for (let at = 0; at < persons.length; at += 3) yield persons.slice(at, at + 3)
  }
  const parts: string[] = []
  for await (const part of writeElm(head, pages())) parts.push(part)
  return Buffer.from(parts.join(''), 'utf8')
}

/** Which elements stand in which, as `parent child`, and one before the other, as `parent earlier later`. */
function structureOf(bytes: Buffer): Set<string> {
  const found = new Set<string>()
  const open: { name: string; children: string[] }[] = [{ name: '/', children: [] }]
  const parser = new SaxesParser({ xmlns: true })
  parser.on('opentag', ({ uri, local }) => {
    const name = `{${uri}}${local}`
    open.at(-1)?.children.push(name)
    open.push({ name, children: [] })
  })
  parser.on('closetag', () => {
    const { name, children } = open.pop() ?? { name: '', children: [] }
    const once = children.filter((it, at) => children.indexOf(it) === at)
    for (const [at, child] of once.entries()) {
      found.add(`${name} ${child}`)
      for (const later of once.slice(at + 1)) found.add(`${name} ${child} ${later}`)
    }
  })
  parser.on('error', (error) => {
    throw error
  })
  parser.write(bytes.toString('utf8')).close()
  return found
}

/** Without where it stood, which is elsewhere in the file that was written. */
const bare = <Value>(value: Value): Value =>
  JSON.parse(JSON.stringify(value, (key, it) => (key === 'place' ? undefined : it)))

const headOf = ({ opening, closing }: { opening: Opening | null; closing: Closing }): Head => ({
  year: closing.year ?? 0,
  company: opening?.company ?? '',
  uid: opening?.uid ?? null,
  replaces: opening?.replaces ?? null,
  institutions: closing.institutions,
  request: 'LM-7K2M-Q4XT',
  writtenAt: '2026-01-20T09:00:00',
})

describe('A declaration that the portal writes', () => {
  for (const name of [
    'elm4-5persons',
    'elm5-5persons',
    'elm5-soap-5persons',
    'elm5-200persons',
    'defects/no-namespace',
  ])
    it(`from ${name} is read back equal: persons, segments, splits, allowances, totals and counters`, async () => {
      const first = readAll(file(name))
      const bytes = await written(headOf(first), first.persons)
      const second = readAll(bytes)
      expect(bare(second.persons)).to.deep.equal(bare(first.persons))
      expect(bare(second.closing)).to.deep.equal(bare(first.closing))
      expect(second.opening).to.deep.include({
        version: '5.0',
        unfamiliar: false,
        company: first.opening?.company,
      })
      const about = known()
      expect(check(bytes, about).sums).to.deep.equal(check(file(name), about).sums)
    })

  it('of whatever can be declared is read back equal', async () => {
    const rappen = fc.integer({ min: -99_999_999, max: 999_999_999 })
    const day = fc
      .date({ min: new Date('1990-01-01'), max: new Date('2025-12-31'), noInvalidDate: true })
      .map((it) => it.toISOString().slice(0, 10))
    const words = fc.stringMatching(/^[A-Za-zäöüÉçœ<>&"'=+@-]{1,20}( [A-Za-zéŠł]{1,12})?$/)
    const span = { place: fc.constant(0), from: day, to: day }
    const maybe = <V>(of: fc.Arbitrary<V>) => fc.option(of, { nil: null })
    const child = fc.record({ ...span, name: words, birthDate: maybe(day), ahvNumber: maybe(fc.constant('756.1131.7778.01')), monthly: rappen, once: rappen }) // biome-ignore format: one line
    const ahv = fc.record({ ...span, institution: fc.constantFrom('#AHV', '#AHV-2'), ahv: rappen, ahvFree: rappen, alv: rappen, alvSupplement: rappen, alvFree: rappen, splits: fc.array(fc.record({ from: day, to: day, ahv: rappen }), { maxLength: 3 }) }) // biome-ignore format: one line
    const fak = fc.record({ ...span, institution: fc.constant('#FAK-1'), wage: rappen, canton: fc.constantFrom(...cantons), allowances: rappen, children: fc.array(child, { maxLength: 3 }) }) // biome-ignore format: one line
    const person = fc.record({
      ...{ place: fc.constant(0), ahvNumber: maybe(fc.constant('756.7257.5729.17')) },
      ...{ personnelNumber: maybe(words), lastName: words, firstName: words },
      ...{ sex: fc.constantFrom('F' as const, 'M' as const, null), birthDate: maybe(day) },
      ...{
        entry: maybe(day),
        exit: maybe(day),
        reports: fc.constant<DeclaredPerson['reports']>([]),
        remark: fc.constant(''),
      },
      ...{ ahv: fc.array(ahv, { maxLength: 3 }), fak: fc.array(fak, { maxLength: 3 }) },
      unreadable: fc.constant<DeclaredPerson['unreadable']>([]),
    })
    const head = headOf(readAll(file('elm5-5persons')))
    await fc.assert(
      fc.asyncProperty(fc.array(person, { maxLength: 8 }), async (persons) => {
        const { persons: found, closing } = readAll(await written(head, persons))
        expect(bare(found)).to.deep.equal(bare(persons))
        expect(closing.ahvCount).to.equal(persons.reduce((n, it) => n + it.ahv.length, 0))
      }),
      { numRuns: 150, seed: 20261124 },
    )
  })

  it('is built as files that hold to the schema of Swissdec are: the same elements, in the same order', async () => {
    const valid = ['elm5-5persons', 'elm5-200persons'].map((name) => structureOf(file(name)))
    const first = readAll(file('elm5-200persons'))
    const own = structureOf(await written(headOf(first), first.persons))
    const both = new Set(valid.flatMap((it) => [...it]))
    for (const seen of own) {
      const [parent, before, after] = seen.split(' ')
      if (after === undefined) expect(both.has(seen), seen).to.equal(true)
      else if (both.has(`${parent} ${after} ${before}`)) expect(both.has(seen), seen).to.equal(true)
    }
    expect(own.size).greaterThan(100)
  })

  it('carries entries, exits and the declaration that it replaces', async () => {
    const first = readAll(file('elm5-5persons'))
    const [someone] = first.persons as [DeclaredPerson]
    const reports: DeclaredPerson['reports'] = [{ what: 'entry', on: '2025-04-01' }, { what: 'exit', on: '2025-09-30' }] // biome-ignore format: one line
    const bytes = await written({ ...headOf(first), replaces: 'D-2025-1' }, [{ ...someone, reports }])
    const second = readAll(bytes)
    expect(second.persons[0]?.reports).to.deep.equal(reports)
    expect(second.opening?.replaces).to.equal('D-2025-1')
  })

  it('of what was typed in the portal is addressed to the office', async () => {
    const first = readAll(file('elm5-5persons'))
    const typed = first.persons.map((it) => ({
      ...it,
      ahv: it.ahv.map((segment) => ({ ...segment, institution: '' })),
      fak: it.fak.map((segment) => ({ ...segment, institution: '' })),
    }))
    const bytes = await written(headOf(first), typed)
    expect(check(bytes, known()).sums).to.deep.equal(check(file('elm5-5persons'), known()).sums)
    expect(readAll(bytes).closing.ahvTotals.map(({ institution }) => institution)).to.deep.equal(['#AHV'])
  })
})
