import type { Knex } from 'knex'
import type { Instant, IsoDate } from '../domain/dates.js'
import type { MutationKind } from '../domain/kinds.js'
import { haveWorkflow } from './outbox.js'

/** How much of something waits, and since when the oldest. */
export interface Waiting {
  count: number
  oldest: Instant | null
}

/** Promises the courier has not kept yet. */
export const promisesWaiting = (db: Knex): Promise<Waiting> => waiting(db('outbox'))

/** Mails that are owed, and those that the mail server has refused. */
export async function mailsWaiting(db: Knex): Promise<{ owed: Waiting; refused: Waiting }> {
  const notices = () => db('notices').where({ isHeld: 0 }).whereNull('sentAt')
  return {
    owed: await waiting(notices().whereNull('failedAt')),
    refused: await waiting(notices().whereNotNull('failedAt')),
  }
}

/** Open tasks of each side, those that were due before a day apart. */
export async function openTasks(
  db: Knex,
  today: IsoDate,
): Promise<{ side: string; overdue: boolean; count: number }[]> {
  const sides = ['employer', 'fund'].flatMap((side) => [true, false].map((overdue) => ({ side, overdue })))
  return Promise.all(
    sides.map(async ({ side, overdue }) => {
      const open = db('tasks')
        .where({ side, status: 'open' })
        .where('dueOn', overdue ? '<' : '>=', today)
      const row = await open.count({ count: '*' }).first()
      return { side, overdue, count: Number(row?.count) }
    }),
  )
}

/**
 * Reports that were sent before a moment and on which nobody has anything to do: their workflow has not come as far as a
 * task, or not from the decision to its end.
 */
export function stuckMutations(
  db: Knex,
  sentBefore: Instant,
  limit: number,
): Promise<{ id: string; reference: string; kind: MutationKind }[]> {
  return db('mutations')
    .where({ status: 'submitted' })
    .where('submittedAt', '<', sentBefore)
    .whereNotExists((open) =>
      open.from('tasks').whereRaw('tasks.mutation_id = mutations.id').where({ 'tasks.status': 'open' }),
    )
    .orderBy('submittedAt')
    .limit(limit)
    .select('id', 'reference', 'kind')
}

/** The reports that must have a workflow, by page of ids after `after`. */
export function openMutations(
  db: Knex,
  after: string,
  limit: number,
): Promise<{ id: string; kind: MutationKind; since: Instant }[]> {
  return db('mutations')
    .modify(haveWorkflow)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .select('id', 'kind', db.raw('coalesce(submitted_at, created_at) as since'))
}

/** Of these ids, the reports there are, closed or not. */
export function mutationsAmong(db: Knex, ids: string[]): Promise<{ id: string; kind: MutationKind }[]> {
  return db('mutations').whereIn('id', ids).whereNot({ status: 'draft' }).select('id', 'kind')
}

async function waiting(rows: Knex.QueryBuilder): Promise<Waiting> {
  const row: Partial<Waiting> | undefined = await rows
    .count({ count: '*' })
    .min({ oldest: 'createdAt' })
    .first()
  return { count: Number(row?.count ?? 0), oldest: row?.oldest ?? null }
}
