import type { Knex } from 'knex'
import { type By, note } from '../audit/note.js'
import { sealAbout } from '../person-keys.js'
import type { Document } from '../reports/documents.js'
import { type Task, toTask } from './tasks.js'

/** Which document was sent for which wish of an open task: `wish` counts the wished documents from 0. */
export interface Received {
  documentId: string
  wish: number
}

/** Keeps with an open task what a document was sent for. Throws `TaskClosed` if it is not open any more. */
export async function receiveForTask(
  trx: Knex.Transaction,
  task: Task,
  document: Document,
  wish: number,
): Promise<void> {
  const row = await openRow(trx, task.id)
  if (!row) throw new TaskClosed()
  await keepReceived(trx, row, [...receivedFor(row), { documentId: document.id, wish }])
}

/** Keeps that a document sent for one wish of an open task is there for another too. False if it was not sent, or the task is closed. */
export function reuseForTask(db: Knex, task: Task, { documentId, wish }: Received, by: By): Promise<boolean> {
  return db.transaction(async (trx) => {
    const row = await openRow(trx, task.id)
    const sent = row ? receivedFor(row).filter((it) => it.documentId === documentId) : []
    if (!row || sent.length === 0 || sent.some((it) => it.wish === wish)) return false
    await keepReceived(trx, row, [...receivedFor(row), { documentId, wish }])
    await note(trx, by, { action: 'task.save', object: task.id, employerId: task.employerId })
    return true
  })
}

/**
 * Takes a document that was sent for a wish of a task and not yet handed in back; what is there for no other wish is removed.
 * False if it is not there or the task is closed.
 */
export function removeFromTask(
  db: Knex,
  task: Task,
  { documentId, wish }: Received,
  by: By,
): Promise<boolean> {
  return db.transaction(async (trx) => {
    const row = await openRow(trx, task.id)
    const isMeant = (it: Received) => it.documentId === documentId && it.wish === wish
    if (!row || !receivedFor(row).some(isMeant)) return false
    const left = receivedFor(row).filter((it) => !isMeant(it))
    await keepReceived(trx, row, left)
    if (left.some((it) => it.documentId === documentId)) return true
    await trx('documents').where({ id: documentId, mutationId: task.mutationId, origin: 'upload' }).delete()
    await note(trx, by, { action: 'document.remove', object: documentId, employerId: task.employerId })
    return true
  })
}

/** What was sent for a task so far. */
export const receivedFor = ({ details }: Pick<Task, 'details'>): Received[] =>
  (details.received as Received[] | undefined) ?? []

/** Keeps what somebody has typed so far into the form of an open task. False if it is not open any more. */
export function keepTyped(db: Knex, task: Task, typed: Record<string, unknown>, by: By): Promise<boolean> {
  return db.transaction(async (trx) => {
    const row = await openRow(trx, task.id)
    if (!row) return false
    const details = await sealAbout(trx, row.mutationId, { ...row.details, kept: typed })
    await trx('tasks').where({ id: task.id, status: 'open' }).update({ details })
    await note(trx, by, { action: 'task.save', object: task.id, employerId: task.employerId })
    return true
  })
}

/** What was typed into the form of a task and kept. */
export const keptIn = ({ details }: Pick<Task, 'details'>): Record<string, unknown> =>
  (details.kept as Record<string, unknown> | undefined) ?? {}

/** How many of the wished documents of a task are there; null where none is wished. */
export function partsOf({ details }: Pick<Task, 'details'>): { sent: number; all: number } | null {
  const wished = (details.documents as unknown[] | undefined)?.length ?? 0
  const sent = new Set(receivedFor({ details }).map(({ wish }) => wish)).size
  return wished > 0 ? { sent, all: wished } : null
}

async function openRow(trx: Knex.Transaction, id: string): Promise<Task | null> {
  const row = await trx('tasks').where({ id, status: 'open' }).forUpdate().first()
  return row ? toTask(row) : null
}

async function keepReceived(
  trx: Knex.Transaction,
  { id, mutationId, details }: Task,
  received: Received[],
): Promise<void> {
  const sealed = await sealAbout(trx, mutationId, { ...details, received })
  await trx('tasks').where({ id, status: 'open' }).update({ details: sealed })
}

/** The task was answered or ran out while a document was on its way. */
export class TaskClosed extends Error {}
