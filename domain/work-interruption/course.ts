import { addDays, addMonths, addYears, earlier, type IsoDate, lastOfMonth, later } from '../dates.js'
import type { Rappen } from '../money.js'
import type { Reason } from '../reason.js'
import type { Resumption, WorkInterruptionAnswers } from './answers.js'
import { type Continuation, continuationOf, type Work } from './continuation.js'
import { ruled } from './rules.js'

/** What became known after the report, by itself or as the answer to a question. */
export type Told = { toldOn: IsoDate } & (
  | { what: 'resumption'; resumption: Resumption }
  | { what: 'expected-end'; until: IsoDate }
  | { what: 'still-away'; until?: IsoDate; wage?: Rappen }
)

/** A question whether work was taken up again. */
export interface Question {
  n: number
  status: 'open' | 'done' | 'expired' | 'withdrawn'
  closedOn: IsoDate | null
}

/** Everything that decides how an interruption goes on. */
export interface Course {
  answers: WorkInterruptionAnswers
  work: Work
  /** In the order in which it was told. */
  told: Told[]
  questions: Question[]
  /** The last day of the allowances, once they were stopped. */
  stoppedOn: IsoDate | null
}

/** What is to be done next. `wait` and `ask` say on which day; `reasons` carry the decision. */
export type Next =
  | { do: 'wait'; on: IsoDate }
  | { do: 'ask'; n: number }
  | { do: 'stop'; lastDay: IsoDate; isFinal: boolean; reasons: Reason[] }
  | { do: 'resume'; from: IsoDate; lastDay: IsoDate; reasons: Reason[] }
  | { do: 'close' }

/** How long after a stop a return to work can be reported; afterwards allowances are claimed anew. */
const yearsOpen = 1

/** What an interruption asks for on a day. */
export function nextOf(course: Course, today: IsoDate): Next {
  const now = known(course)
  const continuation = continuationOf(now, course.work)
  const { until, resumed, reasons } = continuation
  if (resumed) return afterResumption(course, until, resumed, reasons)
  if (course.stoppedOn !== null) return afterStop(course, course.stoppedOn, today)
  if (course.answers.reason === 'death')
    return until ? { do: 'stop', lastDay: until, isFinal: true, reasons } : { do: 'close' }
  if (isOver(course, today) && until) return { do: 'stop', lastDay: until, isFinal: true, reasons }
  const asked = course.questions.at(-1)
  const end = course.work.employment.to
  // whoever leaves is not asked when they come back
  if (end !== null && until === end && asked?.status !== 'open') return { do: 'wait', on: addDays(end, 1) }
  if (asked?.status === 'open') return { do: 'ask', n: asked.n }
  const on = nextQuestion(course, now, continuation)
  if (on !== null) return on > today ? { do: 'wait', on } : { do: 'ask', n: (asked?.n ?? 0) + 1 }
  return { do: 'stop', ...lastDayOf(asked, until, reasons) }
}

/** The answers as they are known now: later news replace what was expected. */
export const known = ({ answers, told }: Pick<Course, 'answers' | 'told'>): WorkInterruptionAnswers =>
  told.reduce(withNews, answers)

function withNews(before: WorkInterruptionAnswers, news: Told): WorkInterruptionAnswers {
  if (news.what === 'resumption') return { ...before, resumption: news.resumption }
  if (news.what === 'expected-end') return { ...before, until: news.until }
  const { resumption: _gone, ...away } = before
  const wage = news.wage === undefined ? away.wage : { paid: 'none' as const, residual: news.wage }
  return { ...away, ...(news.until ? { until: news.until } : {}), ...(wage && { wage }) }
}

/** The day of the next question, or null when nothing is left to wait for and the allowances end. */
function nextQuestion(
  { questions }: Course,
  now: WorkInterruptionAnswers,
  { until, graceEnd }: Continuation,
): IsoDate | null {
  const asked = questions.at(-1)
  const after = asked?.closedOn ?? null
  const days = [now.until, until ?? undefined].filter((day) => day !== undefined)
  const ahead = days.filter((day) => after === null || day > after).toSorted()
  const first = until && ahead[0] ? earlier(ahead[0], until) : ahead[0]
  if (first && (after === null || first > after)) return first
  if (until !== null) return null
  if (asked?.status === 'expired') return null
  // as long as a wage is paid, the question comes again after three months
  return after === null ? (graceEnd ?? addMonths(now.begin, 3)) : addMonths(after, 3)
}

function lastDayOf(asked: Question | undefined, until: IsoDate | null, reasons: Reason[]) {
  const why = asked?.status === 'expired' ? [ruled('unanswered')] : [ruled('still-away', {}, 'FamZG 13 I')]
  // a wage that nobody confirms any more is taken as paid until the end of the month
  const lastDay = until ?? lastOfMonth(asked?.closedOn ?? '')
  return { lastDay, isFinal: false, reasons: [...reasons, ...why] }
}

function afterResumption(
  { stoppedOn, work }: Course,
  until: IsoDate | null,
  { from, gap }: { from: IsoDate; gap: boolean },
  reasons: Reason[],
): Next {
  const lastDay = stoppedOn ?? until
  const isEmployed = work.employment.to === null || work.employment.to >= from
  if (lastDay === null || (stoppedOn === null && !gap) || !isEmployed) return { do: 'close' }
  return { do: 'resume', from: later(from, addDays(lastDay, 1)), lastDay, reasons }
}

function afterStop(course: Course, stoppedOn: IsoDate, today: IsoDate): Next {
  const end = addYears(stoppedOn, yearsOpen)
  return isOver(course, today) || today >= end || course.answers.reason === 'death'
    ? { do: 'close' }
    : { do: 'wait', on: end }
}

/** Whether the employment has ended: then nobody comes back. */
const isOver = ({ work }: Course, today: IsoDate): boolean =>
  work.employment.to !== null && work.employment.to < today
