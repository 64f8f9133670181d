import type { Knex } from 'knex'
import type { Instant } from '../../domain/dates.js'
import type { ReviewTerm } from '../../domain/review-term.js'
import { type Mutation, toMutation } from '../reports/mutations.js'
import type { TimelineEvent } from './event.js'
import { timelinesOf } from './timeline.js'

/** Something about a person, and the report it belongs to. */
export interface PersonEvent extends TimelineEvent {
  report: Mutation
}

/** The timelines of the reports about a person. */
export interface PersonTimeline {
  reports: Mutation[]
  events: PersonEvent[]
  /** Before this moment there was more, in reports that were left out; null where none was. */
  more: Instant | null
}

/**
 * The timelines of the reports about a person, in no order: of those that are under way and those that ended last, at most so
 * many; `null` for all of them. Seven queries.
 */
export async function personTimeline(
  db: Knex,
  employerId: string,
  employeeId: string,
  most: number | null,
  term: ReviewTerm,
): Promise<PersonTimeline> {
  const query = db('mutations')
    .where({ employerId, employeeId })
    .whereNotNull('submittedAt')
    .orderByRaw('case when closed_at is null then 0 else 1 end, closed_at desc, id')
  const found: Mutation[] = (await (most === null ? query : query.limit(most + 1))).map(toMutation)
  const reports = most === null ? found : found.slice(0, most)
  const timelines = await timelinesOf(db, reports, term)
  const events = reports.flatMap((report, at) => (timelines[at] ?? []).map((event) => ({ ...event, report })))
  const next = found.length > reports.length ? found.at(-1) : null
  return { reports, events, more: next ? (next.closedAt ?? next.submittedAt) : null }
}
