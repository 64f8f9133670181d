import { expect } from 'chai'
import { addDays } from '../../../domain/dates.js'
import { daysOfThirty } from '../../../domain/days-of-thirty.js'
import { dayRate, dueBefore, partAmount, partMonths } from '../../../domain/family-allowance/part-months.js'

describe('part months', () => {
  const dayRates: [number, number][] = [
    [20_000, 670],
    [21_500, 720],
    [23_000, 770],
    [25_000, 835],
    [26_800, 895],
    [31_000, 1_035],
  ]
  for (const [monthly, daily] of dayRates) {
    it(`${monthly / 100} francs a month are ${(daily / 100).toFixed(2)} a day`, () => {
      expect(dayRate(monthly)).equal(daily)
    })
  }

  it('pays 230 francs for 1 to 15 July as 115.50 by days, or 115.00 rounded at the end', () => {
    expect(partAmount(23_000, 15, 'per-day')).equal(11_550)
    expect(partAmount(23_000, 15, 'at-end')).equal(11_500)
  })

  it('never pays more than the month, however it rounds, and more for more days', () => {
    for (const monthly of [100, 1_000, 5_300, 21_500, 26_800, 58_500]) {
      for (const rounding of ['per-day', 'at-end'] as const) {
        let before = 0
        for (let days = 1; days <= 30; days++) {
          const amount = partAmount(monthly, days, rounding)
          expect(amount).least(before)
          expect(amount).most(monthly)
          expect(amount * 30, `${monthly} ${days} ${rounding}`).least(Math.min(monthly * days, monthly * 30))
          before = amount
        }
      }
    }
  })

  it('finds the first and the last month of a span if they are not whole', () => {
    expect(partMonths({ from: '2026-07-16', to: '2026-09-10' }, 23_000, 'per-day')).deep.equal([
      { month: '2026-07', days: 15, amount: 11_550 },
      { month: '2026-09', days: 10, amount: 7_700 },
    ])
    expect(partMonths({ from: '2026-07-05', to: '2026-07-14' }, 23_000, 'at-end')).deep.equal([
      { month: '2026-07', days: 10, amount: 7_670 },
    ])
    expect(partMonths({ from: '2026-07-01', to: '2026-09-30' }, 23_000, 'per-day')).deep.equal([])
    expect(partMonths({ from: '2026-07-01', to: null }, 23_000, 'per-day')).deep.equal([])
  })

  it('adds up the months before a month, whole ones whole and part ones by days', () => {
    const due = (from: string, to: string | null, before: string) =>
      dueBefore({ from, to }, 23_000, before, 'per-day')
    expect(due('2026-07-16', null, '2026-11-01')).equal(11_550 + 3 * 23_000)
    expect(due('2026-07-01', '2026-09-15', '2026-11-01')).equal(2 * 23_000 + 11_550)
    expect(due('2026-11-01', null, '2026-11-01')).equal(0)
    expect(due('2027-01-01', null, '2026-11-01')).equal(0)
    expect(due('2026-10-31', null, '2026-11-01')).equal(770)
  })

  it('pays both halves of a month that is divided at any day', () => {
    for (let last = '2026-07-01'; last < '2026-07-31'; last = addDays(last, 1)) {
      const days = daysOfThirty('2026-07-01', last) + daysOfThirty(addDays(last, 1), '2026-07-31')
      expect(days, last).equal(last === '2026-07-30' ? 31 : 30)
    }
  })
})
