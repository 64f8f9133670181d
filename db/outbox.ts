import { randomUUID } from 'node:crypto'
import type { Knex } from 'knex'
import type { Instant } from '../domain/dates.js'
import type { MutationKind } from '../domain/kinds.js'

/** A promise to knock at a workflow: the courier keeps it, sooner or later, at least once. */
export interface Promised {
  workflowId: string
  workflow: MutationKind | 'post'
  mutationId: string
  token: string
}

/** Promises to wake the workflow of a mutation. Promises to the same workflow coalesce. */
export function nudge(trx: Knex.Transaction, mutation: { id: string; kind: MutationKind }, at: Instant) {
  return promise(trx, { workflowId: mutation.id, workflow: mutation.kind, mutationId: mutation.id }, at)
}

/** Promises that the notices of a mutation are mailed. */
export function promisePost(trx: Knex.Transaction, mutationId: string, at: Instant) {
  return promise(trx, { workflowId: `post-${mutationId}`, workflow: 'post', mutationId }, at)
}

function promise(trx: Knex.Transaction, promised: Omit<Promised, 'token'>, at: Instant) {
  const token = randomUUID()
  return trx('outbox')
    .insert({ ...promised, token, createdAt: at })
    .onConflict('workflowId')
    .merge({ token })
}

/** Which promises a courier looks after at once; it keeps all others as well, but only when they are late. */
export type Own = 'post' | 'nudges'

/** The oldest promises that are not kept yet: of one's own, or all that were made before a moment. */
export function promisesToKeep(
  db: Knex,
  which: { own?: Own; madeBefore?: Instant } = {},
  limit = 100,
): Promise<Promised[]> {
  const waiting = db('outbox')
    .select('workflowId', 'workflow', 'mutationId', 'token')
    .orderBy('createdAt')
    .limit(limit)
  if (which.own === 'post') waiting.where({ workflow: 'post' })
  if (which.own === 'nudges') waiting.whereNot({ workflow: 'post' })
  if (which.madeBefore) waiting.where('createdAt', '<', which.madeBefore)
  return waiting
}

/** Removes a kept promise, unless a newer one has taken its place meanwhile. */
export async function keepPromise(db: Knex, { workflowId, token }: Promised): Promise<void> {
  await db('outbox').where({ workflowId, token }).delete()
}

/** Promises to wake every open mutation and to mail every unsent notice: rebuilds Temporal from SQL. Answers how many. */
export function nudgeAllOpen(db: Knex, at: Instant): Promise<number> {
  return db.transaction(async (trx) => {
    const open = await trx('mutations').whereIn('status', ['submitted', 'running']).select('id', 'kind')
    for (const mutation of open) await nudge(trx, mutation, at)
    const untold = await trx('notices').whereNull('sentAt').whereNull('failedAt').distinct('mutationId')
    for (const { mutationId } of untold) await promisePost(trx, mutationId, at)
    return open.length
  })
}
