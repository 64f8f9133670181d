import { expect } from 'chai'
import { addDays, addYears, ageAt } from '../../../domain/dates.js'
import {
  childAllowanceSpan,
  educationAllowanceSpan,
  fromMonthAfterBirthday,
} from '../../../domain/family-allowance/ages.js'
import { earliestClaim } from '../../../domain/family-allowance/backdating.js'
import { cut, intersection, without } from '../../../domain/span.js'
import { training } from './facts.js'

describe('ages', () => {
  it('gives the child allowance from the month of birth to the month of the 16th birthday', () => {
    expect(childAllowanceSpan('2010-05-31', false)).deep.equal({ from: '2010-05-01', to: '2026-05-31' })
    expect(childAllowanceSpan('2010-05-01', false)).deep.equal({ from: '2010-05-01', to: '2026-05-31' })
    expect(childAllowanceSpan('2012-02-29', false)).deep.equal({ from: '2012-02-01', to: '2028-02-29' })
    expect(childAllowanceSpan('2010-12-31', false)).deep.equal({ from: '2010-12-01', to: '2026-12-31' })
  })

  it('gives it to the month of the 20th birthday to a child that cannot work', () => {
    expect(childAllowanceSpan('2008-02-29', true)).deep.equal({ from: '2008-02-01', to: '2028-02-29' })
  })

  const spanOf = (
    birthDate: string,
    kind: 'apprenticeship' | 'compulsory-school',
    from: string,
    until: string,
  ) => educationAllowanceSpan(birthDate, { kind, from, until })

  it('gives the education allowance from the month the education starts to the month it ends', () => {
    expect(spanOf('2010-05-31', 'apprenticeship', '2026-08-10', '2029-07-20')).deep.equal({
      from: '2026-08-01',
      to: '2029-07-31',
    })
  })

  it('does not give it before the month of the 15th birthday', () => {
    expect(spanOf('2011-09-30', 'apprenticeship', '2026-08-10', '2029-07-31')?.from).equal('2026-09-01')
    expect(spanOf('2012-02-29', 'apprenticeship', '2026-08-10', '2029-07-31')?.from).equal('2027-02-01')
    expect(spanOf('2012-02-29', 'apprenticeship', '2026-08-10', '2027-01-31')).equal(null)
  })

  it('gives it in compulsory school only from the month after the 16th birthday', () => {
    expect(spanOf('2010-05-31', 'compulsory-school', '2025-08-01', '2026-07-31')?.from).equal('2026-06-01')
    expect(spanOf('2010-05-31', 'compulsory-school', '2025-08-01', '2026-05-31')).equal(null)
  })

  it('ends it with the month of the 25th birthday', () => {
    expect(spanOf('2001-11-02', 'apprenticeship', '2025-08-01', '2027-07-31')?.to).equal('2026-11-30')
    expect(spanOf('2001-10-31', 'apprenticeship', '2026-11-01', '2027-07-31')).equal(null)
  })

  it('raises a rate on the first of the month after the birthday, also for one on the first', () => {
    expect(fromMonthAfterBirthday('2014-03-01', 12)).equal('2026-04-01')
    expect(fromMonthAfterBirthday('2014-03-31', 12)).equal('2026-04-01')
    expect(fromMonthAfterBirthday('2014-12-05', 12)).equal('2027-01-01')
    expect(fromMonthAfterBirthday('2008-02-29', 18)).equal('2026-03-01')
  })

  it('holds for every birthday of four years: 15 or 16 is reached within the bounding months', () => {
    for (let birth = '2008-01-01'; birth < '2012-01-01'; birth = addDays(birth, 1)) {
      const { to } = childAllowanceSpan(birth, false)
      expect(ageAt(birth, addDays(to, 1)), birth).equal(16)
      expect(to.slice(0, 7)).equal(addYears(birth, 16).slice(0, 7))
      const education = educationAllowanceSpan(birth, training({ from: '2020-01-01', until: '2040-01-01' }))
      expect(education?.from.slice(0, 7)).equal(addYears(birth, 15).slice(0, 7))
      expect(ageAt(birth, addDays(education?.to ?? '', 1)), birth).equal(25)
    }
  })
})

describe('backdating', () => {
  it('reaches five years back to the month whose claim lapses at its end', () => {
    expect(earliestClaim('2026-11-23')).equal('2021-11-01')
    expect(earliestClaim('2026-11-30')).equal('2021-11-01')
    expect(earliestClaim('2026-12-01')).equal('2021-12-01')
    expect(earliestClaim('2028-02-29')).equal('2023-02-01')
  })
})

describe('spans', () => {
  const year = { from: '2026-01-01', to: '2026-12-31' }
  const openEnd = { from: '2026-06-01', to: null }

  it('share the days both have', () => {
    expect(intersection(year, openEnd)).deep.equal({ from: '2026-06-01', to: '2026-12-31' })
    expect(intersection(openEnd, { from: '2027-01-01', to: null })).deep.equal({
      from: '2027-01-01',
      to: null,
    })
    expect(intersection(year, { from: '2027-01-01', to: null })).equal(null)
    expect(intersection(year, { from: '2026-12-31', to: null })).deep.equal({
      from: '2026-12-31',
      to: '2026-12-31',
    })
  })

  it('leave what another does not take', () => {
    const summer = { from: '2026-06-01', to: '2026-08-31' }
    expect(without(year, summer)).deep.equal([
      { from: '2026-01-01', to: '2026-05-31' },
      { from: '2026-09-01', to: '2026-12-31' },
    ])
    expect(without(year, openEnd)).deep.equal([{ from: '2026-01-01', to: '2026-05-31' }])
    expect(without(summer, year)).deep.equal([])
    expect(without(openEnd, year)).deep.equal([{ from: '2027-01-01', to: null }])
    expect(without(year, { from: '2027-01-01', to: null })).deep.equal([year])
    expect(without(year, { from: '2025-01-01', to: '2025-12-31' })).deep.equal([year])
  })

  it('fall into pieces without a gap', () => {
    expect(cut(openEnd, ['2027-01-01', '2026-06-01', '2026-09-01', '2027-01-01', '2025-01-01'])).deep.equal([
      { from: '2026-06-01', to: '2026-08-31' },
      { from: '2026-09-01', to: '2026-12-31' },
      { from: '2027-01-01', to: null },
    ])
  })
})
