import { expect } from 'chai'
import { addDays } from '../../domain/dates.js'
import { holidaysIn } from '../../domain/holidays.js'
import { type Canton, cantons } from '../../domain/kinds.js'
import { isWorkday, nextWorkday } from '../../domain/workdays.js'

const daysOf = (canton: Canton, days: string[]) => days.filter(holidaysIn(canton))

describe('holidays of a canton', () => {
  it('are in every canton the new year, Ascension Day, 1 August and Christmas', () => {
    for (const canton of cantons) {
      const everywhere = ['2026-01-01', '2026-05-14', '2026-08-01', '2026-12-25']
      expect(daysOf(canton, everywhere), canton).deep.equal(everywhere)
    }
  })

  it('are those of the canton alone', () => {
    const some = [
      '2026-01-06',
      '2026-03-19',
      '2026-04-03',
      '2026-05-01',
      '2026-06-04',
      '2026-06-29',
      '2026-12-08',
    ]
    expect(daysOf('SG', some)).deep.equal(['2026-04-03'])
    expect(daysOf('ZH', some)).deep.equal(['2026-04-03', '2026-05-01'])
    expect(daysOf('TI', some)).deep.equal(some.filter((day) => day !== '2026-04-03'))
    expect(daysOf('GE', ['2026-09-10', '2026-12-31', '2026-09-21'])).deep.equal(['2026-09-10', '2026-12-31'])
    expect(daysOf('VD', ['2026-09-10', '2026-09-21'])).deep.equal(['2026-09-21'])
    expect(daysOf('SG', ['2026-11-01', '2026-12-26'])).deep.equal(['2026-11-01', '2026-12-26'])
  })

  it('follow Easter: the battle of Näfels is remembered a week later when Maundy Thursday takes its day', () => {
    expect(daysOf('GL', ['2026-04-02', '2026-04-09'])).deep.equal(['2026-04-09'])
    expect(daysOf('GL', ['2025-04-03'])).deep.equal(['2025-04-03'])
  })

  it('are whole days of the whole canton: no half days, no customs, none of single communities', () => {
    expect(daysOf('SO', ['2026-03-19', '2026-05-01'])).deep.equal([])
    expect(daysOf('ZH', ['2026-09-14', '2026-01-02'])).deep.equal([])
    expect(daysOf('SG', ['2026-05-10', '2026-04-02'])).deep.equal([])
  })

  it('never leave a span without an end: nowhere are there more than five days off in a row', () => {
    for (const canton of cantons)
      for (let day = '2026-01-01'; day < '2029-01-01'; day = addDays(day, 1)) {
        const next = nextWorkday(day, holidaysIn(canton))
        expect(isWorkday(next, holidaysIn(canton)) && next <= addDays(day, 5), `${canton} ${day}`).equal(true)
      }
  })
})
