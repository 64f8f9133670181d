import { expect } from 'chai'
import {
  addDays,
  addMonths,
  addYears,
  ageAt,
  daysBetween,
  firstOfMonth,
  isDate,
  lastDayInstead,
  lastOfMonth,
  monthsBetween,
  swissDate,
  swissInstant,
} from '../../domain/dates.js'

describe('calendar days', () => {
  it('knows which days exist', () => {
    const days = ['2024-02-29', '2000-02-29', '2026-12-31']
    const none = ['2023-02-29', '1900-02-29', '2026-13-01', '2026-04-31', '2026-1-1', '31.12.2026', '']
    expect(days.filter(isDate)).deep.equal(days)
    expect(none.filter(isDate)).deep.equal([])
  })

  it('knows the last day of a month that does not have the day somebody typed', () => {
    for (const [typed, last] of [
      ['31.2.2026', '2026-02-28'],
      ['29.02.2027', '2027-02-28'],
      ['30 2 2028', '2028-02-29'],
      ['31/4/2026', '2026-04-30'],
      ['2026-11-31', '2026-11-30'],
      ['45.1.2026', '2026-01-31'],
    ] as const)
      expect(lastDayInstead(typed), typed).equal(last)
    for (const typed of ['28.2.2026', '29.2.2028', '31.13.2026', '0.1.2026', '31.2.26', '31.2.', 'bald', ''])
      expect(lastDayInstead(typed), typed).equal(null)
  })

  it('keeps every day of thirty years when it goes forth and back', () => {
    for (let day = '2010-01-01'; day < '2040-01-01'; day = addDays(day, 1)) {
      expect(isDate(day)).equal(true)
      expect(addDays(addDays(day, 400), -400)).equal(day)
      expect(daysBetween(day, addDays(day, 97))).equal(97)
      expect(firstOfMonth(day) <= day && day <= lastOfMonth(day)).equal(true)
      expect(addDays(lastOfMonth(day), 1)).equal(firstOfMonth(addMonths(day, 1)))
      expect(monthsBetween(day, addMonths(day, 17))).equal(17)
      expect(ageAt(day, addYears(day, 16))).equal(16)
    }
  })

  it('puts the 31st into a shorter month as its last day', () => {
    expect(addMonths('2026-01-31', 1)).equal('2026-02-28')
    expect(addMonths('2024-01-31', 1)).equal('2024-02-29')
    expect(addMonths('2026-03-31', -1)).equal('2026-02-28')
    expect(addMonths('2026-12-15', 1)).equal('2027-01-15')
  })

  it('places a birthday of 29 February in February of a common year too', () => {
    expect(addYears('2012-02-29', 15)).equal('2027-02-28')
    expect(addYears('2012-02-29', 16)).equal('2028-02-29')
    expect(lastOfMonth(addYears('2012-02-29', 15))).equal('2027-02-28')
    expect(ageAt('2012-02-29', '2027-02-28')).equal(14)
    expect(ageAt('2012-02-29', '2027-03-01')).equal(15)
  })

  it('knows the Swiss day and hour in winter and in summer', () => {
    expect(swissDate('2026-12-31T23:30:00.000Z')).equal('2027-01-01')
    expect(swissDate('2026-06-30T21:59:59.999Z')).equal('2026-06-30')
    expect(swissDate('2026-06-30T22:00:00.000Z')).equal('2026-07-01')
    expect(swissInstant('2026-01-15', 8)).equal('2026-01-15T07:00:00.000Z')
    expect(swissInstant('2026-07-15', 8)).equal('2026-07-15T06:00:00.000Z')
    for (let day = '2026-01-01'; day < '2027-01-01'; day = addDays(day, 1)) {
      for (const hour of [0, 8, 23]) expect(swissDate(swissInstant(day, hour)), `${day} ${hour}`).equal(day)
    }
  })
})
