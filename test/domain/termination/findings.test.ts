import { expect } from 'chai'
import fc from 'fast-check'
import { addDays, type IsoDate, isDate } from '../../../domain/dates.js'
import type { RunningAllowance } from '../../../domain/entitlement/stopping.js'
import { holidaysIn } from '../../../domain/holidays.js'
import { type TerminationAnswers, terminationReasons } from '../../../domain/termination/answers.js'
import {
  findTermination,
  reportDay,
  type TerminationCircumstances,
} from '../../../domain/termination/findings.js'
import { terminationProblems } from '../../../domain/termination/valid.js'
import { isWorkday } from '../../../domain/workdays.js'

const emma: RunningAllowance = {
  id: 'emma',
  childId: 'emma',
  kind: 'child',
  canton: 'SG',
  rate: 23_000,
  from: '2020-02-01',
  to: '2036-02-29',
}
const exit = (change: Partial<TerminationAnswers> = {}): TerminationAnswers => ({
  reason: 'notice-employee',
  lastDay: '2026-07-15',
  documents: [],
  ...change,
})
const around = (change: Partial<TerminationCircumstances> = {}): TerminationCircumstances => ({
  today: '2026-07-20',
  submittedOn: '2026-07-20',
  rounding: 'per-day',
  onFile: [emma],
  isHoliday: holidaysIn('SG'),
  ...change,
})
const rulesOf = (...of: Parameters<typeof findTermination>) =>
  findTermination(...of).reasons.map(({ rule }) => rule)

describe('When an employment ends, allowances', () => {
  it('end with it, the last month by days: 230 francs until 15 July are 115.50, or 115.00 rounded at the end', () => {
    const found = findTermination(exit(), around())
    expect(found).to.include({ verdict: 'grant', allowancesUntil: '2026-07-15', overpaid: 0 })
    expect(found.stops[0]?.partMonth).to.deep.equal({ month: '2026-07', days: 15, amount: 11_550 })
    const atEnd = findTermination(exit(), around({ rounding: 'at-end' }))
    expect(atEnd.stops[0]?.partMonth?.amount).to.equal(11_500)
  })

  it('end with the last wage, if that is earlier', () => {
    const found = findTermination(exit({ wageUntil: '2026-06-30' }), around())
    expect(found.allowancesUntil).to.equal('2026-06-30')
    expect(found.stops[0]?.partMonth).to.equal(null)
    expect(found.reasons[0]).to.include({ rule: 'ends-with-wage', law: 'FamZG 13 I' })
  })

  it('go on for the month of death and three more, if the other parent draws none', () => {
    const death = exit({ reason: 'death', lastDay: '2026-05-20', otherParent: 'no' })
    const found = findTermination(death, around())
    expect(found).to.include({ verdict: 'grant', allowancesUntil: '2026-08-31' })
    expect(found.reasons[0]).to.include({ rule: 'death-three-months', law: 'FamZV 10 III' })
  })

  it('end with the day of death, if the other parent draws them; and a person clarifies what is not known', () => {
    const death = exit({ reason: 'death', lastDay: '2026-05-20', otherParent: 'yes' })
    expect(findTermination(death, around()).allowancesUntil).to.equal('2026-05-20')
    expect(findTermination({ ...death, otherParent: 'unknown' }, around()).verdict).to.equal('clarify')
  })

  it('end with an end in the register, which a person clarifies: it has no reason, and nobody has reported it late', () => {
    const found = findTermination(exit({ reason: 'register' }), around({ submittedOn: '2026-12-01' }))
    expect(found).to.include({ verdict: 'clarify', allowancesUntil: '2026-07-15', reportBy: null })
    expect(found.reasons.map(({ rule, met }) => [rule, met])).to.deep.equal([
      ['ends-with-employment', 'yes'],
      ['reason-unknown', 'open'],
      ['part-month', 'yes'],
    ])
  })

  it('that were paid beyond are asked back, by the day until which they were paid', () => {
    expect(findTermination(exit({ paidUntil: '2026-07-31' }), around()).overpaid).to.equal(11_450)
    expect(findTermination(exit({ paidUntil: '2026-08-31' }), around()).overpaid).to.equal(34_450)
    expect(findTermination(exit({ paidUntil: '2026-06-30' }), around()).overpaid).to.equal(0)
    expect(findTermination(exit(), around({ today: '2026-09-10' })).overpaid).to.equal(34_450)
  })

  it('that do not run beyond the end need no review', () => {
    const ended = { ...emma, to: '2026-06-30' }
    expect(rulesOf(exit(), around({ onFile: [ended] }))).to.deep.equal(['nothing-runs'])
    expect(findTermination(exit(), around({ onFile: [ended] })).reportBy).to.equal(null)
  })
})

describe('The duty to report an exit within ten working days', () => {
  const vectors: [IsoDate, IsoDate][] = [
    ['2026-07-15', '2026-07-29'], // two weeks without a holiday
    ['2026-07-24', '2026-08-07'], // 1 August is a Saturday
    ['2026-12-18', '2027-01-05'], // Christmas, St Stephen's and New Year; 2 January is a Saturday
    ['2026-03-27', '2026-04-14'], // Good Friday and Easter Monday
  ]
  for (const [lastDay, due] of vectors)
    it(`ends on ${due} for a last day on ${lastDay} in St. Gallen`, () => {
      expect(reportDay({ lastDay }, holidaysIn('SG'))).to.equal(due)
    })

  it('is said to be kept or missed', () => {
    expect(rulesOf(exit(), around())).to.include('reported-in-time')
    expect(rulesOf(exit(), around({ submittedOn: '2026-07-30' }))).to.include('reported-late')
  })
})

describe('A report of an exit', () => {
  const codes = (change: Partial<TerminationAnswers>, reported: IsoDate[] = []) =>
    terminationProblems(exit(change), { today: '2026-11-24', since: '2020-01-01', reported }).map(
      ({ field, code }) => `${field} ${code}`,
    )

  it('is refused before the entry, twice, and on days that do not fit', () => {
    expect(codes({})).to.deep.equal([])
    expect(codes({ lastDay: '2019-12-31' })).to.include('lastDay before-entry')
    expect(codes({}, ['2026-06-30'])).to.deep.equal(['lastDay twice'])
    expect(codes({ lastDay: '2028-11-25' })).to.deep.equal(['lastDay too-far-ahead'])
    expect(codes({ reason: 'death', lastDay: '2026-11-25' })).to.deep.equal(['lastDay death-ahead'])
    expect(codes({ wageUntil: '2026-07-16' })).to.deep.equal(['wageUntil wage-after-end'])
    expect(codes({ wageUntil: '2019-07-16' })).to.deep.equal(['wageUntil wage-before-entry'])
    expect(codes({ lastDay: '2020-03-31' })).to.deep.equal(['lastDay lapsed'])
  })
})

describe('Whatever the exit', () => {
  const day = fc.integer({ min: 0, max: 1_500 }).map((n) => addDays('2025-01-01', n))
  const anything = fc.record({
    reason: fc.constantFrom(...terminationReasons),
    lastDay: day,
    wageDays: fc.option(fc.nat(90)),
    paidUntil: fc.option(day, { nil: undefined }),
    otherParent: fc.constantFrom('no' as const, 'yes' as const, 'unknown' as const),
    today: day,
    rounding: fc.constantFrom('per-day' as const, 'at-end' as const),
  })
  it('no allowance outlasts its last day, and never more is asked back than was paid', () => {
    fc.assert(
      fc.property(anything, ({ wageDays, today, rounding, ...said }) => {
        const wageUntil = wageDays === null ? undefined : addDays(said.lastDay, -wageDays)
        const found = findTermination(exit({ ...said, wageUntil }), around({ today, rounding }))
        for (const stop of found.stops) expect(stop.to).to.equal(found.allowancesUntil)
        expect(found.overpaid).least(0)
        if (said.paidUntil && said.paidUntil <= found.allowancesUntil) expect(found.overpaid).to.equal(0)
        if (said.reason !== 'death') expect(found.allowancesUntil <= said.lastDay).to.equal(true)
      }),
    )
  })

  it('the ten days are working days, and the last of them is one', () => {
    fc.assert(
      fc.property(day, (lastDay) => {
        const isHoliday = holidaysIn('ZH')
        const due = reportDay({ lastDay }, isHoliday)
        expect(isDate(due) && isWorkday(due, isHoliday)).to.equal(true)
        let working = 0
        for (let it = addDays(lastDay, 1); it <= due; it = addDays(it, 1))
          if (isWorkday(it, isHoliday)) working++
        expect(working).to.equal(10)
      }),
    )
  })
})
