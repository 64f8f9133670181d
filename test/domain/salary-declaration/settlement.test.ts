import { expect } from 'chai'
import { readConfig } from '../../../config.js'
import type { Canton } from '../../../domain/kinds.js'
import { francs } from '../../../domain/money.js'
import type { Sums } from '../../../domain/salary-declaration/declaration.js'
import { defaultInterest } from '../../../domain/salary-declaration/default-interest.js'
import { mayBearMoreInterest, settle } from '../../../domain/salary-declaration/settlement.js'
import { emptySums } from '../../../domain/salary-declaration/sums.js'

const { rates } = readConfig({}).office

type Year = { ahv: number; alv: number; alvSupplement?: number; cantons: Partial<Record<Canton, number>> }

/** Sums of years, in francs. */
function sumsOf(years: Record<number, Year>, allowances = 0): Sums {
  const of = ({ ahv, alv, alvSupplement = 0, cantons }: Year) => ({
    ...{ ahv: francs(ahv), ahvFree: 0, alv: francs(alv), alvSupplement: francs(alvSupplement), alvFree: 0 },
    cantons: Object.fromEntries(
      Object.entries(cantons).map(([canton, wage]) => [canton, { wage: francs(wage), allowances: 0 }]),
    ),
  })
  const parts = Object.entries(years).map(([year, it]) => [year, of(it)])
  return { ...emptySums(), years: Object.fromEntries(parts), allowances: francs(allowances) }
}
const said = (settlement: ReturnType<typeof settle>) =>
  settlement.lines.map(({ what, year, canton, amount }) => [what, year, canton, amount / 100])

describe('A statement reckoned by hand', () => {
  it('two cantons, on account and allowances: 210 000 francs of wages', () => {
    // AHV/IV/EO 210 000 × 10.6 % = 22 260.00; ALV 198 200 × 2.2 % = 4 360.40; BE 150 000 × 1.6 % = 2 400.00;
    // ZH 60 000 × 1.025 % = 615.00; administration 22 260 × 3 % = 667.80; together 30 303.20
    const sums = sumsOf({ 2025: { ahv: 210_000, alv: 198_200, cantons: { ZH: 60_000, BE: 150_000 } } }, 6_450)
    const settlement = settle(rates, sums, 2025, { onAccount: francs(24_000) })
    expect(said(settlement)).deep.equal([
      ['ahv', 2025, null, 22_260],
      ['alv', 2025, null, 4_360.4],
      ['fak', 2025, 'BE', 2_400],
      ['fak', 2025, 'ZH', 615],
      ['administration', 2025, null, 667.8],
      ['on-account', 2025, null, -24_000],
      ['allowances', 2025, null, -6_450],
    ])
    expect(settlement.contributions).equal(3_030_320)
    expect(settlement.balance).equal(3_030_320 - 2_400_000 - 645_000) // -146.80: a credit
  })

  it('a declaration that came in on 15 March: five per cent on what was open, for 75 days', () => {
    // 100 000 × 10.6 % = 10 600; × 2.2 % = 2 200; SG × 1.8 % = 1 800; 10 600 × 3 % = 318; together 14 918, less 2 000 on account and 918
    // of allowances = 12 000 open; × 5 % × 75 / 360 = 125. Neither the fee nor an earlier statement bears interest.
    const sums = sumsOf({ 2025: { ahv: 100_000, alv: 100_000, cantons: { SG: 100_000 } } }, 918)
    const charges = { onAccount: francs(2_000), fee: francs(50), stated: francs(7_000) }
    const late = settle(rates, sums, 2025, { ...charges, lateOn: '2026-03-15' })
    expect(late.lines.at(-1)).deep.equal({
      ...{ what: 'default-interest', year: 2025, canton: null },
      ...{ base: francs(12_000), rate: 5_000, days: 75, amount: francs(125) },
    })
    expect(late.balance).equal(settle(rates, sums, 2025, charges).balance + francs(125))
    expect(late.contributions).equal(francs(14_918))
  })

  it('leaves interest to the office where contributions of earlier years are claimed, or a replacement adds to wages in time', () => {
    const wages = { ahv: 10_000, alv: 10_000, cantons: { SG: 10_000 } }
    const [now, earlier] = [
      settle(rates, sumsOf({ 2025: wages }), 2025),
      settle(rates, sumsOf({ 2025: wages, 2023: wages }), 2025),
    ]
    expect(mayBearMoreInterest(now, 2025, 'first')).equal(false)
    expect(mayBearMoreInterest(earlier, 2025, 'first')).equal(true)
    expect(mayBearMoreInterest(now, 2025, 'replacement')).equal(true)
    const charged = settle(rates, sumsOf({ 2025: wages }), 2025, { lateOn: '2026-03-15' })
    expect(mayBearMoreInterest(charged, 2025, 'replacement')).equal(false)
    const credit = settle(rates, sumsOf({ 2025: wages }), 2025, { stated: francs(9_000) })
    expect(mayBearMoreInterest(credit, 2025, 'replacement')).equal(false)
  })

  it('bears no interest on a credit', () => {
    const charges = { onAccount: francs(12_000), lateOn: '2026-03-15' }
    expect(said(settle(rates, null, 2025, charges)).map(([what]) => what)).deep.equal(['on-account'])
  })

  it('five Rappen each line: 61 234.55 francs', () => {
    // 10.6 % = 6 490.8623 → 6 490.85; 2.2 % = 1 347.1601 → 1 347.15; SG 1.8 % = 1 102.2219 → 1 102.20; 3 % of 6 490.85 = 194.7255 → 194.75
    const sums = sumsOf({ 2026: { ahv: 61_234.55, alv: 61_234.55, cantons: { SG: 61_234.55 } } })
    const settlement = settle(rates, sums, 2026)
    expect(said(settlement).map((line) => line[3])).deep.equal([6_490.85, 1_347.15, 1_102.2, 194.75])
    expect(settlement.balance).equal(913_495)
  })

  it('a correction of 2022 with its supplement beside the wages of 2025', () => {
    // 2025: 50 000 × 10.6 % = 5 300; × 2.2 % = 1 100; ZH 512.50; 3 % = 159. 2022, taken back: 10 000 × 10.6 % = 1 060;
    // 1 % of 10 000 above the cap = 100; ZH 102.50; 3 % = 31.80
    const year = { ahv: -10_000, alv: 0, alvSupplement: -10_000, cantons: { ZH: -10_000 } }
    const sums = sumsOf({ 2025: { ahv: 50_000, alv: 50_000, cantons: { ZH: 50_000 } }, 2022: year })
    expect(said(settle(rates, sums, 2025))).deep.equal([
      ['ahv', 2025, null, 5_300],
      ['alv', 2025, null, 1_100],
      ['fak', 2025, 'ZH', 512.5],
      ['administration', 2025, null, 159],
      ['ahv', 2022, null, -1_060],
      ['alv-supplement', 2022, null, -100],
      ['fak', 2022, 'ZH', -102.5],
      ['administration', 2022, null, -31.8],
    ])
  })

  it('no wages, but paid on account and reminded: 12 000 back less 50', () => {
    const settlement = settle(rates, null, 2025, { onAccount: francs(12_000), fee: francs(50) })
    expect(settlement).include({ contributions: 0, balance: francs(-11_950) })
  })

  it('a replacement owes what is new: 1 060 + 220 + 102.50 + 31.80 more', () => {
    const wages = (of: number) => sumsOf({ 2025: { ahv: of, alv: of, cantons: { ZH: of } } })
    const first = settle(rates, wages(50_000), 2025, { onAccount: francs(5_000) })
    const second = settle(rates, wages(60_000), 2025, { onAccount: francs(5_000), stated: first.balance })
    expect(second.balance).equal(141_430)
    const same = settle(rates, wages(50_000), 2025, { onAccount: francs(5_000), stated: first.balance })
    expect(same.balance).equal(0)
  })
})

describe('Default interest reckoned by hand', () => {
  const vectors: [number, number, string, number, number, string][] = [
    [10_000, 2025, '2026-03-31', 90, 125, '10 000 × 5 % × 90 / 360; March ends on its thirtieth day'],
    [9_134.95, 2025, '2026-02-02', 32, 40.6, '9 134.95 × 5 % × 32 / 360 = 40.5997…'],
    [7_200, 2025, '2026-02-28', 60, 60, '7 200 × 5 % × 60 / 360; February is a whole month'],
    [7_200, 2027, '2028-02-28', 58, 58, '7 200 × 5 % × 58 / 360; in a leap year it is not over'],
    [7_200, 2027, '2028-02-29', 60, 60, '7 200 × 5 % × 60 / 360'],
    [36_000, 2024, '2026-01-01', 361, 1_805, '36 000 × 5 % × 361 / 360; a year and a day'],
    [-500, 2025, '2026-03-31', 90, 0, 'nothing on a credit'],
  ]
  for (const [open, year, declaredOn, days, amount, why] of vectors)
    it(why, () => {
      expect(defaultInterest(francs(open), year, declaredOn)).deep.equal({ days, amount: francs(amount) })
    })
})
