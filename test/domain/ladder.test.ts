import { expect } from 'chai'
import fc from 'fast-check'
import { addDays, swissInstant } from '../../domain/dates.js'
import { ladderUntil, movedLadder, type Rung } from '../../domain/ladder.js'

const days = (ladder: Rung[]) => ladder.map(({ at, act }) => `${act} ${at.slice(0, 10)}`)

describe('The ladder of a task', () => {
  const ladder = ladderUntil('2026-11-24', '2026-12-24', [14, 25])

  it('reminds at eight in the morning, and ends at six on the morning after the last day', () => {
    expect(ladder).deep.equal([
      { at: '2026-12-08T07:00:00.000Z', act: 'remind' },
      { at: '2026-12-19T07:00:00.000Z', act: 'remind' },
      { at: '2026-12-25T05:00:00.000Z', act: 'expire' },
    ])
    expect(days(ladderUntil('2026-11-24', '2026-12-04', [14, 25]))).deep.equal(['expire 2026-12-05'])
  })

  it('moves with the last day: reminders stand as long before the new one as before the old', () => {
    const moved = movedLadder(ladder, '2026-12-24', '2027-01-08', '2026-11-30T10:00:00.000Z')
    expect(days(moved)).deep.equal(['remind 2026-12-23', 'remind 2027-01-03', 'expire 2027-01-09'])
  })

  it('keeps what has rung in its place, and rings the last reminder again when all have rung', () => {
    const once = movedLadder(ladder, '2026-12-24', '2027-01-08', '2026-12-10T10:00:00.000Z')
    expect(days(once)).deep.equal(['remind 2026-12-08', 'remind 2027-01-03', 'expire 2027-01-09'])
    const twice = movedLadder(ladder, '2026-12-24', '2027-01-08', '2026-12-20T10:00:00.000Z')
    expect(days(twice)).deep.equal([
      'remind 2026-12-08',
      'remind 2026-12-19',
      'remind 2027-01-03',
      'expire 2027-01-09',
    ])
  })

  it('never forgets what has rung, is in order, and ends after the new last day', () => {
    const moment = fc.integer({ min: 0, max: 29 }).map((day) => swissInstant(addDays('2026-11-24', day), 12))
    fc.assert(
      fc.property(moment, fc.integer({ min: 1, max: 90 }), (now, by) => {
        const to = addDays('2026-12-24', by)
        const moved = movedLadder(ladder, '2026-12-24', to, now)
        const rung = ladder.filter(({ at }) => at <= now)
        expect(moved.slice(0, rung.length)).deep.equal(rung)
        expect(moved.map(({ at }) => at)).deep.equal(moved.map(({ at }) => at).toSorted())
        expect(new Set(moved.map(({ at }) => at)).size).equal(moved.length)
        expect(moved.at(-1)).deep.equal({ at: swissInstant(addDays(to, 1), 6), act: 'expire' })
      }),
    )
  })
})
