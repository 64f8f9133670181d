import { expect } from 'chai'
import fc from 'fast-check'
import { addDays, type IsoDate, lastOfMonth } from '../../../domain/dates.js'
import {
  type RunningAllowance,
  resumedSpan,
  stopsOf,
  threeMonthsOn,
} from '../../../domain/entitlement/stopping.js'
import { includes } from '../../../domain/span.js'

const lia: RunningAllowance = {
  id: 'lia',
  childId: 'lia',
  kind: 'child',
  canton: 'SG',
  rate: 23_000,
  from: '2024-03-01',
  to: '2035-02-28',
}
const perDay = { today: '2026-07-20', rounding: 'per-day' as const }
const day = fc.integer({ min: 0, max: 3_000 }).map((n) => addDays('2024-01-01', n))

describe('Stopping an allowance', () => {
  it('pays the last month by days: 230 francs until 15 July are 115.50, or 115.00 rounded at the end', () => {
    const [byDays] = stopsOf([lia], '2026-07-15', perDay)
    expect(byDays?.partMonth).to.deep.equal({ month: '2026-07', days: 15, amount: 11_550 })
    const [atEnd] = stopsOf([lia], '2026-07-15', { ...perDay, rounding: 'at-end' })
    expect(atEnd?.partMonth?.amount).to.equal(11_500)
  })

  it('pays whole months until the last day of one', () => {
    const [stop] = stopsOf([lia], '2026-05-31', perDay)
    expect(stop).to.include({ to: '2026-05-31', before: '2035-02-28', partMonth: null })
  })

  it('asks back what was paid for months after the end, the rest of the last month included', () => {
    expect(stopsOf([lia], '2026-05-31', perDay)[0]?.overpaid).to.equal(23_000) // June
    expect(stopsOf([lia], '2026-06-15', perDay)[0]?.overpaid).to.equal(11_450) // what 15 days leave of June
    expect(stopsOf([lia], '2026-07-15', perDay)[0]?.overpaid).to.equal(0)
  })

  it('voids what would begin later, and leaves alone what has ended or is paid once', () => {
    const next = { ...lia, id: 'next', from: '2026-09-01', to: null }
    const ended = { ...lia, id: 'ended', to: '2026-05-31' }
    const birth = { ...lia, id: 'birth', kind: 'birth' as const, to: null }
    const stops = stopsOf([next, ended, birth], '2026-05-31', perDay)
    expect(stops).to.have.length(1)
    expect(stops[0]).to.deep.include({ id: 'next', to: '2026-05-31', partMonth: null, overpaid: 0 })
  })

  it('never leaves a day after the last, nor asks back more than was due', () => {
    fc.assert(
      fc.property(day, day, fc.option(day), day, (from, lastDay, to, today) => {
        const whole = { ...lia, from, to }
        for (const stop of stopsOf([whole], lastDay, { today, rounding: 'per-day' })) {
          expect(stop.to).to.equal(lastDay)
          expect(stop.overpaid).least(0)
          if (today <= lastOfMonth(lastDay)) expect(stop.overpaid).to.equal(0)
        }
      }),
    )
  })
})

describe('Resuming an allowance', () => {
  const stopped = { from: '2024-03-01', to: '2026-05-31', before: '2035-02-28' }

  it('grants it again from the day, up to the end it had', () => {
    expect(resumedSpan(stopped, '2026-08-01', null)).to.deep.equal({ from: '2026-08-01', to: '2035-02-28' })
  })

  it('grants no day twice, and none after the employment', () => {
    expect(resumedSpan(stopped, '2026-05-01', null)?.from).to.equal('2026-06-01')
    expect(resumedSpan(stopped, '2026-08-01', '2026-09-30')?.to).to.equal('2026-09-30')
    expect(resumedSpan(stopped, '2026-10-01', '2026-09-30')).to.equal(null)
  })

  it('leaves together the days there were, without those between', () => {
    fc.assert(
      fc.property(day, fc.option(day), day, day, day, (from, to, lastDay, resumed, probe) => {
        fc.pre(to === null || to >= from)
        const [stop] = stopsOf([{ ...lia, from, to }], lastDay, perDay)
        fc.pre(stop !== undefined && resumed > lastDay)
        const again = resumedSpan(stop, resumed, null)
        const was = includes({ from, to }, probe)
        const is = includes({ from, to: lastDay }, probe) && lastDay >= from
        const isAgain = again !== null && includes(again, probe)
        expect(is || isAgain).to.equal(was && (probe <= lastDay || probe >= resumed))
        expect(is && isAgain).to.equal(false)
      }),
    )
  })
})

describe('Three months more', () => {
  const vectors: [IsoDate, IsoDate][] = [
    ['2026-02-10', '2026-05-31'],
    ['2026-10-31', '2027-01-31'],
    ['2026-11-30', '2027-02-28'],
    ['2027-11-01', '2028-02-29'],
    ['2026-01-01', '2026-04-30'],
  ]
  for (const [begin, end] of vectors)
    it(`than the month of ${begin} end on ${end}`, () => {
      expect(threeMonthsOn(begin)).to.equal(end)
    })
})
