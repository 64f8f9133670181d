import type { Knex } from 'knex'
import { earlier, type Instant, type IsoDate, later } from '../../domain/dates.js'
import type { MutationKind } from '../../domain/kinds.js'
import { movedLadder } from '../../domain/ladder.js'
import { type By, note } from '../audit/note.js'
import { decideTask, type Ruling } from '../desk/next.js'
import { owe } from '../notices/notices.js'
import { nudge } from '../outbox.js'
import { sealAbout, sealTextAbout } from '../person-keys.js'
import { type Task, taskId, toTask } from './tasks.js'

/** What an employer has asked about the last day of a task. */
export interface Extension {
  id: string
  taskId: string
  /** The day that was asked for, and the day that was given at once. */
  wanted: IsoDate
  granted: IsoDate
  reason: string
  askedBy: string
  askedAt: Instant
}

/** What the office answers to a wish that goes beyond what is given at once. */
export type ExtensionDecision =
  | { decision: 'approve'; until: IsoDate; reason: string }
  | { decision: 'refuse'; reason: string }

type OpenTask = Task & { kind: MutationKind }

/**
 * Moves the last day of an open task as far as is given at once, `most` after the first last day; what was asked beyond
 * becomes a task of the office, due on `decideBy`. Answers the new last day, or null if the task is not open any more.
 */
export function askExtension(
  db: Knex,
  task: OpenTask,
  { wanted, reason }: { wanted: IsoDate; reason: string },
  { most, decideBy }: { most(firstDueOn: IsoDate): IsoDate; decideBy: IsoDate },
  by: By,
): Promise<IsoDate | null> {
  return db.transaction(async (trx) => {
    const row = await trx('tasks').where({ id: task.id, status: 'open' }).forUpdate().first()
    if (!row) return null
    const now = toTask(row)
    const granted = later(now.dueOn, earlier(wanted, most(firstDueOn(now))))
    await moveEnd(trx, now, granted, by)
    const nth = (await extensionsOf(trx, task.id)).length + 1
    const { id: aboutTask, mutationId, employerId } = task
    const asked = { askedBy: by.actor, askedAt: by.at }
    await trx('extensions').insert({
      id: `${aboutTask}/${nth}`,
      ...{ taskId: aboutTask, mutationId, wanted, granted, ...asked },
      reason: await sealTextAbout(trx, mutationId, reason),
    })
    if (wanted > granted) await putToOffice(trx, task, { wanted, reason, decideBy }, by)
    await note(trx, by, { action: 'task.extend', object: aboutTask, employerId, fields: ['dueOn'] })
    await nudge(trx, { id: mutationId, kind: task.kind }, by.at)
    return granted
  })
}

/** The office decides on a longer extension: the task moves if it is still open, and the employer is told. */
export function decideExtension(
  db: Knex,
  task: OpenTask,
  decision: ExtensionDecision,
  by: By,
): Promise<Ruling> {
  return decideTask(db, task, decision, by, async (trx) => {
    const row = await trx('tasks').where({ id: task.details.task, status: 'open' }).forUpdate().first()
    if (!row) return
    const about = toTask(row)
    if (decision.decision === 'approve') await moveEnd(trx, about, decision.until, by)
    const { mutationId, employerId } = about
    const path = `/e/${employerId}/tasks/${about.id}`
    await owe(trx, { key: task.id, event: 'extension', mutationId, employerId, path }, by.at)
  })
}

/** What was asked about the last day of a task, oldest first. */
export function extensionsOf(db: Knex, id: string): Promise<Extension[]> {
  return db('extensions').where({ taskId: id }).orderBy(['askedAt', 'id'])
}

/** The last day a task had when it was opened. */
export const firstDueOn = ({ details, dueOn }: Pick<Task, 'details' | 'dueOn'>): IsoDate =>
  typeof details.firstDueOn === 'string' ? details.firstDueOn : dueOn

/** The last day a task had before a moment; empty where there is no such task. */
export function dueBefore(
  { tasks, extensions }: { tasks: Task[]; extensions: Extension[] },
  id: string,
  at: Instant,
): IsoDate | '' {
  const task = tasks.find((it) => it.id === id)
  if (!task) return ''
  const given = extensions
    .filter(({ taskId, askedAt }) => taskId === id && askedAt < at)
    .map(({ granted }) => granted)
  const approved = tasks
    .filter(({ details, closedAt }) => details.task === id && closedAt !== null && closedAt < at)
    .flatMap(({ outcome }) => (outcome?.decision === 'approve' ? [String(outcome.until)] : []))
  return [...given, ...approved].reduce(later, firstDueOn(task))
}

async function moveEnd(trx: Knex.Transaction, task: Task, dueOn: IsoDate, by: By): Promise<void> {
  if (dueOn <= task.dueOn) return
  const ladder = movedLadder(task.mutationId, task.ladder, task.dueOn, dueOn, by.at)
  const details = { ...task.details, firstDueOn: firstDueOn(task) }
  await trx('tasks')
    .where({ id: task.id, status: 'open' })
    .update({
      dueOn,
      ladder: JSON.stringify(ladder),
      details: await sealAbout(trx, task.mutationId, details),
    })
}

/** One open question to the office about a task at a time: a newer wish takes the place of the older. */
async function putToOffice(
  trx: Knex.Transaction,
  { id, mutationId, employerId }: OpenTask,
  { wanted, reason, decideBy }: { wanted: IsoDate; reason: string; decideBy: IsoDate },
  by: By,
): Promise<void> {
  const details = await sealAbout(trx, mutationId, { task: id, wanted, reason })
  const step = 'extension'
  const renewed = await trx('tasks').where({ mutationId, step, status: 'open' }).update({ details })
  if (renewed > 0) return
  const [row] = await trx('tasks').where({ mutationId, step }).count({ asked: '*' })
  const n = Number(row?.asked ?? 0) + 1
  const opened = { mutationId, employerId, step, n, side: 'fund', status: 'open', ladder: '[]' }
  const fresh = { ...opened, id: taskId({ mutationId, step, n }), details, openedAt: by.at, dueOn: decideBy }
  await trx('tasks').insert(fresh)
  await note(trx, by, { action: 'task.open', object: fresh.id, employerId })
}
