import { expect } from 'chai'
import fc from 'fast-check'
import { accountOf, totalsOf } from '../../../domain/daily-allowance/account.js'
import { addDays } from '../../../domain/dates.js'
import type { LeaveAnswers, OtherParentLeaveAnswers } from '../../../domain/other-parent-leave/answers.js'
import { claimOf, propose } from '../../../domain/other-parent-leave/propose.js'
import { answers as birthAnswers, submitted } from '../maternity/answers.js'

const birth = '2026-09-01'

function answers(
  leave: LeaveAnswers,
  change: Partial<OtherParentLeaveAnswers> = {},
): OtherParentLeaveAnswers {
  const { hospital: _hospital, since: _since, documents: _documents, ...said } = birthAnswers()
  return { ...said, leave, documents: [{ documentId: 'd1', purpose: 'birth-certificate' }], ...change }
}
const weeks = (...from: string[]): LeaveAnswers => ({
  by: 'weeks',
  spans: from.map((day) => ({ from: day, to: addDays(day, 6) })),
})
const days = (from: string, to: string): LeaveAnswers => ({ by: 'days', spans: [{ from, to }] })
const proposal = (leave: LeaveAnswers, change: Partial<OtherParentLeaveAnswers> = {}) =>
  propose(answers(leave, change), submitted)
const rules = (leave: LeaveAnswers) => proposal(leave).leave.map(({ rule }) => rule)

describe('The leave of the other parent', () => {
  it('gives seven daily allowances a week, fourteen in all', () => {
    expect(proposal(weeks('2026-09-07'))).to.include({ verdict: 'grant', days: 7, total: 7 * 16_000 })
    expect(proposal(weeks('2026-09-07', '2026-11-02'))).to.include({ days: 14, total: 14 * 16_000 })
    expect(proposal(weeks('2026-09-07', '2026-11-02', '2026-12-07'))).to.include({ days: 14 })
    expect(rules(weeks('2026-09-07', '2026-11-02', '2026-12-07'))).to.include('leave-too-long')
  })

  it('gives two more for each five single days, and counts no weekends', () => {
    expect(proposal(days('2026-09-07', '2026-09-10'))).to.include({ days: 4 })
    expect(proposal(days('2026-09-07', '2026-09-11'))).to.include({ days: 7, total: 7 * 16_000 })
    expect(proposal(days('2026-09-07', '2026-09-18'))).to.include({ days: 14 })
    expect(proposal(days('2026-09-07', '2026-09-21'))).to.include({ days: 14 })
  })

  it('must be taken within six months from the birth', () => {
    expect(proposal(weeks('2027-02-22'))).to.include({ days: 7 })
    expect(proposal(weeks('2027-02-23'))).to.include({ days: 6 })
    expect(rules(weeks('2027-03-01'))).to.include.members(['leave-none', 'leave-outside'])
    expect(proposal(weeks('2027-03-01')).verdict).to.equal('refuse')
  })

  it('is granted for the fourteen days and the six months where more was taken', () => {
    expect(proposal(weeks('2026-09-07', '2026-11-02', '2026-12-07')).verdict).to.equal('grant')
    expect(proposal(days('2026-09-07', '2026-09-21')).verdict).to.equal('grant')
    expect(proposal(weeks('2027-02-23')).verdict).to.equal('grant')
  })

  it('is followed by 98 days when the mother dies in the 97 days after the birth', () => {
    const leave = { ...weeks('2026-09-07'), motherDiedOn: '2026-10-01' }
    expect(proposal(leave)).to.include({ days: 7 + 98 })
    expect(proposal({ ...leave, motherDiedOn: '2026-12-08' })).to.include({ days: 7 })
    expect(proposal(leave).missing).to.deep.equal([{ purpose: 'death' }])
  })

  it('goes on for the days of the child in hospital after her death, from fourteen to fifty-six', () => {
    const leave = { ...weeks('2026-09-07'), motherDiedOn: '2026-10-01' }
    const days = (hospitalUntil: string) => proposal({ ...leave, hospitalUntil }).days
    expect(days('2026-09-13')).to.equal(7 + 98)
    expect(days('2026-09-14')).to.equal(7 + 98 + 14)
    expect(days('2026-12-31')).to.equal(7 + 98 + 56)
    const told = proposal({ ...leave, hospitalUntil: '2026-09-20' }).leave
    expect(told.find(({ rule }) => rule === 'hospital-extended')).to.deep.include({ law: 'EOG 16kbis II' })
  })

  it('ends after her death when work is taken up again, and the six months stood still only until then', () => {
    const leave = { ...weeks('2026-09-07', '2027-03-08'), motherDiedOn: '2026-10-01' }
    expect(proposal(leave).days).to.equal(14 + 98)
    const back = proposal({ ...leave, returnOn: '2026-10-12' })
    expect(back.days).to.equal(7 + 3 + 10)
    expect(back.leave.find(({ rule }) => rule === 'ends-by-work')).to.deep.include({ law: 'EOG 16kbis III' })
    expect(proposal({ ...leave, returnOn: '2026-10-02' }).days).to.equal(7)
    expect(proposal({ ...leave, returnOn: '2027-02-01' }).days).to.equal(14 + 98)
  })

  it('is not followed by more days when the mother died before 2024', () => {
    const born = { birth: { date: '2023-11-20', alive: true, term: 'full' as const } }
    const leave = (motherDiedOn: string) => ({ ...weeks('2023-11-27'), motherDiedOn })
    expect(proposal(leave('2024-01-01'), born)).to.include({ days: 7 + 98 })
    expect(proposal(leave('2023-12-31'), born)).to.include({ days: 7 })
    expect(proposal(leave('2023-12-31'), born).leave.map(({ rule }) => rule)).to.include(
      'leave-died-before-law',
    )
  })

  it('is claimed within five years of the end of the six months, which stand still for the days after a death', () => {
    const on = (submittedOn: string, change: Partial<LeaveAnswers> = {}) =>
      propose(answers({ ...weeks('2026-09-07'), ...change }), { ...submitted, submittedOn }).conditions.map(
        ({ rule }) => rule,
      )
    expect(on('2032-02-28')).not.to.include('lapsed')
    expect(on('2032-02-29')).to.include('lapsed')
    expect(on('2032-06-05', { motherDiedOn: '2026-10-01' })).not.to.include('lapsed')
    expect(on('2032-06-07', { motherDiedOn: '2026-10-01' })).to.include('lapsed')
  })

  it('rests on the same conditions, with the articles of the other parent', () => {
    const laws = proposal(weeks('2026-09-07')).conditions.map(({ law }) => law)
    expect(laws).to.deep.equal(['EOV 23 a', 'EOG 16i I b', 'EOG 16i I c', 'EOG 16i I d'])
    const employment = { since: '2026-06-01', state: 'working' } as const
    expect(proposal(weeks('2026-09-07'), { employment }).verdict).to.equal('refuse')
  })

  it('never comes to more than fourteen days without a death, and its months sum to the total', () => {
    const span = fc
      .tuple(fc.integer({ min: -30, max: 250 }), fc.integer({ min: 0, max: 30 }))
      .map(([from, length]) => ({ from: addDays(birth, from), to: addDays(birth, from + length) }))
    const leave = fc.record({
      by: fc.constantFrom('weeks' as const, 'days' as const),
      spans: fc.array(span, { maxLength: 4 }),
    })
    fc.assert(
      fc.property(leave, (taken) => {
        const found = proposal(taken)
        expect(found.days).to.be.at.most(14)
        const months = accountOf(claimOf(answers(taken), found.grant), '2027-12-31')
        expect(totalsOf(months)).to.include({ days: found.days, gross: found.total })
      }),
    )
  })
})
