import { expect } from 'chai'
import type { AllowanceKind } from '../../../domain/family-allowance/answers.js'
import {
  federalMinimum,
  type Rate,
  type RateQuestion,
  rateFor,
} from '../../../domain/family-allowance/rates.js'
import { type Canton, cantons } from '../../../domain/kinds.js'

describe('rates of the cantons', () => {
  /** Child, education, birth and adoption in 2026, as the office reads them in the federal table. */
  const in2026: Record<Canton, [child: number, education: number, birth: number, adoption: number]> = {
    AG: [225, 278, 0, 0],
    AI: [245, 298, 0, 0],
    AR: [230, 280, 0, 0],
    BE: [250, 310, 0, 0],
    BL: [215, 268, 0, 0],
    BS: [275, 325, 0, 0],
    FR: [265, 325, 1500, 1500],
    GE: [311, 415, 2073, 2073],
    GL: [215, 268, 0, 0],
    GR: [240, 290, 0, 0],
    JU: [275, 325, 1500, 1500],
    LU: [215, 268, 1075, 1075],
    NE: [240, 320, 1200, 1200],
    NW: [258, 311, 0, 0],
    OW: [220, 270, 0, 0],
    SG: [245, 298, 0, 0],
    SH: [230, 290, 0, 0],
    SO: [215, 268, 0, 0],
    SZ: [230, 280, 1000, 0],
    TG: [215, 280, 0, 0],
    TI: [215, 268, 0, 0],
    UR: [240, 290, 1200, 1200],
    VD: [322, 425, 1617, 1617],
    VS: [327, 477, 2142, 2142],
    ZG: [330, 330, 0, 0],
    ZH: [215, 268, 0, 0],
  }

  for (const canton of cantons) {
    const [childRate, education, birth, adoption] = in2026[canton]
    it(`${canton} pays ${childRate} and ${education} a month, ${birth} at birth, ${adoption} at adoption in 2026`, () => {
      const paid = (['child', 'education', 'birth', 'adoption'] as const).map((kind) => {
        const birthDate = kind === 'education' ? '2010-05-05' : '2020-05-05'
        return paidOf(rateFor(question({ canton, kind, birthDate })))
      })
      expect(paid).deep.equal([childRate, education, birth, adoption].map((amount) => amount * 100))
    })

    it(`${canton} pays no less than federal law asks`, () => {
      expect(childRate * 100).least(federalMinimum.child)
      expect(education * 100).least(federalMinimum.education)
    })

    it(`${canton} has no table for 2024 and for 2027, and nobody guesses`, () => {
      for (const year of [2024, 2027]) {
        const rate = rateFor(question({ canton, date: `${year}-06-01` }))
        expect(rate).deep.equal({ known: 'no-table', canton, year })
      }
    })
  }

  it('confirms for 2025 only Aargau, Bern, Lucerne and Valais', () => {
    const known = cantons.filter(
      (canton) => rateFor(question({ canton, date: '2025-06-01' })).known === 'yes',
    )
    expect(known).deep.equal(['AG', 'BE', 'LU', 'VS'])
    const rates = known.map((canton) => [
      amountOf({ canton, date: '2025-06-01' }),
      amountOf({ canton, date: '2025-06-01', kind: 'education', birthDate: '2009-01-01' }),
    ])
    expect(rates).deep.equal([
      [21_500, 26_800],
      [25_000, 31_000],
      [21_500, 26_800],
      [32_700, 47_700],
    ])
  })

  it('changes from one year to the next on 1 January', () => {
    expect(amountOf({ canton: 'AG', date: '2025-12-31' })).equal(21_500)
    expect(amountOf({ canton: 'AG', date: '2026-01-01' })).equal(22_500)
  })

  it('does not know what Valais paid for third children in 2025, nor birth allowances of that year', () => {
    expect(rateFor(question({ canton: 'VS', date: '2025-06-01', ordinal: 3 })).known).equal('no-table')
    expect(rateFor(question({ canton: 'VS', date: '2025-06-01', kind: 'birth' })).known).equal('no-table')
    expect(rateFor(question({ canton: 'AG', date: '2025-06-01', kind: 'birth' })).known).equal('no-table')
  })

  const steps: [Canton, AllowanceKind, number, number, number][] = [
    ['ZH', 'child', 12, 215, 268],
    ['LU', 'child', 12, 215, 260],
    ['ZG', 'education', 18, 330, 385],
  ]
  for (const [canton, kind, age, before, after] of steps) {
    it(`${canton} pays ${after} instead of ${before} from the month after the birthday at ${age}`, () => {
      const birthDate = `${2026 - age}-03-12`
      expect(amountOf({ canton, kind, birthDate, date: '2026-03-31' })).equal(before * 100)
      expect(amountOf({ canton, kind, birthDate, date: '2026-04-01' })).equal(after * 100)
    })
  }

  const thirds: [Canton, number, number, number, number][] = [
    ['FR', 265, 285, 325, 345],
    ['GE', 311, 411, 415, 515],
    ['NE', 240, 270, 320, 350],
    ['VD', 322, 365, 425, 468],
    ['VS', 327, 435, 477, 585],
  ]
  for (const [canton, child, third, education, thirdEducation] of thirds) {
    it(`${canton} pays ${third} and ${thirdEducation} from the third child`, () => {
      const rates = [1, 2, 3, 4].flatMap((ordinal) => [
        amountOf({ canton, ordinal }),
        amountOf({ canton, ordinal, kind: 'education', birthDate: '2009-01-01' }),
      ])
      const [low, high] = [
        [child, education],
        [third, thirdEducation],
      ]
      expect(rates).deep.equal(
        [low, low, high, high].flatMap((pair) => (pair ?? []).map((franc) => franc * 100)),
      )
    })
  }

  it('the other cantons pay every child the same', () => {
    const others = cantons.filter((canton) => !thirds.some(([third]) => third === canton))
    expect(others).length(21)
    for (const canton of others)
      expect(amountOf({ canton, ordinal: 5 })).equal(amountOf({ canton, ordinal: 1 }))
  })

  it('marks amounts that no source confirms', () => {
    const unconfirmed = (change: Partial<RateQuestion>) => {
      const rate = rateFor(question(change))
      return rate.known === 'yes' && rate.step === 'unconfirmed'
    }
    expect(unconfirmed({ canton: 'GE', kind: 'birth' })).equal(false)
    expect(unconfirmed({ canton: 'GE', kind: 'birth', ordinal: 3 })).equal(true)
    expect(unconfirmed({ canton: 'VD', kind: 'birth' })).equal(false)
    expect(unconfirmed({ canton: 'VD', kind: 'birth', multiple: true })).equal(true)
    expect(unconfirmed({ canton: 'VS', kind: 'birth', multiple: true })).equal(true)
    expect(unconfirmed({ canton: 'FR', kind: 'birth', multiple: true })).equal(false)
    for (const canton of ['LU', 'UR', 'FR', 'NE', 'GE', 'JU', 'VD', 'VS'] as const) {
      expect(unconfirmed({ canton, kind: 'adoption' }), canton).equal(true)
    }
    expect(amountOf({ canton: 'GE', kind: 'birth', ordinal: 3 })).equal(307_300)
  })
})

function question(change: Partial<RateQuestion>): RateQuestion {
  return { canton: 'SG', kind: 'child', date: '2026-06-01', birthDate: '2020-05-05', ordinal: 1, ...change }
}

function paidOf(rate: Rate): number | null {
  return rate.known === 'yes' ? rate.amount : rate.known === 'none' ? 0 : null
}

const amountOf = (change: Partial<RateQuestion>) => paidOf(rateFor(question(change)))
