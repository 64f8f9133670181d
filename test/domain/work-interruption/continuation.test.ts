import { expect } from 'chai'
import fc from 'fast-check'
import { addDays, firstOfMonth, type IsoDate, monthsBetween } from '../../../domain/dates.js'
import {
  extensions,
  extensionsFor,
  interruptionReasons,
  type WorkInterruptionAnswers,
} from '../../../domain/work-interruption/answers.js'
import { continuationOf } from '../../../domain/work-interruption/continuation.js'
import { graceFor } from '../../../domain/work-interruption/grace.js'
import { ill, work } from './answers.js'

const untilOf = (change: Partial<WorkInterruptionAnswers>) => continuationOf(ill(change), work()).until
const rulesOf = (change: Partial<WorkInterruptionAnswers>) =>
  continuationOf(ill(change), work()).reasons.map(({ rule }) => rule)

describe('Without a wage, allowances go on', () => {
  const months: [string, IsoDate, IsoDate][] = [
    ['illness', '2026-02-10', '2026-05-31'],
    ['illness', '2026-10-31', '2027-01-31'],
    ['accident', '2026-02-10', '2026-05-31'],
    ['pregnancy', '2026-08-01', '2026-11-30'],
    ['military', '2026-06-30', '2026-09-30'],
    ['civil-protection', '2026-07-01', '2026-10-31'],
    ['civil-service', '2026-07-31', '2026-10-31'],
    ['public-office', '2026-01-15', '2026-04-30'],
    ['unpaid-leave', '2026-11-30', '2027-02-28'],
    ['death', '2026-05-20', '2026-08-31'],
  ]
  for (const [reason, begin, end] of months)
    it(`for the month and three more: ${reason} from ${begin} until ${end}`, () => {
      expect(untilOf({ reason: reason as WorkInterruptionAnswers['reason'], begin })).to.equal(end)
    })

  const weeks: [WorkInterruptionAnswers['reason'], WorkInterruptionAnswers['extension'], number, string][] = [
    ['maternity', 'none', 16, 'FamZV 10 II a'],
    ['maternity', 'hospital', 22, 'FamZV 10 II b'],
    ['maternity', 'parent-died', 16, 'FamZV 10 II bbis'],
    ['maternity', 'both', 24, 'FamZV 10 II bter'],
    ['other-parent-leave', 'none', 2, 'FamZV 10 II c'],
    ['other-parent-leave', 'parent-died', 16, 'FamZV 10 II cbis'],
    ['other-parent-leave', 'both', 24, 'FamZV 10 II cter'],
    ['child-care', undefined, 14, 'FamZV 10 II d'],
    ['adoption', undefined, 2, 'FamZV 10 II e'],
  ]
  for (const [reason, extension, count, law] of weeks)
    it(`for ${count} weeks: ${reason} ${extension ?? ''} (${law})`, () => {
      const begin = '2026-03-02'
      const { until, grace } = continuationOf(ill({ reason, begin, extension }), work())
      expect(until).to.equal(addDays(begin, count * 7 - 1))
      expect(grace?.law).to.equal(law)
    })

  it('for 22 weeks with a newborn in hospital since 2023, for longer only since 2025', () => {
    const weeksOf = (begin: IsoDate, extension: WorkInterruptionAnswers['extension']) =>
      graceFor({ reason: 'maternity', begin, extension })?.length
    expect(weeksOf('2022-12-31', 'hospital')).to.deep.equal({ weeks: 16 })
    expect(weeksOf('2023-01-01', 'hospital')).to.deep.equal({ weeks: 22 })
    expect(weeksOf('2024-12-31', 'both')).to.deep.equal({ weeks: 22 })
    expect(weeksOf('2025-01-01', 'both')).to.deep.equal({ weeks: 24 })
  })

  it('for 16 weeks after a birth on 2 March 2026 until 21 June', () => {
    expect(untilOf({ reason: 'maternity', begin: '2026-03-02' })).to.equal('2026-06-21')
  })

  it('during the whole youth leave', () => {
    expect(untilOf({ reason: 'youth-leave', begin: '2026-07-06', until: '2026-07-12' })).to.equal(
      '2026-07-12',
    )
    expect(untilOf({ reason: 'youth-leave', begin: '2026-07-06' })).to.equal(null)
  })

  it('by the law of the day: longer leaves since 2025, leave for adoption since 2023', () => {
    expect(graceFor({ reason: 'maternity', begin: '2024-12-31', extension: 'both' })?.law).to.equal(
      'FamZV 10 II b',
    )
    expect(continuationOf(ill({ reason: 'adoption', begin: '2022-12-31' }), work()).reasons[0]).to.include({
      rule: 'rule-unknown',
      met: 'open',
    })
  })

  it('not beyond the employment, except after a death', () => {
    const employment = { from: '2020-01-01', to: '2026-04-15' }
    expect(continuationOf(ill(), work({ employment })).until).to.equal('2026-04-15')
    const dead = ill({ reason: 'death', begin: '2026-04-15' })
    expect(continuationOf(dead, work({ employment })).until).to.equal('2026-07-31')
  })
})

describe('With a wage, allowances go on', () => {
  it('as long as it is paid, if it reaches 630 francs a month', () => {
    expect(untilOf({ wage: { paid: 'full', until: '2026-07-15' } })).to.equal('2026-07-15')
    expect(untilOf({ wage: { paid: 'partly', share: 20, until: '2026-07-15' } })).to.equal('2026-07-15')
    expect(untilOf({ wage: { paid: 'partly', share: 80 } })).to.equal(null)
  })

  it('at least as long as without', () => {
    expect(untilOf({ wage: { paid: 'full', until: '2026-03-31' } })).to.equal('2026-05-31')
  })

  it('not for less than 630 francs', () => {
    expect(untilOf({ wage: { paid: 'none', residual: 63_000 } })).to.equal(null)
    expect(untilOf({ wage: { paid: 'none', residual: 62_999 } })).to.equal('2026-05-31')
    expect(untilOf({ wage: { paid: 'partly', share: 10, until: '2026-07-15' } })).to.equal('2026-05-31')
  })

  it('not for what an insurance pays', () => {
    const wage = { paid: 'none' as const, dailyAllowance: 80 }
    expect(untilOf({ wage })).to.equal('2026-05-31')
    expect(rulesOf({ wage })).to.include('daily-allowance-no-wage')
  })

  it('is left open where no table knows the limit of the day', () => {
    const wage = { paid: 'none' as const, residual: 70_000 }
    expect(rulesOf({ begin: '2027-02-10', wage })).to.include('wage-limit-unknown')
  })
})

describe('When work is taken up again, allowances are due', () => {
  const resumed = (change: Partial<WorkInterruptionAnswers>) => continuationOf(ill(change), work()).resumed

  it('from the first of the month after illness: 20 August 2026 gives 1 August', () => {
    expect(resumed({ resumption: { on: '2026-08-20', degree: 100 } })).to.deep.equal({
      from: '2026-08-01',
      law: 'FamZV 10 Iter',
      gap: true,
    })
  })

  it('without a gap if the month follows the last one', () => {
    expect(resumed({ resumption: { on: '2026-06-25', degree: 100 } })).to.include({ gap: false })
    expect(resumed({ resumption: { on: '2026-07-01', degree: 100 } })).to.include({ gap: true })
  })

  it('from the day itself after a leave of parents', () => {
    const maternity = { reason: 'maternity' as const, begin: '2026-03-02' }
    expect(resumed({ ...maternity, resumption: { on: '2026-06-22', degree: 100 } })).to.deep.equal({
      from: '2026-06-22',
      law: 'FamZG 13 I',
      gap: false,
    })
  })

  it('also for a part of the work, if its wage reaches 630 francs a month', () => {
    expect(resumed({ resumption: { on: '2026-08-20', degree: 20, wage: 63_000 } })?.from).to.equal(
      '2026-08-01',
    )
    expect(resumed({ resumption: { on: '2026-08-20', degree: 10, wage: 62_000 } })).to.equal(null)
  })
})

describe('Whatever the interruption', () => {
  const day = fc.integer({ min: 0, max: 1_500 }).map((n) => addDays('2025-01-01', n))
  const anything = fc
    .record({
      reason: fc.constantFrom(...interruptionReasons),
      begin: day,
      extension: fc.option(fc.constantFrom(...extensions), { nil: undefined }),
      length: fc.option(fc.nat(400), { nil: undefined }),
      share: fc.integer({ min: 1, max: 100 }),
      paid: fc.constantFrom('full' as const, 'partly' as const, 'none' as const),
      wageDays: fc.option(fc.nat(400), { nil: undefined }),
      residual: fc.option(fc.nat(200_000), { nil: undefined }),
    })
    .map(({ length, share, paid, wageDays, residual, extension, ...event }) =>
      ill({
        ...event,
        extension: extension && extensionsFor(event.reason).includes(extension) ? extension : undefined,
        until: length === undefined ? undefined : addDays(event.begin, length),
        wage: {
          paid,
          share,
          residual,
          ...(wageDays !== undefined && { until: addDays(event.begin, wageDays) }),
        },
      }),
    )

  it('allowances never end before what the law grants, and a wage never shortens them', () => {
    fc.assert(
      fc.property(anything, (answers) => {
        const { until, graceEnd } = continuationOf(answers, work())
        const without = continuationOf({ ...answers, wage: undefined }, work())
        expect(without.until).to.equal(graceEnd)
        if (until !== null && graceEnd !== null) expect(until >= graceEnd).to.equal(true)
      }),
    )
  })

  it('the month and three more are four calendar months, counted from the month of the begin', () => {
    fc.assert(
      fc.property(day, (begin) => {
        const { until } = continuationOf(ill({ begin }), work())
        expect(until && monthsBetween(begin, until)).to.equal(3)
        expect(until && firstOfMonth(addDays(until, 1))).to.equal(until && addDays(until, 1))
      }),
    )
  })

  it('a later return never gives an earlier start, and never one before the month of the return', () => {
    fc.assert(
      fc.property(anything, fc.nat(900), (answers, days) => {
        fc.pre(answers.reason !== 'death')
        const on = addDays(answers.begin, days + 1)
        const back = (day: IsoDate) =>
          continuationOf({ ...answers, resumption: { on: day, degree: 100 } }, work()).resumed?.from ?? ''
        expect(back(on) <= on && back(on) >= firstOfMonth(on)).to.equal(true)
        expect(back(addDays(on, 1)) >= back(on)).to.equal(true)
      }),
    )
  })
})
