import { expect } from 'chai'
import fc from 'fast-check'
import { addDays } from '../../../domain/dates.js'
import {
  nextSchoolYear,
  schoolYearEnd,
  schoolYearName,
  schoolYearOf,
  schoolYearStart,
  subjectKey,
} from '../../../domain/training-certificate/school-year.js'
import { day } from './any.js'

describe('a school year', () => {
  it('lasts from 1 August to 31 July', () => {
    expect(schoolYearOf('2026-07-31')).equal(2025)
    expect(schoolYearOf('2026-08-01')).equal(2026)
    expect(schoolYearEnd(2026)).equal('2027-07-31')
    expect(schoolYearName(2026)).equal('2026/27')
    expect(schoolYearName(2099)).equal('2099/00')
  })

  it('is the next one for a proof that ends with July, and still the same for one that ends before', () => {
    expect(nextSchoolYear('2026-07-31')).equal(2026)
    expect(nextSchoolYear('2026-07-30')).equal(2025)
    expect(nextSchoolYear('2027-01-31')).equal(2026)
    expect(subjectKey('mia', 2026)).equal('mia/2026')
  })

  it('holds every day exactly once', () => {
    fc.assert(
      fc.property(day, (date) => {
        const year = schoolYearOf(date)
        expect(schoolYearStart(year) <= date && date <= schoolYearEnd(year)).equal(true)
        expect(addDays(schoolYearEnd(year), 1)).equal(schoolYearStart(year + 1))
      }),
    )
  })
})
