import { expect } from 'chai'
import fc from 'fast-check'
import { addDays, swissDate, swissInstant } from '../../domain/dates.js'
import { ladderUntil, movedLadder, type Rung } from '../../domain/ladder.js'

const days = (ladder: Rung[]) => ladder.map(({ at, act }) => `${act} ${at.slice(0, 10)}`)

/** How many minutes after this hour in Switzerland a moment is, on its day. */
const minutesAfter = (hour: number, at: string) =>
  (Date.parse(at) - Date.parse(swissInstant(swissDate(at), hour))) / 60_000

describe('The ladder of a task', () => {
  const id = '3c5e0f0e-0d6a-4f0f-9a53-7f5a2b4d6e11'
  const ladder = ladderUntil(id, '2026-11-24', '2026-12-24', [14, 25])

  it('reminds between eight and nine in the morning, and ends before seven on the morning after the last day', () => {
    expect(days(ladder)).deep.equal(['remind 2026-12-08', 'remind 2026-12-19', 'expire 2026-12-25'])
    expect(days(ladderUntil(id, '2026-11-24', '2026-12-04', [14, 25]))).deep.equal(['expire 2026-12-05'])
    const day = fc.integer({ min: 0, max: 400 }).map((n) => addDays('2026-01-01', n))
    fc.assert(
      fc.property(fc.uuid(), day, (report, start) => {
        const rungs = ladderUntil(report, start, addDays(start, 30), [14, 25])
        expect(rungs.map(({ at }) => swissDate(at))).deep.equal([14, 25, 31].map((n) => addDays(start, n)))
        for (const { at, act } of rungs)
          expect(minutesAfter(act === 'remind' ? 8 : 6, at), at).within(0, act === 'remind' ? 60 : 45)
      }),
    )
  })

  it('stands at the same time of day for a report, however often it is asked or its end is moved', () => {
    expect(ladderUntil(id, '2026-11-24', '2026-12-24', [14, 25])).deep.equal(ladder)
    const moved = movedLadder(id, ladder, '2026-12-24', '2027-01-08', '2026-11-30T10:00:00.000Z')
    expect(moved.map(({ at }) => at.slice(10))).deep.equal(ladder.map(({ at }) => at.slice(10)))
  })

  it('spreads what many reports are reminded of on one morning evenly over the hour', () => {
    const six = Array.from({ length: 6 }, () => 0)
    for (let n = 0; n < 6000; n++) {
      const [first] = ladderUntil(`report-${n}`, '2026-11-24', '2026-12-24', [14])
      const nth = Math.floor(minutesAfter(8, first?.at ?? '') / 10)
      six[nth] = (six[nth] ?? 0) + 1
    }
    for (const reports of six) expect(reports, six.join(' ')).within(900, 1100)
  })

  it('moves with the last day: reminders stand as long before the new one as before the old', () => {
    const moved = movedLadder(id, ladder, '2026-12-24', '2027-01-08', '2026-11-30T10:00:00.000Z')
    expect(days(moved)).deep.equal(['remind 2026-12-23', 'remind 2027-01-03', 'expire 2027-01-09'])
  })

  it('keeps what has rung in its place, and rings the last reminder again when all have rung', () => {
    const once = movedLadder(id, ladder, '2026-12-24', '2027-01-08', '2026-12-10T10:00:00.000Z')
    expect(days(once)).deep.equal(['remind 2026-12-08', 'remind 2027-01-03', 'expire 2027-01-09'])
    const twice = movedLadder(id, ladder, '2026-12-24', '2027-01-08', '2026-12-20T10:00:00.000Z')
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
        const moved = movedLadder(id, ladder, '2026-12-24', to, now)
        const rung = ladder.filter(({ at }) => at <= now)
        expect(moved.slice(0, rung.length)).deep.equal(rung)
        expect(moved.map(({ at }) => at)).deep.equal(moved.map(({ at }) => at).toSorted())
        expect(new Set(moved.map(({ at }) => at)).size).equal(moved.length)
        expect(days(moved).at(-1)).equal(`expire ${addDays(to, 1)}`)
      }),
    )
  })
})
