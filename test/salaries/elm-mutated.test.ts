import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import { expectCheap } from '../cost.js'
import { check, known } from './checked.js'

const sample = (name: string) => readFileSync(new URL(`../elm/${name}.xml`, import.meta.url))
const samples = ['elm4-5persons', 'elm5-5persons', 'elm5-soap-5persons'].map(sample)
const bits = ['<', '>', '&', '</', ']]>', '<!--', '<![CDATA[', '<?', '\0', '\ufeff', '"', "'", '&#x10ffff;', '&#xd800;', '-', '0', '999999999999', 'NaN', '__proto__'] // biome-ignore format: a list

/** The same numbers for the same seed (mulberry32). */
function dice(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * below)
  }
}

function mutated(bytes: Buffer, roll: (below: number) => number): Buffer {
  let copy: Buffer = Buffer.from(bytes)
  for (let n = 1 + roll(6); n > 0; n--) {
    const at = roll(copy.length)
    const kind = roll(5)
    if (kind === 0) copy[at] = roll(256)
    else if (kind === 1) copy = Buffer.concat([copy.subarray(0, at), copy.subarray(at + 1 + roll(400))])
    else if (kind === 2) {
      const from = roll(copy.length)
      copy = Buffer.concat([copy.subarray(0, at), copy.subarray(from, from + roll(400)), copy.subarray(at)])
    } else if (kind === 3)
      copy = Buffer.concat([
        copy.subarray(0, at),
        Buffer.from(bits[roll(bits.length)] ?? ''),
        copy.subarray(at),
      ])
    else copy = copy.subarray(0, at + 1)
  }
  return copy
}

/** More of them with `ELM_COPIES=1000000`. */
const copies = Number(process.env.ELM_COPIES ?? 10_000)

describe('Ten thousand damaged copies of a declaration', () => {
  it('are each read or refused with a reason, and none holds up the reader', () => {
    const roll = dice(20261124)
    const seen = new Map<string, number>()
    let slowest = 0
    for (let n = 0; n < copies; n++) {
      const bytes = mutated(samples[n % samples.length] as Buffer, roll)
      const begun = process.cpuUsage()
      const { refused, sums } = check(bytes, known())
      slowest = Math.max(slowest, process.cpuUsage(begun).user / 1000)
      expect(refused === null).to.equal(sums !== null)
      seen.set(refused?.code ?? 'read', (seen.get(refused?.code ?? 'read') ?? 0) + 1)
    }
    expect(slowest, 'milliseconds of the processor').to.be.lessThan(5000)
    expect([...seen.keys()]).to.include.members(['read', 'not-well-formed', 'encoding'])
    expect(Object.keys(Object.prototype)).to.deep.equal([])
  }).timeout(copies * 60)

  it('and files that are no declaration at all are refused as such', () => {
    const verdict = (bytes: Buffer | string) => check(Buffer.from(bytes as string), known()).refused?.code
    expect(verdict('')).to.equal('empty')
    expect(verdict('AHV;Name;Lohn\n756.1234.5678.97;Muster;1000')).to.equal('not-xml')
    expect(verdict(Buffer.from('504b0304', 'hex'))).to.equal('not-xml')
    expect(verdict('<?xml version="1.0"?><html/>')).to.equal('not-elm')
    expect(verdict(`${'<DeclareSalary>'.repeat(100)}`)).to.equal('too-deep')
    expect(verdict(`<DeclareSalary>${' '.repeat(9_000_000)}`)).to.equal('too-large')
    expect(verdict('<!DOCTYPE a [<!ENTITY a "aaaa">]><a>&a;</a>')).to.equal('doctype')
    expect(
      verdict('<DeclareSalary xmlns="http://www.swissdec.ch/schema/sd/20051002/SalaryDeclaration"/>'),
    ).to.equal('old-elm')
    expect(verdict('<?xml version="1.0" encoding="EBCDIC-CP-CH"?><DeclareSalary/>')).to.equal('encoding')
  })

  it('and bombs are refused at once, in bounded memory', async () => {
    const million = 1_000_000
    const bombs: [string, string, () => string | Buffer][] = [
      ['a file of the server', 'doctype', () => sample('defects/doctype-xxe')],
      ['a billion laughs', 'doctype', () => sample('defects/billion-laughs')],
      ['a million elements in one another', 'too-deep', () => '<DeclareSalary>'.repeat(million)],
      ['a million signs as numbers', 'too-large', () => `<DeclareSalary>${'&#65;'.repeat(million * 9)}`],
      ['a million attributes', 'too-large', () => `<DeclareSalary ${words(million, 'a', '=""')}/>`],
      ['a name without end', 'too-large', () => `<${'a'.repeat(million * 9)}`],
    ]
    const words = (count: number, before: string, after: string) =>
      Array.from({ length: count }, (_, n) => `${before}${n}${after}`).join(' ')
    for (const [what, code, make] of bombs) {
      const bytes = Buffer.from(make() as string)
      const { refused } = await expectCheap(what, () => check(bytes, known()))
      expect(refused?.code, what).to.equal(code)
    }
  }).timeout(60_000)
})
