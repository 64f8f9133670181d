import { expect } from 'chai'
import fc from 'fast-check'
import {
  accountOf,
  creditOf,
  type Entry,
  payoutOf,
  totalsOf,
} from '../../../domain/daily-allowance/account.js'
import { contributionsOn } from '../../../domain/daily-allowance/contributions.js'
import { standingOn } from '../../../domain/daily-allowance/statement.js'
import { addDays } from '../../../domain/dates.js'
import { claimOf } from '../../../domain/maternity/claim.js'
import type { Reported } from '../../../domain/maternity/reported.js'
import { withReported } from '../../../domain/maternity/reported.js'
import { answers } from '../maternity/answers.js'

const grant = { averageFrancs: 200, former: 0 }
const claim = (change: Parameters<typeof answers>[0] = {}, reported: Reported[] = []) =>
  claimOf(withReported(answers(change), reported), grant)

/** The statements of a claim when the office looks on each of these days. */
function statements(days: string[], of = (_day: string) => claim()) {
  const all = []
  for (const day of days) {
    const stated = all.flatMap(({ entries }) => entries)
    const { term, ...it } = of(day)
    const { statement } = standingOn(day, it, stated, term.settleOn)
    if (statement) all.push(statement)
  }
  return all
}

describe('The statements of a claim', () => {
  it('come at each month’s end, and the last one the day after the claim', () => {
    const all = statements([
      '2026-09-30',
      '2026-10-01',
      '2026-10-02',
      '2026-11-01',
      '2026-12-01',
      '2026-12-07',
      '2026-12-08',
    ])
    expect(
      all.map(({ through, isFinal, entries }) => [through, isFinal, totalsOf(entries).days]),
    ).to.deep.equal([
      ['2026-09-30', false, 30],
      ['2026-10-31', false, 31],
      ['2026-11-30', false, 30],
      ['2026-12-07', true, 7],
    ])
    expect(totalsOf(all.flatMap((it) => it.entries))).to.include({ days: 98, gross: 1_568_000 })
  })

  it('say when there is something to do next', () => {
    const { term: _, ...it } = claim()
    expect(standingOn('2026-09-10', it, []).next).to.equal('2026-10-01')
    expect(standingOn('2026-12-02', it, []).next).to.equal('2026-12-08')
    expect(standingOn('2026-12-08', it, []).next).to.equal(null)
  })

  it('make one of all months that have passed when the report comes late', () => {
    const [only, ...more] = statements(['2027-02-14'])
    expect(only?.entries.map(({ month, days }) => [month, days])).to.deep.equal([
      ['2026-09', 30], ['2026-10', 31], ['2026-11', 30], ['2026-12', 7],
    ]) // biome-ignore format: a table
    expect(more).to.be.empty
  })

  it('credit the employer with its contributions of 6.4 %, and deduct as much from what is paid directly', () => {
    const [employer] = statements(['2026-10-01'])
    const toEmployer = totalsOf(employer?.entries ?? [])
    expect(toEmployer).to.include({
      gross: 480_000,
      toEmployer: 480_000,
      refundOldAge: 25_440,
      refundUnemployment: 5280,
    })
    expect(creditOf(toEmployer)).to.equal(510_720)
    const [direct] = statements(['2026-10-01'], () => claim({ leavePay: { paid: 'none' } }))
    const toPerson = totalsOf(direct?.entries ?? [])
    expect(toPerson).to.include({
      toEmployer: 0,
      toPerson: 480_000,
      deductedOldAge: 25_440,
      deductedUnemployment: 5280,
    })
    expect(payoutOf(toPerson)).to.equal(449_280)
  })

  it('give the employer no more than the wage it pays, and the mother the rest', () => {
    const half = claim({ leavePay: { paid: 'part', percent: 50, until: '2026-10-15' } })
    const [september, october, november] = accountOf(half, '2026-11-30')
    // 50 % of 200 a day is 100 of 160
    expect(september).to.include({ toEmployer: 300_000, toPerson: 180_000 })
    expect(october).to.include({ toEmployer: 150_000, toPerson: 346_000 })
    expect(november).to.include({ toEmployer: 0, toPerson: 480_000 })
  })

  it('take back in the last one what was stated beyond a return to work that was told late', () => {
    const all = statements(['2026-10-01', '2026-11-01', '2026-11-12'], (day) =>
      claim({}, day < '2026-11-12' ? [] : [{ what: 'return-to-work', on: '2026-10-20' }]),
    )
    const last = all.at(-1)
    expect(last?.isFinal).to.equal(true)
    expect(last?.entries).to.have.length(1)
    expect(last?.entries[0]).to.include({
      month: '2026-10',
      days: -12,
      gross: -192_000,
      toEmployer: -192_000,
    })
    expect(totalsOf(all.flatMap((it) => it.entries)).days).to.equal(49)
  })

  it('go on for the days in hospital that were told meanwhile', () => {
    const stay = { hospital: { from: '2026-09-01', returns: true } }
    const days = ['2026-10-01', '2026-11-01', '2026-12-01', '2026-12-08', '2027-01-01', '2027-01-12']
    const all = statements(days, (day) =>
      claim(stay, day < '2026-11-20' ? [] : [{ what: 'hospital-end', on: '2026-10-05' }]),
    )
    expect(all.map(({ through }) => through).at(-1)).to.equal('2027-01-11')
    expect(totalsOf(all.flatMap((it) => it.entries)).days).to.equal(98 + 35)
  })

  it('wait for the end of a stay in hospital that was never told, and then settle without it', () => {
    const stay = { hospital: { from: '2026-09-01', returns: true } }
    const all = statements(['2026-12-08', '2027-01-01', '2027-02-01', '2027-02-02'], () => claim(stay))
    expect(all.map(({ through, isFinal }) => [through, isFinal])).to.deep.equal([
      ['2026-11-30', false], ['2026-12-07', false], ['2026-12-07', true],
    ]) // biome-ignore format: a table
    expect(totalsOf(all.flatMap((it) => it.entries)).days).to.equal(98)
  })

  it('pay a small allowance at the end, and the first days of a month with the next', () => {
    const small = { ...claimOf(answers(), { averageFrancs: 8, former: 0 }) }
    const all = statements(['2026-10-01', '2026-11-01', '2026-12-01', '2026-12-08'], () => small)
    expect(all).to.have.length(1)
    const late = claim({ birth: { date: '2026-09-30', alive: true, term: 'full' } })
    const days = statements(['2026-10-01', '2026-11-01'], () => late).map(
      ({ entries }) => totalsOf(entries).days,
    )
    expect(days).to.deep.equal([32])
  })

  it('know the rates of their time', () => {
    expect(contributionsOn(100_000, '2020-12-31')).to.deep.equal({ oldAge: 5275, unemployment: 1100 })
    expect(contributionsOn(100_000, '2021-01-01')).to.deep.equal({ oldAge: 5300, unemployment: 1100 })
    expect(() => contributionsOn(1, '2010-12-31')).to.throw(RangeError)
  })

  it('sum to the claim as it stands in the end, whatever was told when, and whenever the office looked', () => {
    const reports = fc.array(
      fc.record({ at: fc.integer({ min: 1, max: 170 }), back: fc.integer({ min: 1, max: 160 }) }),
      { maxLength: 3 },
    )
    const looks = fc.uniqueArray(fc.integer({ min: 0, max: 200 }), { minLength: 1, maxLength: 40 })
    const pay = fc.constantFrom(
      { paid: 'full' } as const,
      { paid: 'none' } as const,
      { paid: 'part', percent: 43 } as const,
    )
    fc.assert(
      fc.property(reports, looks, pay, (told, at, leavePay) => {
        const known = (upTo: number): Reported[] =>
          told
            .filter((it) => it.at <= upTo)
            .map((it) => ({ what: 'return-to-work', on: addDays('2026-09-01', it.back) }))
        const stated: Entry[] = []
        let open = true
        for (const day of at.toSorted((a, b) => a - b).concat(201)) {
          if (!open) break
          const now = claim({ leavePay }, known(day))
          const { statement } = standingOn(addDays('2026-09-01', day), now, stated)
          stated.push(...(statement?.entries ?? []))
          if (!statement?.isFinal) continue
          open = false
          expect(totalsOf(stated)).to.deep.equal(totalsOf(accountOf(now, '2027-12-31')))
        }
        expect(open).to.equal(false)
      }),
      { numRuns: 60 },
    )
  })
})
