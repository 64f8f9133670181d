import { expect } from 'chai'
import { daysOfThirty, monthsAsDays } from '../../domain/days-of-thirty.js'

describe('Months of thirty days', () => {
  it('make of every month thirty days, of a year 360', () => {
    expect(daysOfThirty('2026-07-01', '2026-07-15')).equal(15)
    expect(daysOfThirty('2026-07-16', '2026-07-31')).equal(15)
    expect(daysOfThirty('2026-07-31', '2026-07-31')).equal(1)
    expect(daysOfThirty('2026-07-01', '2026-07-30')).equal(30)
    expect(daysOfThirty('2026-02-15', '2026-02-28')).equal(16)
    expect(daysOfThirty('2028-02-01', '2028-02-28')).equal(28)
    expect(daysOfThirty('2028-02-01', '2028-02-29')).equal(30)
    expect(daysOfThirty('2025-04-01', '2025-12-31')).equal(270)
    expect(daysOfThirty('2025-01-01', '2026-12-31')).equal(720)
  })

  it('are whole months first where work counts by months: the month from the 1st is over on its last day', () => {
    expect(monthsAsDays('2026-03-05', '2026-08-04')).equal(150)
    expect(monthsAsDays('2026-03-01', '2026-07-31')).equal(150)
    expect(monthsAsDays('2026-03-01', '2026-07-30')).equal(149)
    expect(monthsAsDays('2026-02-01', '2026-02-28')).equal(30)
  })
})
