import { expect } from 'chai'
import { callLadder, declarationDueOn, yearToCall } from '../../../domain/salary-declaration/call.js'

describe('When wages are asked for', () => {
  it('is from the day of the office until the end of June, for the year before', () => {
    const days = ['2025-12-31', '2026-01-02', '2026-01-03', '2026-06-30', '2026-07-01']
    expect(days.map((day) => yearToCall(day, '01-03'))).deep.equal([null, null, 2025, 2025, null])
  })

  it('can be in the year itself, and then until the end of June after it', () => {
    const days = ['2025-12-14', '2025-12-15', '2026-01-20', '2026-06-30', '2026-07-01']
    expect(days.map((day) => yearToCall(day, '12-15'))).deep.equal([null, 2025, 2025, 2025, null])
  })

  it('leaves until 30 January or the working day after it, and never less than two weeks', () => {
    expect(declarationDueOn(2025, '2026-01-03')).equal('2026-01-30') // a Friday
    expect(declarationDueOn(2026, '2027-01-03')).equal('2027-02-01') // from a Saturday
    expect(declarationDueOn(2025, '2026-01-25')).equal('2026-02-09') // from a Sunday
    expect(declarationDueOn(2025, '2026-01-03', (day) => day === '2026-01-30')).equal('2026-02-02')
  })

  it('reminds as long before as the office says, where that is still to come', () => {
    const days = (asked: string) =>
      callLadder('a', asked, '2026-01-30', [14, 5]).map(({ at, act }) => `${act} ${at.slice(0, 10)}`)
    expect(days('2026-01-03')).deep.equal(['remind 2026-01-16', 'remind 2026-01-25', 'expire 2026-01-31'])
    expect(days('2026-01-20')).deep.equal(['remind 2026-01-25', 'expire 2026-01-31'])
  })
})
