import { randomUUID } from 'node:crypto'
import type { Knex } from 'knex'
import type { Instant } from '../domain/dates.js'
import type { MutationKind } from '../domain/kinds.js'
import { forEachCount, listed, valuesOf } from './listed.js'
import { rows } from './prepared.js'

/** A promise to knock at a workflow: the courier keeps it, sooner or later, at least once. */
export interface Promised {
  workflowId: string
  workflow: MutationKind | 'post' | 'campaign' | 'mailing' | 'declaration-call' | 'webhook'
  /** What the workflow is about, and is started with: a mutation; for some a campaign, a mailing or a system. */
  mutationId: string
  token: string
  /** The trace in which it was made, as W3C traceparent; null with tracing off. */
  traceparent: string | null
}

/** What is done in bulk waits behind what a person did. */
export type Pace = 'person' | 'bulk'
const priorities: Record<Pace, number> = { person: 1, bulk: 5 }

/** Promises to wake the workflow of a mutation. Promises to the same workflow coalesce. */
export function nudge(
  trx: Knex.Transaction,
  { id, kind }: { id: string; kind: MutationKind },
  at: Instant,
  pace: Pace = 'person',
) {
  return promise(trx, { workflowId: id, workflow: kind, mutationId: id }, at, pace)
}

/** Promises that the notices of a mutation are mailed. */
export function promisePost(trx: Knex.Transaction, mutationId: string, at: Instant, pace?: Pace) {
  return promise(
    trx,
    { workflowId: `post-${mutationId}`, workflow: 'post', mutationId: mutationId },
    at,
    pace,
  )
}

/** Promises that a campaign is carried out. */
export function promiseCampaign(trx: Knex.Transaction, id: string, at: Instant) {
  return promise(trx, { workflowId: `campaign-${id}`, workflow: 'campaign', mutationId: id }, at)
}

/** Promises that a message of the office reaches everybody it is for. */
export function promiseMailing(trx: Knex.Transaction, id: string, at: Instant) {
  return promise(trx, { workflowId: `mailing-${id}`, workflow: 'mailing', mutationId: id }, at)
}

/** Promises that a system is told what has happened. Events promise it themselves: see migrations/87_events.ts. */
export function promiseWebhook(trx: Knex.Transaction, id: string, at: Instant) {
  return promise(trx, { workflowId: `webhook-${id}`, workflow: 'webhook', mutationId: id }, at)
}

/** Promises to wake several workflows of mutations, as `nudge` does for one. */
export function nudgeAll(trx: Knex.Transaction, nudged: { id: string; kind: MutationKind; at: Instant }[]) {
  const made = nudged.map(({ id, kind, at }) => ({ workflowId: id, workflow: kind, mutationId: id, at }))
  return promiseAll(trx, made, 'person')
}

const atOnce = 100

/** Promises to wake workflows that must run already, some in each transaction, so that nobody waits for all of them. */
export async function promiseAgain(
  db: Knex,
  known: Pick<Promised, 'workflowId' | 'workflow' | 'mutationId'>[],
  at: Instant,
  pace: Pace,
): Promise<void> {
  for (let from = 0; from < known.length; from += atOnce) {
    const made = known
      .slice(from, from + atOnce)
      .map(({ workflowId, workflow, mutationId }) => ({ workflowId, workflow, mutationId, at }))
    await db.transaction((trx) => promiseAll(trx, made, pace))
  }
}

const promise = (trx: Knex.Transaction, promised: NewPromise, at: Instant, pace: Pace = 'person') =>
  promiseAll(trx, [{ ...promised, at }], pace)

type NewPromise = Omit<Promised, 'token' | 'traceparent'>

let traceOfNow = (): string | null => null
/** With tracing on: keeps with each promise the trace in which it is made, which the courier goes on with. */
export const tracePromises = (traceparent: () => string | null): void => {
  traceOfNow = traceparent
}

function promiseAll(trx: Knex.Transaction, promised: (NewPromise & { at: Instant })[], pace: Pace) {
  const traceparent = traceOfNow()
  const made = promised.map((it) => ({ ...it, token: randomUUID(), priority: priorities[pace], traceparent }))
  return rows(trx, promiseSql(made.length), valuesOf('made', made))
}

const columns = {
  workflowId: 'text', workflow: 'text', mutationId: 'text', token: 'text', priority: 'integer', at: 'text',
  traceparent: 'text',
} as const // biome-ignore format: one list
const promiseSql = forEachCount(
  (
    count,
  ) => `insert into outbox (workflow_id, workflow, mutation_id, token, priority, created_at, traceparent)
    select workflow_id, workflow, mutation_id, token, priority, at, traceparent from ${listed('made', columns, count)} where true
    on conflict (workflow_id) do update set token = excluded.token, traceparent = excluded.traceparent, priority =
      case when excluded.priority < outbox.priority then excluded.priority else outbox.priority end`,
)

/** Which promises a courier looks after at once; it keeps all others as well, but only when they are late. */
export type Own = 'post' | 'nudges'

/**
 * The promises that are not kept yet, those of people before bulk, the oldest first: of one's own, or all that were not made in a span. What was
 * made after it was so by a clock that has been set back since.
 */
export function promisesToKeep(
  db: Knex,
  which: { own?: Own; notWithin?: [Instant, Instant] } = {},
  limit = 100,
): Promise<Promised[]> {
  const waiting = db('outbox')
    .select('workflowId', 'workflow', 'mutationId', 'token', 'traceparent')
    .orderBy(['priority', 'createdAt'])
    .limit(limit)
  if (which.own === 'post') waiting.where({ workflow: 'post' })
  if (which.own === 'nudges') waiting.whereNot({ workflow: 'post' })
  if (which.notWithin) waiting.whereNotBetween('createdAt', which.notWithin)
  return waiting
}

/** Removes kept promises, each unless a newer one has taken its place meanwhile. */
export async function keepPromises(db: Knex, kept: Pick<Promised, 'workflowId' | 'token'>[]): Promise<void> {
  if (kept.length === 0) return
  const values = valuesOf(
    'kept',
    kept.map(({ workflowId, token }) => ({ workflowId, token })),
  )
  await db.transaction((trx) => rows(trx, removeSql(kept.length), values))
}
const removeSql = forEachCount(
  (count) => `delete from outbox where (workflow_id, token) in
    (select workflow_id, token from ${listed('kept', { workflowId: 'text', token: 'text' }, count)})`,
)

/** Narrows a query of mutations to those that have a workflow: sent and not closed, or asked for by the clock. */
export const haveWorkflow = (mutations: Knex.QueryBuilder): void =>
  void mutations.where((it) =>
    it
      .whereIn('status', ['submitted', 'running'])
      .orWhere((called) => called.where({ status: 'draft' }).whereNotNull('subjectKey')),
  )
