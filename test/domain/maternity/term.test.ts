import { expect } from 'chai'
import fc from 'fast-check'
import { addDays } from '../../../domain/dates.js'
import type { HospitalAnswers, SinceAnswers } from '../../../domain/maternity/answers.js'
import { termOf } from '../../../domain/maternity/term.js'
import { daysIn, daysOf } from '../../../domain/span.js'
import { answers } from './answers.js'

const birth = '2026-09-01'
const term = (since: SinceAnswers = {}, hospital?: HospitalAnswers) => termOf(answers({ since, hospital }))
const stay = (to: string | undefined, change: Partial<HospitalAnswers> = {}): HospitalAnswers => ({
  from: birth,
  to,
  returns: true,
  ...change,
})
const rules = (of: ReturnType<typeof termOf>) => of.reasons.map(({ rule }) => rule)

describe('The time a maternity allowance runs', () => {
  it('is 98 days from the day of the birth, the 97th day after it the last', () => {
    expect(term()).to.include({ from: birth, to: '2026-12-07', extension: 0 })
    expect(daysOf(term())).to.equal(98)
  })

  it('grows by the days in hospital from fourteen to fifty-six', () => {
    const extension = (to: string) => term({}, stay(to)).extension
    expect(extension('2026-09-13')).to.equal(0)
    expect(extension('2026-09-14')).to.equal(14)
    expect(extension('2026-10-26')).to.equal(56)
    expect(extension('2026-11-30')).to.equal(56)
    expect(term({}, stay('2026-11-30')).to).to.equal(addDays(birth, 153))
  })

  it('does not grow when she does not return to work, or when the stay began later', () => {
    expect(rules(term({}, stay('2026-10-26', { returns: false })))).to.include('hospital-no-return')
    expect(rules(term({}, stay('2026-10-26', { from: '2026-09-05' })))).to.include('hospital-later')
    expect(rules(term({}, stay('2026-10-26', { from: '2026-09-02' })))).to.include('hospital-day-after')
  })

  it('waits for the end of a stay that still goes on', () => {
    expect(term({}, stay(undefined))).to.include({ to: '2026-12-07', settleOn: addDays(birth, 154) })
    expect(term({ returnOn: '2026-11-01' }, stay(undefined)).settleOn).to.equal(null)
  })

  it('ends the day before she works again, whatever the degree, and on the day she dies', () => {
    expect(term({ returnOn: '2026-11-16' }).to).to.equal('2026-11-15')
    expect(term({ diedOn: '2026-10-03' }).to).to.equal('2026-10-03')
    expect(rules(term({ returnOn: '2027-03-01' }))).not.to.include('ends-by-work')
  })

  it('is followed by 14 days when the other parent dies within six months', () => {
    const it = term({ otherParentDiedOn: '2026-11-20' })
    expect(it.spans.at(-1)).to.deep.equal({ from: '2026-12-08', to: '2026-12-21' })
    expect(term({ otherParentDiedOn: '2027-03-02' }).spans).to.have.length(1)
    expect(term({ otherParentDiedOn: '2027-03-01' }).spans).to.have.length(2)
    expect(term({ otherParentDiedOn: '2026-11-20', returnOn: '2026-11-10' }).spans.at(-1)?.from).to.equal(
      '2026-11-21',
    )
  })

  it('is not followed by more when the other parent died before 2024', () => {
    const died = (otherParentDiedOn: string) =>
      termOf({ birth: { date: '2023-09-20', alive: true, term: 'full' }, since: { otherParentDiedOn } })
    expect(rules(died('2023-12-31'))).to.include('bereaved-before-law')
    expect(died('2023-12-31').spans).to.have.length(1)
    expect(died('2024-01-01').spans).to.have.length(2)
  })

  it('is never longer than 154 days and 14 more, each counted once, and never before the birth', () => {
    const day = fc.option(
      fc.integer({ min: 0, max: 300 }).map((n) => addDays(birth, n)),
      { nil: undefined },
    )
    const hospital = fc.option(
      fc.record({
        from: fc.integer({ min: 0, max: 2 }).map((n) => addDays(birth, n)),
        to: day,
        returns: fc.boolean(),
      }),
      { nil: undefined },
    )
    fc.assert(
      fc.property(
        fc.record({ returnOn: day, diedOn: day, otherParentDiedOn: day }),
        hospital,
        (since, it) => {
          const found = termOf(answers({ since, hospital: it as HospitalAnswers | undefined }))
          const days = [...daysIn(found.spans)]
          expect(new Set(days).size).to.equal(days.length)
          expect(days.length).to.be.at.most(154 + 14)
          expect(days.filter((one) => one <= found.to).length).to.be.at.most(154)
          for (const one of days) expect(one >= birth).to.equal(true)
        },
      ),
    )
  })
})
