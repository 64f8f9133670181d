import { z } from 'zod'
import type { IsoDate } from '../../../domain/dates.js'
import type { LeaveAnswers, OtherParentLeaveAnswers } from '../../../domain/other-parent-leave/answers.js'
import { manners } from '../../../domain/other-parent-leave/answers.js'
import { reportedIn, withReported } from '../../../domain/other-parent-leave/reported.js'
import type { Amendment, AmendScene } from '../amendments.js'
import { date, one, type Reading, read } from '../fields.js'
import { rowsShown } from '../rows.js'
import { deathFaults, readTaken, rowsOfLeave } from './leave.js'

/** Other days than were reported, or none: what has been stated for them is corrected. */
const leave: Amendment<Pick<LeaveAnswers, 'by' | 'spans'>> = {
  what: 'leave',
  when: () => true,
  // who takes no leave need not prove anything about it
  answers: ({ spans }) => (spans.length === 0 ? ['provide-documents'] : []),
  show(scene, typed, addsOne) {
    const { by, spans } = answersNow(scene).leave
    const rows = typed ? rowsOfLeave(typed) : spans.map(({ from, to }) => ({ from: day(from), to: day(to) }))
    const values = typed ?? { by: spans.length > 0 ? by : 'none' }
    return { values, manners: [...manners, 'none'], rows: rowsShown(rows, addsOne) }
  },
  read(typed, scene) {
    const { birth, leave } = answersNow(scene)
    if (one(typed.by) === 'none') return { value: { by: leave.by, spans: [] } }
    return readTaken(typed, birth.date, rowsOfLeave(typed))
  },
}

/** The mother has died in the 97 days after the birth (EOG 16kbis). */
const bereavement: Amendment<{ on: string }> = {
  what: 'bereavement',
  when: () => true,
  show: (_scene, typed) => ({ values: typed ?? {} }),
  read(typed, scene): Reading<{ on: string }> {
    const reading = read(z.object({ on: date }), typed)
    if ('faults' in reading) return reading
    const faults = deathFaults('on', reading.value.on, answersNow(scene).birth.date, scene.facts.today)
    return faults.length > 0 ? { faults } : reading
  },
}

export const otherParentLeaveAmendments = [leave, bereavement]

/** A day as it is typed. */
const day = (date: IsoDate): string => date.split('-').reverse().map(Number).join('.')

const answersNow = ({ mutation, said }: AmendScene): OtherParentLeaveAnswers =>
  withReported(mutation.answers as OtherParentLeaveAnswers, reportedIn(said))
