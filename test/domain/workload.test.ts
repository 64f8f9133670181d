import { expect } from 'chai'
import { followUpOn } from '../../domain/follow-up.js'
import { axisEnd, byAge, lastWeeks, medianDays, mondayOf, perWeek } from '../../domain/workload.js'

describe('The work of the office', () => {
  it('is counted in weeks from Monday to Sunday', () => {
    expect(['2026-11-22', '2026-11-23', '2026-11-29'].map(mondayOf)).to.deep.equal([
      '2026-11-16',
      '2026-11-23',
      '2026-11-23',
    ])
    const weeks = lastWeeks('2026-11-25', 3)
    expect(weeks).to.deep.equal(['2026-11-09', '2026-11-16', '2026-11-23'])
    const days = [
      { day: '2026-11-08', count: 9 },
      { day: '2026-11-15', count: 1 },
      { day: '2026-11-23', count: 2 },
      { day: '2026-11-25', count: 3 },
    ]
    expect(perWeek(weeks, days)).to.deep.equal([1, 0, 5])
  })

  it('takes so many days to the decision for half of what was decided', () => {
    const decided = [
      { opened: '2026-11-23', closed: '2026-11-24', count: 3 },
      { opened: '2026-11-20', closed: '2026-11-25', count: 2 },
      { opened: '2026-10-01', closed: '2026-11-25', count: 2 },
    ]
    expect(medianDays(lastWeeks('2026-11-25', 2), decided)).to.deep.equal([null, 5])
  })

  it('is sorted by age, each task into one span', () => {
    const at = (day: string) => ({ day, count: 1 })
    const days = ['2026-11-25', '2026-11-18', '2026-11-17', '2026-10-26', '2026-09-26', '2026-09-25'].map(at)
    expect(byAge('2026-11-25', days)).to.deep.equal([2, 1, 1, 1, 1])
  })

  it('is drawn on an axis that ends just above it', () => {
    expect([1, 2, 3, 5, 7, 11, 95, 401].map(axisEnd)).to.deep.equal([2, 2, 4, 6, 10, 20, 100, 600])
  })

  it('is never put off to a weekend', () => {
    expect(followUpOn('tomorrow', '2026-11-26')).to.equal('2026-11-27')
    expect(followUpOn('tomorrow', '2026-11-27')).to.equal('2026-11-30')
    expect(followUpOn('week', '2026-11-28')).to.equal('2026-12-07')
    expect(followUpOn('month', '2026-01-31')).to.equal('2026-03-02')
  })
})
