import { expect } from 'chai'
import { addDays } from '../../domain/dates.js'
import { deadlineOn, dueDate } from '../../domain/deadlines.js'
import { objectionDeadline } from '../../domain/legal-remedy.js'
import { easterSunday, standsStill } from '../../domain/standstill.js'
import { addWorkdays, isWorkday, nextWorkday } from '../../domain/workdays.js'

describe('working days', () => {
  it('leave out Saturday, Sunday and holidays, and the first day itself', () => {
    expect(addWorkdays('2026-11-20', 1)).equal('2026-11-23')
    expect(addWorkdays('2026-11-21', 1)).equal('2026-11-23')
    expect(addWorkdays('2026-11-23', 10)).equal('2026-12-07')
    expect(addWorkdays('2026-12-24', 1, (day) => day === '2026-12-25')).equal('2026-12-28')
    expect(addWorkdays('2026-11-21', 0)).equal('2026-11-21')
  })

  it('are five in every week without holidays', () => {
    for (let day = '2026-01-01'; day < '2027-01-01'; day = addDays(day, 1)) {
      const week = [0, 1, 2, 3, 4, 5, 6].map((n) => addDays(day, n))
      expect(week.filter((one) => isWorkday(one))).length(5)
      expect(addWorkdays(nextWorkday(day), 5)).equal(addDays(nextWorkday(day), 7))
    }
  })
})

describe('deadlines', () => {
  it('give thirty days for documents, and remind after 14 and 25', () => {
    expect(dueDate('documents', '2026-11-23')).equal('2026-12-23')
    expect(dueDate('documents-reminder-1', '2026-11-23')).equal('2026-12-07')
    expect(dueDate('documents-reminder-2', '2026-11-23')).equal('2026-12-18')
  })

  it('move from a weekend or a holiday to the next working day', () => {
    expect(dueDate('documents', '2026-11-20')).equal('2026-12-21')
    expect(dueDate('documents', '2026-11-23', {}, (day) => day === '2026-12-23')).equal('2026-12-24')
  })

  it('give the office ten working days', () => {
    expect(dueDate('office-review', '2026-11-23')).equal('2026-12-07')
    expect(dueDate('office-review', '2026-11-23', {}, (day) => day === '2026-12-07')).equal('2026-12-08')
  })

  it('can be set otherwise, without losing how they are counted', () => {
    expect(dueDate('documents', '2026-11-23', { documents: 21 })).equal('2026-12-14')
    expect(dueDate('office-review', '2026-11-20', { 'office-review': 1 })).equal('2026-11-23')
    expect(dueDate('documents', '2026-11-23', { 'office-review': 1 })).equal('2026-12-23')
  })

  it('are not known before the table begins', () => {
    expect(() => deadlineOn('documents', '2024-12-31')).throw(RangeError, 'documents')
    expect(deadlineOn('documents', '2025-01-01')).include({ days: 30, law: 'ATSG 43 III' })
  })
})

describe('the time to object', () => {
  it('knows Easter', () => {
    const easters = [
      '2024-03-31',
      '2025-04-20',
      '2026-04-05',
      '2027-03-28',
      '2030-04-21',
      '2038-04-25',
      '2285-03-22',
    ]
    expect(easters.map((day) => easterSunday(Number(day.slice(0, 4))))).deep.equal(easters)
  })

  it('stands still around Easter, in summer and around the new year, both ends included', () => {
    const still = [
      '2026-03-29',
      '2026-04-12',
      '2026-07-15',
      '2026-08-15',
      '2026-12-18',
      '2026-12-31',
      '2027-01-02',
    ]
    const runs = ['2026-03-28', '2026-04-13', '2026-07-14', '2026-08-16', '2026-12-17', '2027-01-03']
    expect(still.filter(standsStill)).deep.equal(still)
    expect(runs.filter(standsStill)).deep.equal([])
  })

  it('is thirty days from the day after service', () => {
    expect(objectionDeadline('2026-09-01')).equal('2026-10-01')
  })

  it('leaves out the days of a standstill', () => {
    expect(objectionDeadline('2026-11-23')).equal('2027-01-08')
    // served within the standstill: 16 August is the first day that counts, the last is a Monday
    expect(objectionDeadline('2026-07-20')).equal('2026-09-14')
    expect(objectionDeadline('2026-03-20')).equal('2026-05-04')
  })

  it('moves from a weekend or a holiday to the next working day', () => {
    expect(objectionDeadline('2026-09-03')).equal('2026-10-05')
    expect(objectionDeadline('2026-09-01', (day) => day === '2026-10-01')).equal('2026-10-02')
  })

  it('does not end within a standstill into which a weekend has moved it', () => {
    // the thirtieth day is Sunday 12 July 2026, the next working day is 13 July, and a holiday until 14 July
    expect(objectionDeadline('2026-06-12')).equal('2026-07-13')
    expect(objectionDeadline('2026-06-12', (day) => day === '2026-07-13' || day === '2026-07-14')).equal(
      '2026-08-17',
    )
  })

  it('never ends on a weekend or within a standstill, and never before thirty days', () => {
    for (let day = '2025-01-01'; day < '2029-01-01'; day = addDays(day, 1)) {
      const last = objectionDeadline(day)
      expect(isWorkday(last) && !standsStill(last), `${day}: ${last}`).equal(true)
      expect(last >= addDays(day, 30), `${day}: ${last}`).equal(true)
    }
  })
})
