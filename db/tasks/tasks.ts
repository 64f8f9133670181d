import type { Knex } from 'knex'
import type { Instant, IsoDate } from '../../domain/dates.js'
import type { MutationKind } from '../../domain/kinds.js'
import type { Rung } from '../../domain/ladder.js'
import { type By, note } from '../audit/note.js'
import { owe } from '../notices/notices.js'
import { nudge } from '../outbox.js'
import { keyOfReport, sealAbout, sealJson } from '../person-keys.js'
import { isCalled, isOpen } from '../reports/mutations.js'

export type Side = 'employer' | 'fund'

export interface Task {
  id: string
  mutationId: string
  employerId: string
  step: string
  n: number
  side: Side
  status: 'open' | 'done' | 'expired' | 'withdrawn'
  details: Record<string, unknown>
  ladder: Rung[]
  openedAt: Instant
  dueOn: IsoDate
  claimedBy: string | null
  claimedAt: Instant | null
  outcome: Record<string, unknown> | null
  closedBy: string | null
  closedAt: Instant | null
  /** The day until which a task of the office waits, why, and who said so. */
  followUpOn: IsoDate | null
  followUpReason: string | null
  followUpBy: string | null
}

/** The columns of a task, for a look. */
export const taskFields: Record<keyof Task, string> = {
  id: 'id',
  mutationId: 'mutation_id',
  employerId: 'employer_id',
  step: 'step',
  n: 'n',
  side: 'side',
  status: 'status',
  details: 'details',
  ladder: 'ladder',
  openedAt: 'opened_at',
  dueOn: 'due_on',
  claimedBy: 'claimed_by',
  claimedAt: 'claimed_at',
  outcome: 'outcome',
  closedBy: 'closed_by',
  closedAt: 'closed_at',
  followUpOn: 'follow_up_on',
  followUpReason: 'follow_up_reason',
  followUpBy: 'follow_up_by',
}

export interface TaskSpec {
  mutationId: string
  step: string
  n: number
  side: Side
  details: Record<string, unknown>
  ladder: Rung[]
  dueOn: IsoDate
  /** Where many tasks come at once: the key under which the employer is told of all of them, once, and the page with them. */
  told?: { key: string; path: string }
}

export const taskId = (spec: { mutationId: string; step: string; n: number }) =>
  `${spec.mutationId}/${spec.step}/${spec.n}`

/**
 * Opens a task unless it was opened before, and answers it as it stands now. Answers null when the mutation
 * is closed and nobody needs to do anything any more.
 */
export function openTask(db: Knex, { told, ...spec }: TaskSpec, by: By): Promise<Task | null> {
  return db.transaction(async (trx) => {
    // Locked: a recall and the opening of a task must not pass each other unseen.
    const mutation = await trx('mutations').where({ id: spec.mutationId }).forUpdate().first()
    if (!mutation || !(isOpen(mutation) || isCalled(mutation))) return null
    const id = taskId(spec)
    const opened = await trx('tasks')
      .insert({
        ...spec,
        id,
        employerId: mutation.employerId,
        status: 'open',
        details: await sealJson(trx, keyOfReport(mutation), spec.details),
        ladder: JSON.stringify(spec.ladder),
        openedAt: by.at,
      })
      .onConflict('id')
      .ignore()
      .returning('*')
    if (opened.length > 0) {
      await note(trx, by, { action: 'task.open', object: id, employerId: mutation.employerId })
      if (spec.side === 'employer')
        await owe(trx, { ...occasionOf(spec, mutation.employerId), ...told, event: 'task' }, by.at)
    }
    return toTask(opened[0] ?? (await trx('tasks').where({ id }).first()))
  })
}

/** The task as it stands now. Throws when there is no such task. */
export async function findTask(db: Knex, id: string): Promise<Task> {
  return toTask(await db('tasks').where({ id }).first())
}

export async function tasksOf(db: Knex, mutationId: string): Promise<Task[]> {
  return (await db('tasks').where({ mutationId }).orderBy(['openedAt', 'id'])).map(toTask)
}

/**
 * A person answers a task. True if this answer counts; false if another person or the clock was first.
 * `also` writes what belongs to the answer, in the same transaction.
 */
export function completeTask(
  db: Knex,
  task: Task & { kind: MutationKind },
  outcome: object,
  by: By,
  also: (trx: Knex.Transaction) => Promise<void> = async () => {},
): Promise<boolean> {
  return db.transaction(async (trx) => {
    const sealed = await sealAbout(trx, task.mutationId, outcome)
    const change = { status: 'done', outcome: sealed, closedBy: by.actor, closedAt: by.at }
    if (!(await closeOpen(trx, task.id, change))) return false
    if (task.side === 'employer') await withdrawExtensions(trx, task.mutationId, by)
    await also(trx)
    await note(trx, by, {
      action: 'task.complete',
      object: task.id,
      employerId: task.employerId,
      fields: Object.keys(outcome),
    })
    await nudge(trx, { id: task.mutationId, kind: task.kind }, by.at)
    return true
  })
}

/** The clock closes a task that nobody answered. True if it was still open, and its end has not moved meanwhile. */
export function expireTask(db: Knex, id: string, by: By): Promise<boolean> {
  return db.transaction(async (trx) => {
    const row = await trx('tasks').where({ id, status: 'open' }).forUpdate().first()
    if (!row || toTask(row).ladder.some(({ act, at }) => act === 'expire' && at > by.at)) return false
    await withdrawExtensions(trx, row.mutationId, by)
    if (!(await closeOpen(trx, id, { status: 'expired', closedBy: by.actor, closedAt: by.at }))) return false
    await note(trx, by, { action: 'task.expire', object: id, employerId: await employerOfTask(trx, id) })
    return true
  })
}

/** Owes the employer the reminder of a rung, once, if the task is still open. */
export function remind(db: Knex, id: string, rung: number, by: By): Promise<void> {
  return db.transaction(async (trx) => {
    const task = await trx('tasks').where({ id, status: 'open' }).first()
    if (!task) return
    const { act, at = '' } = toTask(task).ladder[rung - 1] ?? {}
    if (act === 'remind' && at > by.at) return // it has moved meanwhile
    const key = `${id}/${rung}`
    const { mutationId } = task
    if (await trx('notices').where({ mutationId }).where('id', 'like', `${key}/%`).first('id')) return
    await note(trx, by, { action: 'task.remind', object: id, employerId: task.employerId })
    await owe(trx, { ...occasionOf(task, task.employerId), key, event: 'reminder' }, by.at)
  })
}

/** Whose task it is. */
export const employerOfTask = async (trx: Knex.Transaction, id: string): Promise<string> =>
  (await trx('tasks').where({ id }).first('employerId')).employerId

/** What was still asked about a deadline is settled when the task itself is. */
export const withdrawExtensions = (trx: Knex.Transaction, mutationId: string, by: By) =>
  trx('tasks')
    .where({ mutationId, step: 'extension', status: 'open' })
    .update({ status: 'withdrawn', closedBy: by.actor, closedAt: by.at })

const closeOpen = async (trx: Knex.Transaction, id: string, change: object) =>
  (await trx('tasks').where({ id, status: 'open' }).update(change)) === 1

/** What an employer is told of a task, once, and with which page. */
export const occasionOf = (task: { mutationId: string; step: string; n: number }, employerId: string) => ({
  key: taskId(task),
  mutationId: task.mutationId,
  employerId,
  path: `/e/${employerId}/tasks/${taskId(task)}`,
})

/** Reads the JSON columns of a row. */
export function toTask(row: Record<string, unknown> | undefined): Task {
  if (!row) throw new Error('no such task')
  const parsed = (value: unknown) => (value === null ? null : JSON.parse(String(value)))
  return {
    ...row,
    details: parsed(row.details),
    ladder: parsed(row.ladder),
    outcome: parsed(row.outcome),
  } as Task
}
