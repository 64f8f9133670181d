import { z } from 'zod'
import type { IsoDate } from '../../../domain/dates.js'
import type { LeaveAnswers, OtherParentLeaveAnswers } from '../../../domain/other-parent-leave/answers.js'
import { manners } from '../../../domain/other-parent-leave/answers.js'
import { type ReportedDay, reportedIn, withReported } from '../../../domain/other-parent-leave/reported.js'
import type { Amendment, AmendScene } from '../amendments.js'
import { date, type Fault, fault, one, type Reading, read } from '../fields.js'
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

/** News of one day, with what is wrong with it. */
const dayOf = (
  what: ReportedDay,
  when: Amendment['when'],
  faultsOf: (on: IsoDate, answers: OtherParentLeaveAnswers, today: IsoDate) => Fault[],
): Amendment<{ on: string }> => ({
  what,
  when,
  show: (_scene, typed) => ({ values: typed ?? {} }),
  read(typed, scene): Reading<{ on: string }> {
    const reading = read(z.object({ on: date }), typed)
    if ('faults' in reading) return reading
    const faults = faultsOf(reading.value.on, answersNow(scene), scene.facts.today)
    return faults.length > 0 ? { faults } : reading
  },
})

/** The mother has died in the 97 days after the birth (EOG 16kbis I). */
const bereavement = dayOf(
  'bereavement',
  () => true,
  (on, { birth }, today) => deathFaults('on', on, birth.date, today),
)

const hasDied = (scene: AmendScene): boolean => answersNow(scene).leave.motherDiedOn !== undefined

/** What prolongs the allowances after her death: the newborn was in hospital since the birth (EOG 16kbis II). */
const hospital = dayOf('hospital-end', hasDied, (on, { birth }, today) => [
  ...(on < birth.date
    ? [fault('on', 'maternity:problems.hospital-end-before-begin', { fromDate: birth.date })]
    : []),
  ...(on > today ? [fault('on', 'maternity:problems.in-future', { todayDate: today })] : []),
])

/** What ends them: work is taken up again, now or in days to come (EOG 16kbis III). */
const returnToWork = dayOf('return-to-work', hasDied, (on, { leave }) =>
  leave.motherDiedOn && on <= leave.motherDiedOn
    ? [fault('on', 'otherParentLeave:leave.returnBeforeDeath', { deathDate: leave.motherDiedOn })]
    : [],
)

export const otherParentLeaveAmendments = [leave, bereavement, hospital, returnToWork]

/** A day as it is typed. */
const day = (date: IsoDate): string => date.split('-').reverse().map(Number).join('.')

const answersNow = ({ mutation, said }: AmendScene): OtherParentLeaveAnswers =>
  withReported(mutation.answers as OtherParentLeaveAnswers, reportedIn(said))
