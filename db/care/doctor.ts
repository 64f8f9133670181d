import type { Knex } from 'knex'
import type { Instant, IsoDate } from '../../domain/dates.js'
import type { MutationKind } from '../../domain/kinds.js'
import type { Mutation } from '../reports/mutations.js'

/** How much of something waits, and since when the oldest. */
export interface Waiting {
  count: number
  oldest: Instant | null
}

/** Promises the courier has not kept yet. */
export const promisesWaiting = (db: Knex): Promise<Waiting> => waiting(db('outbox'))

/** Mails that are owed, and those that the mail server has refused: news about reports, and mails about people's own access. */
export async function mailsWaiting(db: Knex): Promise<{ owed: Waiting; refused: Waiting }> {
  const unsent = [
    () => db('notices').where({ isHeld: 0 }).whereNull('sentAt'),
    () => db('accountMails').whereNull('sentAt'),
  ]
  const inAll = async (how: 'whereNull' | 'whereNotNull') =>
    together(await Promise.all(unsent.map((mails) => waiting(mails()[how]('failedAt')))))
  return { owed: await inAll('whereNull'), refused: await inAll('whereNotNull') }
}

const together = (parts: Waiting[]): Waiting => ({
  count: parts.reduce((sum, { count }) => sum + count, 0),
  oldest: parts.flatMap(({ oldest }) => oldest ?? []).sort()[0] ?? null,
})

/** How many employers' news were given up on for a system that is to be told: nobody tells them until somebody of the office looks. */
export async function stoppedLanes(db: Knex): Promise<number> {
  const told = db('webhookLanes').join('webhooks', 'webhooks.systemId', 'webhookLanes.systemId')
  const row = await told.where({ status: 'on' }).whereNotNull('stoppedAt').count({ count: '*' }).first()
  return Number(row?.count)
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

/** A report as an operator sees it: nothing of what it says, and of nobody. */
export interface OperatedReport {
  id: string
  reference: string
  kind: MutationKind
  status: Mutation['status']
  submittedAt: Instant | null
  closedAt: Instant | null
  /** Its open task that is due first. */
  task: { side: 'employer' | 'fund'; step: string; dueOn: IsoDate } | null
  /** Since when a promise to wake its workflow waits for the courier. */
  promisedAt: Instant | null
}

/** A report that has a workflow or had one, by its id or reference, or null. */
export async function reportForOperator(
  db: Knex,
  by: { id: string } | { reference: string },
): Promise<OperatedReport | null> {
  const found = await db('mutations')
    .where(by)
    .where((known) => known.whereNotNull('submittedAt').orWhereNotNull('subjectKey'))
    .first('id', 'reference', 'kind', 'status', 'submittedAt', 'closedAt')
  if (!found) return null
  const task = await db('tasks')
    .where({ mutationId: found.id, status: 'open' })
    .orderBy('dueOn')
    .first('side', 'step', 'dueOn')
  const promised = await db('outbox').where({ workflowId: found.id }).first('createdAt')
  return { ...found, task: task ?? null, promisedAt: promised?.createdAt ?? null }
}

async function waiting(rows: Knex.QueryBuilder): Promise<Waiting> {
  const row: Partial<Waiting> | undefined = await rows
    .count({ count: '*' })
    .min({ oldest: 'createdAt' })
    .first()
  return { count: Number(row?.count ?? 0), oldest: row?.oldest ?? null }
}
