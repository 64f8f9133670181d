import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import type { Sums } from '../../domain/salary-declaration/declaration.js'
import { type Finding, severityOf } from '../../domain/salary-declaration/findings.js'
import { check, known } from './checked.js'

const here = new URL('../elm/', import.meta.url)
const file = (name: string) => readFileSync(new URL(`${name}.xml`, here))
const result = (name: string) => check(file(name), known())

const errors = (found: Finding[]) => found.filter(({ code }) => severityOf(code) === 'error')
const codes = (found: Finding[]) => [...new Set(found.map(({ code }) => code))].sort()

const five = {
  persons: 5,
  ahvCount: 7,
  fakCount: 7,
  ahv: 327_950_35,
  ahvFree: 12_600_00,
  alv: 298_586_35,
  alvSupplement: 0,
  alvFree: 41_964_00,
}
const head = ({ persons, ahvCount, fakCount, ahv, ahvFree, alv, alvSupplement, alvFree }: Sums) => ({
  persons,
  ahvCount,
  fakCount,
  ahv,
  ahvFree,
  alv,
  alvSupplement,
  alvFree,
})

describe('A file of a payroll program', () => {
  for (const name of ['elm4-5persons', 'elm5-5persons', 'elm5-soap-5persons'])
    it(`${name} is taken, with a word about the unknown number and the correction of last year`, () => {
      const { refused, sums, findings } = result(name)
      expect(refused).to.equal(null)
      expect(head(sums as Sums)).to.deep.equal(five)
      expect(sums?.cantons).to.deep.equal({
        BE: { wage: 256_316_65, allowances: 6720_00 },
        LU: { wage: 38_189_55, allowances: 0 },
        SO: { wage: 33_444_15, allowances: 0 },
      })
      expect(codes(findings)).to.deep.equal(['ahv-number-missing', 'earlier-year'])
    })

  it('with a name that no letter can print is read, and says whose and where', () => {
    const named = file('elm5-5persons')
      .toString('utf8')
      .replace(/(<\w*:?Lastname>)[^<]+/, '$1王')
    const { refused, findings } = check(Buffer.from(named), known())
    expect(refused).to.equal(null)
    const [about, ...others] = errors(findings)
    expect(about).to.include({ code: 'name-unprintable', person: 0, field: 'lastName' })
    expect(about?.place).to.be.greaterThan(0)
    expect(others).to.deep.equal([])
  })

  it('of two hundred persons is taken with warnings alone, and adds up', () => {
    const { refused, sums, findings } = result('elm5-200persons')
    expect(refused).to.equal(null)
    expect(errors(findings)).to.deep.equal([])
    expect(head(sums as Sums)).to.deep.equal({
      persons: 200,
      ahvCount: 223,
      fakCount: 228,
      ahv: 14_724_184_25,
      ahvFree: 152_951_20,
      alv: 12_447_942_40,
      alvSupplement: 0,
      alvFree: 2_429_193_05,
    })
    expect(sums?.cantons).to.deep.equal({
      BE: { wage: 7_008_778_55, allowances: 79_045_75 },
      LU: { wage: 1_928_499_45, allowances: 21_599_00 },
      SO: { wage: 3_607_561_55, allowances: 48_046_00 },
      VD: { wage: 2_179_344_70, allowances: 54_747_00 },
    })
    expect(codes(findings)).to.deep.equal(['ahv-number-missing', 'earlier-year'])
    expect(findings.filter(({ code }) => code === 'ahv-number-missing')).to.have.length(5)
  })

  const faulty: [string, string, Partial<Finding>][] = [
    ['wrong-total', 'totals-differ', { told: { what: 'ahv', file: { rappen: 328_050_35 }, counted: { rappen: 327_950_35 } } }],
    ['wrong-counter', 'count-differs', { told: { what: 'AHV-AVS-Salary', file: 8, counted: 7 } }],
    ['bad-ahv-check-digit', 'ahv-number-check-digit', { person: 0, field: 'ahvNumber' }],
    ['foreign-prefix', 'ahv-number-prefix', { person: 0, field: 'ahvNumber' }],
    ['period-outside-year', 'period-after-year', { person: 0, field: 'to' }],
    ['dangling-institution-ref', 'institution-unknown', { person: 1, field: 'institution' }],
    ['duplicate-person', 'person-twice', { person: 5, name: 'Amstutz Lukas' }],
    ['alv-above-cap', 'alv-above-cap', { person: 2, told: { alv: { rappen: 130_650_00 }, cap: { rappen: 111_150_00 }, days: 270 } }],
    ['test-case', 'test-file', { person: null }],
  ] // biome-ignore format: a table
  for (const [name, code, expected] of faulty)
    it(`with the fault ${name} cannot be released, and it says where and why`, () => {
      const { refused, findings } = result(`defects/${name}`)
      expect(refused).to.equal(null)
      const about = errors(findings).find((it) => it.code === code)
      expect(about, JSON.stringify(errors(findings))).to.deep.include(expected)
      expect(about?.place).to.be.greaterThan(0)
      expect(
        errors(findings)
          .filter((it) => it.code !== code)
          .map((it) => it.code),
      )
        .to.be.an('array')
        .that.satisfies(
          (others: string[]) =>
            name === 'dangling-institution-ref' || others.length === 0 || name === 'period-outside-year',
        )
    })

  const refusals: [string, string, object][] = [
    ['doctype-xxe', 'doctype', {}],
    ['billion-laughs', 'doctype', {}],
    ['truncated', 'not-well-formed', {}],
    ['wrong-encoding', 'encoding', { declared: 'UTF-8' }],
    ['not-elm', 'not-elm', { root: 'Payroll' }],
    ['month-total', 'month-totals', {}],
  ]
  for (const [name, code, told] of refusals)
    it(`${name} is refused at once: ${code}`, () => {
      const { refused } = result(`defects/${name}`)
      expect(refused).to.deep.include({ code })
      expect(refused?.told).to.deep.include(told)
      expect(refused?.place).to.be.greaterThan(0)
    })

  for (const name of ['unknown-minor-namespace', 'no-namespace'])
    it(`${name} is taken with a warning about its version`, () => {
      const { refused, findings, sums } = result(`defects/${name}`)
      expect(refused).to.equal(null)
      expect(head(sums as Sums)).to.deep.equal(five)
      expect(codes(findings)).to.deep.equal(['ahv-number-missing', 'earlier-year', 'version-unfamiliar'])
    })

  it('for another office, or of another member, is refused and shows both numbers', () => {
    const bytes = file('elm5-5persons')
    const office = check(bytes, known({ addressee: { office: '047.000', member: '47.110-3' } }))
    expect(office.refused).to.deep.include({
      code: 'other-office',
      told: { found: '999.000', own: '047.000' },
    })
    const member = check(bytes, known({ addressee: { office: '999.000', member: '11.222-4' } }))
    expect(member.refused).to.deep.include({
      code: 'other-member',
      told: { found: '47.110-3', own: '11.222-4' },
    })
  })

  it('in ISO-8859-1 says so and is read', () => {
    const text = file('elm5-5persons').toString('utf8').replace('encoding="UTF-8"', 'encoding="ISO-8859-1"')
    const { refused, names } = check(Buffer.from(text, 'latin1'), known())
    expect(refused).to.equal(null)
    expect(names).to.include('Krähenbühl Andrea')
  })

  it('reads the same whatever the size of its pieces', () => {
    const bytes = file('elm5-soap-5persons')
    const whole = check(bytes, known())
    for (const size of [1, 7, 1000]) expect(check(bytes, known(), size)).to.deep.equal(whole)
  })

  it('leaves nothing behind in objects that were never meant: names are not properties', () => {
    const text = file('elm5-5persons').toString('utf8')
    for (const word of ['__proto__', 'constructor', 'toString']) {
      check(Buffer.from(text.replaceAll('WorkplaceCanton>BE<', `WorkplaceCanton>${word}<`)), known())
      check(Buffer.from(text.replaceAll('sd:AHV-AVS-Income>', `sd:${word}>`)), known())
    }
    expect({} as Record<string, unknown>).to.not.have.property('wage')
    expect(Object.keys(Object.prototype)).to.deep.equal([])
  })
})
