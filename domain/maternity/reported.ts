import { type IsoDate, later } from '../dates.js'
import type { MaternityAnswers } from './answers.js'

export const reportable = ['return-to-work', 'hospital-end', 'other-parent-died', 'mother-died'] as const

/** Something that happened, told while the allowance runs. */
export interface Reported {
  what: (typeof reportable)[number]
  on: IsoDate
}

/** What was reported about a running claim joins what was said at the beginning; the newest word counts. */
export const withReported = (answers: MaternityAnswers, reported: Reported[]): MaternityAnswers =>
  reported.reduce(joining, answers)

function joining(answers: MaternityAnswers, { what, on }: Reported): MaternityAnswers {
  const { since, hospital } = answers
  if (what === 'return-to-work') return { ...answers, since: { ...since, returnOn: on } }
  if (what === 'mother-died') return { ...answers, since: { ...since, diedOn: on } }
  if (what === 'other-parent-died') return { ...answers, since: { ...since, otherParentDiedOn: on } }
  return hospital ? { ...answers, hospital: { ...hospital, to: later(on, hospital.from) } } : answers
}

/** What news says that is known here, in the order it was told. */
export const reportedIn = (news: { what: string; said: Record<string, unknown> }[]): Reported[] =>
  news.flatMap(({ what, said }) => {
    const known = reportable.find((it) => it === what)
    return known && typeof said.on === 'string' ? [{ what: known, on: said.on }] : []
  })
