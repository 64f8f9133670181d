import { expect } from 'chai'
import fc from 'fast-check'
import { dailyAllowance } from '../../../domain/daily-allowance/amount.js'
import { averageIncome, mostAbsentDays } from '../../../domain/daily-allowance/income.js'
import { francs } from '../../../domain/money.js'
import { wage } from '../maternity/answers.js'

const on = '2026-09-01'
const daily = (change: Parameters<typeof wage>[0], former = 0) =>
  dailyAllowance(averageIncome(wage(change)).francs, on, former) / 100

describe('The average income of a day', () => {
  const monthly = [[1200, 32], [4500, 120], [6000, 160], [6001, 160.8], [8250, 220], [9000, 220]] as const // biome-ignore format: a table
  for (const [amount, expected] of monthly)
    it(`of ${amount} francs a month gives ${expected.toFixed(2)} a day`, () => {
      expect(daily({ amount: francs(amount) })).to.equal(expected)
    })

  it('adds a thirteenth wage and a bonus as a 360th of the year', () => {
    expect(daily({ thirteenth: francs(6000) })).to.equal(173.6)
    expect(averageIncome(wage({ bonus: francs(3600) })).francs).to.equal(210)
  })

  it('of an hourly wage is that of the last normal week over seven', () => {
    expect(daily({ type: 'hourly', amount: 3250, hours: 4200 })).to.equal(156)
  })

  it('of other wages is that of four weeks over 28, of irregular ones of three months over 90', () => {
    expect(averageIncome(wage({ type: 'other', amount: francs(2800) })).francs).to.equal(100)
    expect(averageIncome(wage({ type: 'irregular', amount: francs(18_000) })).francs).to.equal(200)
  })

  it('of somebody who has just begun is the agreed wage', () => {
    const { lines, francs: average } = averageIncome(wage({ type: 'agreed', amount: francs(4500) }))
    expect([average, lines[0]?.law]).to.deep.equal([150, 'EOV 5 III'])
  })

  it('leaves out days without wage through no fault of hers', () => {
    expect(averageIncome(wage({ amount: francs(4000), absentDays: 10 })).francs).to.equal(200)
  })

  it('is the exact sum of its parts, rounded up to the franc once', () => {
    // 243.999… is 244, and gives 195.20
    expect(averageIncome(wage({ amount: francs(7320) - 1 })).francs).to.equal(244)
    expect(daily({ amount: francs(7320) - 1 })).to.equal(195.2)
    expect(averageIncome(wage({ amount: francs(6000) })).francs).to.equal(200)
    // 100/30 + 100/360 + 50/30: 5.28, and not three parts rounded up one by one
    expect(averageIncome(wage({ amount: 10_000, thirteenth: 10_000, inKind: 5000 })).francs).to.equal(6)
  })

  it('adds the wages of other employers', () => {
    const { lines, francs: average } = averageIncome(wage({ amount: francs(3000) }), [
      { name: 'Café Linde', monthlyWage: francs(1500) },
    ])
    expect([average, lines.at(-1)?.employer]).to.deep.equal([150, 'Café Linde'])
  })

  it('gives at least what another insurance paid, and before 2023 no more than 196 francs', () => {
    expect(daily({ amount: francs(3000) }, 9540)).to.equal(95.4)
    expect(daily({ amount: francs(3000) }, 100)).to.equal(80)
    expect(dailyAllowance(300, '2022-12-31')).to.equal(19_600)
    expect(dailyAllowance(300, '2023-01-01')).to.equal(22_000)
    expect(() => dailyAllowance(300, '2008-12-31')).to.throw(RangeError)
  })

  const type = fc.constantFrom('monthly', 'hourly', 'other', 'irregular', 'agreed')
  const anyWage = fc.record({
    type,
    amount: fc.integer({ min: 0, max: 3_000_000 }),
    hours: fc.integer({ min: 1, max: 6000 }),
    absentDays: fc.integer({ min: 0, max: 100 }),
    inKind: fc.integer({ min: 0, max: 200_000 }),
    thirteenth: fc.integer({ min: 0, max: 3_000_000 }),
    bonus: fc.integer({ min: 0, max: 3_000_000 }),
  }) as fc.Arbitrary<ReturnType<typeof wage>>

  it('never falls when the wage rises, and the allowance stays within 0 and 220', () => {
    fc.assert(
      fc.property(anyWage, fc.integer({ min: 1, max: 500_000 }), (lower, more) => {
        const [a, b] = [averageIncome(lower), averageIncome({ ...lower, amount: lower.amount + more })]
        expect(b.francs).to.be.at.least(a.francs)
        const amount = dailyAllowance(b.francs, on)
        expect(amount).to.be.within(dailyAllowance(a.francs, on), 22_000)
        expect(amount % 80 === 0 || amount === 22_000).to.equal(true)
      }),
    )
  })

  it('leaves out at most all days but one', () => {
    fc.assert(
      fc.property(anyWage, (it) => {
        for (const line of averageIncome(it).lines) expect(line.divisor).to.be.above(0)
        expect(mostAbsentDays(it.type)).to.be.at.least(0)
      }),
    )
  })
})
