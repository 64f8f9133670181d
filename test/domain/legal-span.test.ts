import { expect } from 'chai'
import fc from 'fast-check'
import { addDays, daysBetween } from '../../domain/dates.js'
import { countings, spanEnd } from '../../domain/deadlines.js'
import { holidaysIn } from '../../domain/holidays.js'
import { cantons } from '../../domain/kinds.js'
import { legalSpanEnd } from '../../domain/legal-span.js'
import { standsStill } from '../../domain/standstill.js'
import { addWorkdays, isWorkday } from '../../domain/workdays.js'

/** Counted by hand with a calendar: notice, days, canton of the party, last day. */
const vectors = [
  // nothing in between: Tuesday 1 September to Thursday 1 October
  ['2026-09-01', 30, 'SG', '2026-10-01'],
  // the first day is the one after notice, even a Sunday
  ['2026-09-05', 1, 'SG', '2026-09-07'],
  // the 30th day is Sunday 1 November
  ['2026-10-02', 30, 'SG', '2026-11-02'],
  // 24 November to 17 December are 24 days, 3 January to 8 January the other 6
  ['2026-11-23', 30, 'SG', '2027-01-08'],
  // notice on the last day before the standstill: 16 August is the first day that counts
  ['2026-07-14', 10, 'SG', '2026-08-25'],
  // 28 March, then from 13 April: the tenth day is 21 April
  ['2026-03-27', 10, 'ZH', '2026-04-21'],
  // Ascension Day 14 May is the last day, Friday the next working one
  ['2026-04-14', 30, 'BE', '2026-05-15'],
  // Corpus Christi, 4 June: a holiday in Lucerne, none in Zurich
  ['2026-05-05', 30, 'LU', '2026-06-05'],
  ['2026-05-05', 30, 'ZH', '2026-06-04'],
  // Friday 1 May is a holiday in Zurich: the last day is Monday
  ['2026-04-21', 10, 'ZH', '2026-05-04'],
  ['2026-04-21', 10, 'SG', '2026-05-01'],
  // Monday 8 December 2025 in Ticino
  ['2025-11-08', 30, 'TI', '2025-12-09'],
] as const

/** FamZV 18d II: ten working days after the change, in the canton of the employer. */
const workingVectors = [
  ['2026-04-27', 10, 'SG', '2026-05-11'],
  ['2026-04-27', 10, 'ZH', '2026-05-12'],
  // Ascension Day 14 May and Whit Monday 25 May
  ['2026-05-11', 10, 'SG', '2026-05-27'],
  ['2026-12-18', 10, 'SG', '2027-01-05'],
  ['2026-12-18', 10, 'BE', '2027-01-05'],
  ['2026-05-29', 10, 'TI', '2026-06-15'],
] as const

const day = fc.integer({ min: 0, max: 3650 }).map((days) => addDays('2024-01-01', days))
const days = fc.integer({ min: 1, max: 90 })
const canton = fc.constantFrom(...cantons)

describe('a span of days as ATSG 38 counts it', () => {
  for (const [notice, length, where, last] of vectors)
    it(`of ${length} days after ${notice} in ${where} ends on ${last}`, () => {
      expect(legalSpanEnd(notice, length, holidaysIn(where))).equal(last)
    })

  it('contains exactly so many days that count before it moves', () => {
    fc.assert(
      fc.property(day, days, canton, (notice, length, where) => {
        const last = legalSpanEnd(notice, length, holidaysIn(where))
        const all = Array.from({ length: daysBetween(notice, last) }, (_, n) => addDays(notice, n + 1))
        const counted = all.filter((it) => !standsStill(it))
        const over = counted.slice(length - 1, -1)
        expect(counted.length).at.least(length)
        // after the last counted day come only days on which nothing can be done
        expect(over.every((it) => !isWorkday(it, holidaysIn(where)))).equal(true)
        expect(isWorkday(last, holidaysIn(where)) && !standsStill(last)).equal(true)
      }),
    )
  })

  it('never ends earlier for a later notice, or for more days', () => {
    fc.assert(
      fc.property(day, days, canton, fc.constantFrom(...countings), (start, length, where, counted) => {
        const end = (from: string, span: number) => spanEnd(from, span, counted, holidaysIn(where))
        expect(end(start, length) <= end(addDays(start, 1), length)).equal(true)
        expect(end(start, length) <= end(start, length + 1)).equal(true)
        expect(isWorkday(end(start, length), holidaysIn(where))).equal(true)
      }),
    )
  })
})

describe('working days of an employer', () => {
  for (const [start, count, where, last] of workingVectors)
    it(`${count} after ${start} in ${where} end on ${last}`, () => {
      expect(addWorkdays(start, count, holidaysIn(where))).equal(last)
    })
})
