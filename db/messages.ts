import type { Knex } from 'knex'
import type { Instant } from '../domain/dates.js'
import { type By, note } from './audit.js'
import { owe } from './notices.js'

/** A document of the office for an employer. */
export interface Message {
  id: string
  employerId: string
  employeeId: string | null
  mutationId: string
  kind: string
  documentId: string
  createdAt: Instant
  readAt: Instant | null
  readBy: string | null
}

type NewMessage = Pick<Message, 'id' | 'employerId' | 'employeeId' | 'mutationId' | 'kind' | 'documentId'>

/** Puts a message into the employer's mailbox, once, and owes its users a mail about it. */
export async function deliver(trx: Knex.Transaction, fresh: NewMessage, by: By): Promise<void> {
  const delivered = await trx('messages')
    .insert({ ...fresh, createdAt: by.at })
    .onConflict('id')
    .ignore()
    .returning('id')
  if (delivered.length === 0) return
  const { id, mutationId, employerId } = fresh
  await note(trx, by, { action: 'message.deliver', object: id, employerId })
  await owe(
    trx,
    { key: id, event: 'message', mutationId, employerId, path: `/e/${employerId}/messages/${id}` },
    by.at,
  )
}

/** A message of this employer, or null. */
export async function findMessage(db: Knex, employerId: string, id: string): Promise<Message | null> {
  return (await db('messages').where({ id, employerId }).first()) ?? null
}

/** Notes who opened a message first, and each opening in the audit. */
export function readMessage(db: Knex, message: Message, by: By): Promise<void> {
  return db.transaction(async (trx) => {
    await trx('messages')
      .where({ id: message.id })
      .whereNull('readAt')
      .update({ readAt: by.at, readBy: by.actor })
    await note(trx, by, { action: 'message.read', object: message.id, employerId: message.employerId })
  })
}
