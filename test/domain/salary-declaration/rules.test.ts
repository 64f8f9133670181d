import { expect } from 'chai'
import fc from 'fast-check'
import { referenceMonthEnd } from '../../../domain/ahv-ages.js'
import { beginCheck } from '../../../domain/salary-declaration/check.js'
import type { DeclaredPerson } from '../../../domain/salary-declaration/declaration.js'
import type { Finding } from '../../../domain/salary-declaration/findings.js'
import type { Known, KnownPerson } from '../../../domain/salary-declaration/known.js'
import { alvCapFor, contribution, ratesOf } from '../../../domain/salary-declaration/rates.js'
import { known } from '../../salaries/checked.js'

interface Line {
  from?: string
  to?: string
  ahv?: number
  ahvFree?: number
  alv?: number
  alvFree?: number
  alvSupplement?: number
  allowances?: number
  wage?: number
  canton?: string
}

/** A person with lines; amounts in francs, and what is not said is as it should be. */
function person(lines: Line[], more: Partial<DeclaredPerson> = {}): DeclaredPerson {
  const filled = lines.map((line, i) => {
    const [ahv, ahvFree] = [(line.ahv ?? 0) * 100, (line.ahvFree ?? 0) * 100]
    const alv = line.alv === undefined ? ahv : line.alv * 100
    const span = {
      place: i + 1,
      institution: '',
      from: line.from ?? '2025-01-01',
      to: line.to ?? '2025-12-31',
    }
    return {
      ahv: { ...span, ahv, ahvFree, alv, alvSupplement: (line.alvSupplement ?? 0) * 100, alvFree: line.alvFree === undefined ? ahv + ahvFree - alv : line.alvFree * 100, splits: [] },
      fak: { ...span, wage: (line.wage ?? line.ahv ?? 0) * 100, canton: (line.canton ?? 'BE') as 'BE', allowances: (line.allowances ?? 0) * 100, children: [] },
    } // biome-ignore format: two records
  })
  return {
    place: 1,
    ahvNumber: '756.1234.5678.97',
    personnelNumber: null,
    lastName: 'Muster',
    firstName: 'Anna',
    sex: 'F',
    birthDate: '1985-04-04',
    entry: null,
    exit: null,
    reports: [],
    ahv: filled.map(({ ahv }) => ahv),
    fak: filled.map(({ fak }) => fak),
    remark: '',
    unreadable: [],
    ...more,
  }
}

function findings(persons: DeclaredPerson[], about: Partial<Known> = {}): Finding[] {
  const found: Finding[] = []
  const check = beginCheck(known(about), (finding) => found.push(finding))
  for (const it of persons) check.person(it)
  check.closing(null)
  return found
}
const codes = (persons: DeclaredPerson[], about: Partial<Known> = {}) =>
  findings(persons, about).map(({ code }) => code)

describe('What is found in a declaration', () => {
  const year = { ahv: 60_000 }
  const cases: [string, DeclaredPerson, string[]][] = [
    ['a full year below the cap', person([year]), []],
    ['a wage at the cap', person([{ ahv: 148_200 }]), []],
    ['a Rappen more than the cap', person([{ ahv: 148_200.05 }]), ['alv-above-cap']],
    ['half a year over its half of the cap', person([{ to: '2025-06-30', ahv: 80_000 }]), ['alv-above-cap']],
    ['two stretches that share one cap', person([{ to: '2025-06-30', ahv: 70_000 }, { from: '2025-07-01', ahv: 78_200 }]), []],
    ['two stretches over the cap together', person([{ to: '2025-06-30', ahv: 74_100 }, { from: '2025-07-01', ahv: 74_101 }]), ['alv-above-cap']],
    ['a wage below the cap without ALV', person([{ ahv: 60_000, alv: 0 }]), ['alv-missing']],
    ['a wage above the cap with too little ALV', person([{ ahv: 160_000, alv: 120_000 }]), ['alv-missing']],
    ['half a year above its half of the cap', person([{ to: '2025-06-30', ahv: 90_000, alv: 74_100 }]), []],
    ['half a year whose program counts a day less', person([{ to: '2025-06-30', ahv: 90_000, alv: 73_688.35 }]), []],
    ['a pensioner without ALV', person([{ ahv: 43_200, ahvFree: 16_800, alv: 0 }], { birthDate: '1958-01-01' }), []],
    ['amounts that do not balance', person([{ ahv: 1000, alv: 1000, alvFree: 5 }]), ['unbalanced']],
    ['a supplement, abolished in 2023', person([{ ahv: 160_000, alv: 148_200, alvSupplement: 11_800, alvFree: 0 }]), ['supplement-abolished']],
    ['wages in the year of the 17th birthday', person([year], { birthDate: '2008-12-31' }), ['minor-liable']],
    ['wages in the year after it', person([year], { birthDate: '2007-12-31' }), []],
    ['a minor without contributions', person([{ ahv: 0, ahvFree: 9000, alv: 0 }], { birthDate: '2008-01-01' }), []],
    ['a pensioner with the free allowance', person([{ ahv: 10_000, ahvFree: 16_800, alv: 0 }], { birthDate: '1958-01-01' }), []],
    ['a pensioner with more than it', person([{ ahv: 10_000, ahvFree: 16_801, alv: 0 }], { birthDate: '1958-01-01' }), ['free-allowance-exceeded']],
    ['a pensioner who leaves in the middle of a month, with all of it', person([{ to: '2025-06-12', ahv: 10_000, ahvFree: 8400, alv: 0 }], { birthDate: '1958-01-01' }), []],
    ['a pensioner who works for five months and takes six', person([{ from: '2025-08-18', to: '2025-12-31', ahv: 10_000, ahvFree: 8400, alv: 0 }], { birthDate: '1958-01-01' }), ['free-allowance-exceeded']],
    ['a pensioner whose stretches share a month', person([{ to: '2025-06-15', ahv: 10_000, ahvFree: 8400, alv: 0 }, { from: '2025-06-16', ahv: 10_000, ahvFree: 9800, alv: 0 }], { birthDate: '1958-01-01' }), ['free-allowance-exceeded']],
    ['a pensioner who has it all in one of two stretches', person([{ to: '2025-06-30', ahv: 0, ahvFree: 16_800, alv: 0 }, { from: '2025-07-01', ahv: 10_000, alv: 0 }], { birthDate: '1958-01-01' }), []],
    ['a pensioner who does without it', person([{ ahv: 10_000, alv: 0 }], { birthDate: '1958-01-01' }), ['free-allowance-waived']],
    ['a pensioner insured in ALV', person([{ ahv: 10_000, ahvFree: 16_800, alv: 26_800 }], { birthDate: '1958-01-01' }), ['alv-after-reference-age']],
    ['the year of the reference age in one line', person([year], { birthDate: '1960-06-15', sex: 'M' }), ['reference-age-within']],
    ['free wages without a reason', person([{ ahv: 1000, ahvFree: 500, alv: 1500 }]), ['free-without-reason']],
    ['a day after the year', person([{ ...year, to: '2026-01-31' }]), ['period-after-year']],
    ['a period over New Year', person([{ ...year, from: '2024-12-01' }]), ['period-across-years']],
    ['a period from back to front', person([{ ...year, from: '2025-05-01', to: '2025-04-01' }]), ['period-backwards']],
    ['a correction of last year', person([{ from: '2024-01-01', to: '2024-12-31', ahv: -500 }]), ['earlier-year']],
    ['a correction of six years ago', person([{ from: '2019-01-01', to: '2019-12-31', ahv: -500 }]), ['forfeited']],
    ['a supplement for the fifth year back, on the first day on which it is too late', person([{ from: '2020-01-01', to: '2020-12-31', ahv: 500 }]), ['forfeited']],
    ['a supplement for the year after it', person([{ from: '2021-01-01', to: '2021-12-31', ahv: 500 }]), ['earlier-year']],
    ['a correction of the fifth year back, whose contributions were paid a year later', person([{ from: '2020-01-01', to: '2020-12-31', ahv: -500 }]), ['earlier-year']],
    ['a cancellation in the year itself', person([{ ahv: -500 }]), ['negative-this-year']],
    ['amounts of both signs in a line', person([{ ahv: 500, alv: -100, alvFree: 600 }]), ['signs-differ']],
    ['the same line twice', person([year, year]), ['segment-twice']],
    ['two jobs at the same time', person([{ ahv: 30_000 }, { ahv: 20_000 }]), ['segments-overlap']],
    ['work before the entry', person([year], { entry: '2025-03-01' }), ['outside-employment']],
    ['an exit before the entry', person([], { entry: '2025-03-01', exit: '2025-02-01' }), ['exit-before-entry', 'nothing-declared']],
    ['wages of the fund that differ', person([{ ahv: 1000, wage: 900 }]), ['fak-wage-differs']],
    ['a canton that is none', person([{ ...year, canton: 'XX' }]), ['canton-unknown']],
    ['nobody’s name', person([year], { firstName: '' }), ['name-missing']],
    ['a name that no letter can print', person([year], { lastName: '王' }), ['name-unprintable']],
    ['a name of Europe', person([year], { firstName: 'Đorđe', lastName: 'Żółć-Ağaoğlu' }), []],
    ['a number with the wrong check digit', person([year], { ahvNumber: '756.1234.5678.98' }), ['ahv-number-check-digit']],
    ['no number yet', person([year], { ahvNumber: null }), ['ahv-number-missing']],
    ['a birth in the future', person([year], { birthDate: '2030-01-01' }), ['birth-date-impossible', 'minor-liable']],
  ] // biome-ignore format: a table
  for (const [what, declared, expected] of cases)
    it(`${what}: ${expected.join(', ') || 'nothing'}`, () => {
      expect(codes([declared])).to.deep.equal(expected)
    })

  const staff = new Map([
    [7561234567897, { name: 'Muster Anna', birthDate: '1985-04-04', expected: true, decided: 2580_00 }],
  ])

  it('holds people against the staff and the allowances decided', () => {
    expect(codes([person([{ ...year, allowances: 2580 }])], { persons: staff })).to.deep.equal([])
    expect(codes([person([year])], { persons: staff })).to.deep.equal(['allowances-differ'])
    expect(codes([person([year], { ahvNumber: '756.9217.0769.85' })], { persons: staff })).to.deep.equal([
      'person-unknown',
      'person-absent',
    ])
    expect(
      codes([person([{ ...year, allowances: 2580 }], { birthDate: '1985-04-05' })], { persons: staff }),
    ).to.deep.equal(['birth-date-differs'])
  })

  it('holds periods against the employments on file, with the line', () => {
    type Spans = NonNullable<KnownPerson['employed']>
    const about = (employed: Spans) => ({
      persons: new Map([
        [
          7561234567897,
          { name: 'Muster Anna', birthDate: '1985-04-04', expected: true, decided: 0, employed },
        ],
      ]),
    })
    const found = (employed: Spans, lines: Line[] = [year]) => findings([person(lines)], about(employed))
    const spring = { from: '2025-03-01', to: null }
    expect(found([spring])).to.deep.equal([
      {
        ...{ code: 'employment-differs', place: 1, person: 0, name: 'Muster Anna', field: 'from' },
        told: {
          from: { day: '2025-01-01' },
          to: { day: '2025-12-31' },
          entry: { day: '2025-03-01' },
          exit: '–',
        },
      },
    ])
    expect(found([spring], [{ ...year, from: '2025-03-01' }])).to.deep.equal([])
    const left = [{ from: '2019-01-01', to: '2025-06-30' }]
    const halves = [
      { ahv: 30_000, to: '2025-06-30' },
      { ahv: 9_000, from: '2025-07-01' },
    ]
    expect(found(left, halves).map(({ code, place, field }) => [code, place, field])).to.deep.equal([
      ['employment-differs', 2, 'to'],
    ])
    expect(found([...left, { from: '2025-07-01', to: null }]), 'one follows the other').to.deep.equal([])
    expect(found([...left, { from: '2025-07-02', to: null }]), 'a day is missing').to.have.length(1)
    expect(found([{ from: '2019-01-01', to: '2024-12-31' }]), 'left the year before').to.have.length(1)
    expect(found([]), 'nothing on file').to.deep.equal([])
    const correction = { from: '2024-01-01', to: '2024-12-31', ahv: -500 }
    expect(found([spring], [correction]).map(({ code }) => code)).to.deep.equal(['earlier-year'])
  })

  it('tells wages that are far from last year’s', () => {
    const lastYear = { ahv: 50_000_00, persons: 1 }
    expect(codes([person([{ ahv: 60_000 }])], { lastYear })).to.deep.equal([])
    expect(
      findings([person([{ ahv: 60_001 }])], { lastYear }).map(({ code, told }) => [code, told.percent]),
    ).to.deep.equal([['wages-differ', 20]])
  })

  it('tells a copy from a second job', () => {
    const twice = (second: Line) => codes([person([year]), person([second])])
    expect(twice(year)).to.deep.equal(['person-twice'])
    expect(twice({ ahv: 10_000 })).to.deep.equal(['person-split'])
  })
})

describe('Rates and days', () => {
  it('are those of the year', () => {
    expect([2019, 2020, 2021, 2025, 2026].map((it) => ratesOf(it).ahvIvEo)).to.deep.equal([
      10_250, 10_550, 10_600, 10_600, 10_600,
    ])
    expect(() => ratesOf(2015)).to.throw(RangeError)
  })

  it('cap a stretch by its days', () => {
    expect(alvCapFor(2025, 270)).to.equal(111_150_00)
  })

  it('reach the reference age as the reform has it', () => {
    expect(referenceMonthEnd('1960-12-15', 'female')).to.equal('2024-12-31')
    expect(referenceMonthEnd('1961-01-15', 'female')).to.equal('2025-04-30')
    expect(referenceMonthEnd('1963-05-01', 'female')).to.equal('2028-02-29')
    expect(referenceMonthEnd('1964-05-01', 'female')).to.equal('2029-05-31')
    expect(referenceMonthEnd('1960-06-15', 'male')).to.equal('2025-06-30')
  })

  it('take contributions to five Rappen, and give back exactly what they took', () => {
    expect(contribution(327_950_35, 10_600)).to.equal(34_762_75)
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e9 }), fc.constantFrom(10_600, 2_200, 1_025), (wage, rate) => {
        const taken = contribution(wage, rate)
        expect(taken % 5).to.equal(0)
        expect(contribution(-wage, rate)).to.equal(0 - taken)
        expect(Math.abs(taken - (wage * rate) / 100_000)).to.be.at.most(2.5)
      }),
    )
  })

  it('grow with the days: the cap of a stretch is never more than that of a longer one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 360 }), (days) => {
        expect(alvCapFor(2025, days)).to.be.at.most(alvCapFor(2025, days + 1))
      }),
    )
  })
})
