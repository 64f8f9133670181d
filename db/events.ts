import type { Knex } from 'knex'
import type { Instant } from '../domain/dates.js'
import type { Outcome } from './reports/mutations.js'

/** What can happen to a report, as systems are told of it. */
export const eventTypes = [
  'mutation.submitted',
  'mutation.decided',
  'mutation.closed',
  'declaration.accepted',
  'decision.issued',
] as const
export type EventType = (typeof eventTypes)[number]

/** One thing that happened. The database writes it with the fact: see migrations/87_events.ts. */
export interface Event {
  /** Its number among all; none is left out, and a higher one was committed later. */
  seq: number
  employerId: string
  /** Its number among those of the employer. */
  employerSeq: number
  type: EventType
  mutationId: string
  /** What is fetched: the id of the mutation, or of the message. */
  subject: string
  /** The kind of mutation or of message. */
  kind: string
  outcome: Outcome | null
  at: Instant
}

export interface EventFilter {
  employerId?: string
  types?: EventType[]
}

/** The events behind a number, in their order. */
export function eventsAfter(
  db: Knex,
  seq: number,
  { employerId, types }: EventFilter,
  limit: number,
): Promise<Event[]> {
  const wanted = db('events').where('seq', '>', seq).orderBy('seq').limit(limit)
  if (employerId) wanted.where({ employerId })
  if (types) wanted.whereIn('type', types)
  return wanted
}

/** The number of the last event; 0 before the first. */
export async function lastEvent(db: Knex): Promise<number> {
  const row = await db('events').max({ n: 'seq' }).first()
  return Number(row?.n ?? 0)
}
