import { expect } from 'chai'
import { parseMoney, roundUpToFive } from '../../domain/money.js'
import { amount } from '../../locales/figures.js'

describe('amounts of money', () => {
  const readings: [string, number][] = [
    ["6'340.50", 634_050],
    ['6 340,5', 634_050],
    ['6340', 634_000],
    ['6’340.–', 634_000],
    ['6340.--', 634_000],
    ['CHF 6340.50', 634_050],
    ['Fr. 6340.50', 634_050],
    ['6340.50 CHF', 634_050],
    ['6\u00a0340.50', 634_050],
    ['6\u202f340.50', 634_050],
    ["1'234'567.89", 123_456_789],
    [' 0.05 ', 5],
    ['0', 0],
    ['1.1', 110],
    ['19.99', 1_999],
    ['4.35', 435],
    ['1.005'.slice(0, 4), 100],
  ]
  for (const [typed, rappen] of readings) {
    it(`reads «${typed}» as ${rappen} Rappen`, () => expect(parseMoney(typed)).equal(rappen))
  }

  for (const typed of [
    '',
    'abc',
    '-5',
    '6.340',
    '6,340',
    "6'34",
    "63'40.00",
    '1.2.3',
    '6340.505',
    '1e3',
    '12 34',
  ]) {
    it(`does not guess what «${typed}» means`, () => expect(parseMoney(typed)).equal(null))
  }

  it('refuses more francs than can be counted exactly', () => {
    expect(parseMoney('99999999999999999')).equal(null)
  })

  it('reads back every amount it prints, to the Rappen', () => {
    for (let rappen = 0; rappen < 40_000_000; rappen += 3_989) {
      const printed = amount(rappen)
      expect(parseMoney(printed), printed).equal(rappen)
      expect(parseMoney(printed.replaceAll('’', "'").replace('.', ',')), printed).equal(rappen)
    }
  })

  it('rounds up to five Rappen, and leaves what is round', () => {
    expect([0, 1, 4, 5, 6, 766].map((rappen) => roundUpToFive(rappen))).deep.equal([0, 5, 5, 5, 10, 770])
    expect(roundUpToFive(23_000, 30)).equal(770)
    for (let rappen = 0; rappen < 50_000; rappen += 7) {
      const rounded = roundUpToFive(rappen, 30)
      expect(rounded % 5).equal(0)
      expect(rounded * 30).least(rappen)
      expect((rounded - 5) * 30).below(rappen)
    }
  })
})
