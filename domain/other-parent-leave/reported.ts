import type { IsoDate } from '../dates.js'
import type { ClosedSpan } from '../span.js'
import type { LeaveAnswers, OtherParentLeaveAnswers } from './answers.js'

/** News of one day, and the answer that it gives. */
const days = {
  bereavement: 'motherDiedOn',
  'hospital-end': 'hospitalUntil',
  'return-to-work': 'returnOn',
} as const satisfies Record<string, keyof LeaveAnswers>

/** What is told as one day: the mother's death, and what prolongs or ends the allowances after it. */
export type ReportedDay = keyof typeof days

/** Something told while a report of the other parent's leave is under way: other days, or a day. */
export type Reported =
  | { what: 'leave'; leave: Pick<LeaveAnswers, 'by' | 'spans'> }
  | { what: ReportedDay; on: IsoDate }

/** What was told since joins what was said at the beginning; the newest word counts. */
export const withReported = (
  answers: OtherParentLeaveAnswers,
  reported: Reported[],
): OtherParentLeaveAnswers => reported.reduce(joining, answers)

function joining(answers: OtherParentLeaveAnswers, news: Reported): OtherParentLeaveAnswers {
  const more = news.what === 'leave' ? news.leave : { [days[news.what]]: news.on }
  return { ...answers, leave: { ...answers.leave, ...more } }
}

/** What news says that is known here, in the order it was told. */
export const reportedIn = (news: { what: string; said: Record<string, unknown> }[]): Reported[] =>
  news.flatMap(({ what, said }): Reported[] => {
    if (isDay(what) && typeof said.on === 'string') return [{ what, on: said.on }]
    if (what !== 'leave') return []
    return [{ what, leave: { by: said.by as LeaveAnswers['by'], spans: said.spans as ClosedSpan[] } }]
  })

const isDay = (what: string): what is ReportedDay => Object.hasOwn(days, what)
