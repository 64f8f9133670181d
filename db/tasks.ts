import type { Knex } from 'knex'
import { type Instant, type IsoDate, swissDate } from '../domain/dates.js'
import type { MutationKind } from '../domain/kinds.js'
import type { Rung } from '../domain/ladder.js'
import { absentFor } from './absences.js'
import { type By, note } from './audit.js'
import { isCalled, isOpen } from './mutations.js'
import { owe } from './notices.js'
import { nudge } from './outbox.js'
import { keyOfReport, sealAbout, sealJson } from './person-keys.js'

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
        await owe(trx, { ...occasion(spec, mutation.employerId), ...told, event: 'task' }, by.at)
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
    await note(trx, by, { action: 'task.expire', object: id, employerId: await employerOf(trx, id) })
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
    await owe(trx, { ...occasion(task, task.employerId), key, event: 'reminder' }, by.at)
  })
}

/**
 * A caseworker takes an open task of the office, or one of somebody who is away and for whom they stand in. False if somebody has it already, it is closed, or it is the
 * second review of this caseworker's own decision.
 */
export function claimTask(db: Knex, id: string, by: By): Promise<boolean> {
  return db.transaction(async (trx) => {
    const [claimed] = await trx('tasks')
      .where({ id, status: 'open', side: 'fund' })
      .where((free) =>
        free.whereNull('claimedBy').orWhereIn('claimedBy', absentFor(trx, by.actor, swissDate(by.at))),
      )
      .where(notOwnDecision(by.actor))
      .update({ claimedBy: by.actor, claimedAt: by.at }, ['employerId'])
    if (claimed) await note(trx, by, { action: 'task.claim', object: id, employerId: claimed.employerId })
    return claimed !== undefined
  })
}

/** A caseworker gives a task back. False if it was not theirs, or is closed. */
export function releaseTask(db: Knex, id: string, by: By): Promise<boolean> {
  return db.transaction(async (trx) => {
    const released = await trx('tasks')
      .where({ id, status: 'open', claimedBy: by.actor })
      .update({ claimedBy: null, claimedAt: null })
    if (released === 1)
      await note(trx, by, { action: 'task.release', object: id, employerId: await employerOf(trx, id) })
    return released === 1
  })
}

/**
 * Hands an open task of an employer to one of its users, or back to all, and owes that user a mail. False if it is closed or
 * another employer's. `isOneOfMany`: others are handed on with it; one mail tells of all.
 */
export function delegateTask(
  db: Knex,
  { id, employerId }: { id: string; employerId: string },
  to: string | null,
  by: By,
  { isOneOfMany = false } = {},
): Promise<boolean> {
  return db.transaction(async (trx) => {
    const given = await trx('tasks')
      .where({ id, employerId, status: 'open', side: 'employer' })
      .update({ claimedBy: to, claimedAt: to && by.at })
    if (given !== 1) return false
    await note(trx, by, { action: 'task.delegate', object: id, employerId, fields: ['claimedBy'] })
    const task = await trx('tasks').where({ id }).first()
    const told = isOneOfMany
      ? {
          key: `given/${by.at.slice(0, 10)}/${by.requestId ?? by.at}`,
          path: `/e/${employerId}/tasks?show=mine`,
        }
      : { key: `${id}/to/${by.at.slice(0, 16)}` }
    if (to && to !== by.actor)
      await owe(trx, { ...occasion(task, employerId), ...told, event: 'task', only: to }, by.at)
    return true
  })
}

/** Four eyes: a condition on `tasks` that leaves out second reviews of what this person decided. */
export const notOwnDecision = (actor: string) => (rule: Knex.QueryBuilder) =>
  rule
    .whereNot('tasks.step', 'second-review')
    .orWhereNotExists((own) =>
      own
        .from('tasks as first')
        .whereRaw('?? = ??', ['first.mutationId', 'tasks.mutationId'])
        .whereRaw('?? = ??', ['first.n', 'tasks.n'])
        .where({ 'first.step': 'review', 'first.closedBy': actor }),
    )

const employerOf = async (trx: Knex.Transaction, id: string): Promise<string> =>
  (await trx('tasks').where({ id }).first('employerId')).employerId

/** What was still asked about a deadline is settled when the task itself is. */
export const withdrawExtensions = (trx: Knex.Transaction, mutationId: string, by: By) =>
  trx('tasks')
    .where({ mutationId, step: 'extension', status: 'open' })
    .update({ status: 'withdrawn', closedBy: by.actor, closedAt: by.at })

const closeOpen = async (trx: Knex.Transaction, id: string, change: object) =>
  (await trx('tasks').where({ id, status: 'open' }).update(change)) === 1

const occasion = (task: { mutationId: string; step: string; n: number }, employerId: string) => ({
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
