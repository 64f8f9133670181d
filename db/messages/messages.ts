import type { Knex } from 'knex'
import type { Instant } from '../../domain/dates.js'
import type { Gist } from '../../domain/gist.js'
import { type By, note } from '../audit/note.js'
import { owe } from '../notices/notices.js'
import { openMessageAbout, type Topics } from '../open-topics.js'
import { keyOfReport, sealJson } from '../person-keys.js'

/** What the office has sent an employer: a document about a report, or words of its own with files. */
export interface Message {
  id: string
  employerId: string
  employeeId: string | null
  mutationId: string | null
  kind: string
  documentId: string | null
  /** The message of the office to one or many of which this is one, if it is. */
  mailingId: string | null
  createdAt: Instant
  readAt: Instant | null
  readBy: string | null
  /** Put away by the employer. */
  archivedAt: Instant | null
}

type NewMessage = Pick<Message, 'id' | 'employerId' | 'employeeId' | 'kind'> & {
  mutationId: string
  documentId: string
  /** What it comes to: sealed as all words about a person. */
  gist?: Gist | undefined
}

/** Puts a message into the employer's mailbox, once, and owes its users a mail about it. */
export async function deliver(trx: Knex.Transaction, { gist, ...fresh }: NewMessage, by: By): Promise<void> {
  const keyId = keyOfReport({ id: fresh.mutationId, employeeId: fresh.employeeId })
  const sealed = gist ? await sealJson(trx, keyId, gist) : null
  const delivered = await trx('messages')
    .insert({ ...fresh, gist: sealed, createdAt: by.at })
    .onConflict('id')
    .ignore()
    .returning('id')
  if (delivered.length === 0) return
  const { id, kind, mutationId, employerId } = fresh
  await note(trx, by, { action: 'message.deliver', object: id, employerId })
  await owe(
    trx,
    {
      key: id,
      event: 'message',
      message: kind,
      mutationId,
      employerId,
      path: `/e/${employerId}/messages/${id}`,
    },
    by.at,
  )
}

/** A message of this employer that is open to these topics, or null. */
export async function findMessage(
  db: Knex,
  employerId: string,
  id: string,
  own: Topics,
): Promise<Message | null> {
  return (await messagesAmong(db, employerId, [id], own))[0] ?? null
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

/** Puts messages of this employer away, or takes them back, and answers how many. What is put away counts as read. */
export function archive(db: Knex, employerId: string, ids: string[], away: boolean, by: By): Promise<number> {
  return db.transaction(async (trx) => {
    const chosen = () => trx('messages').where({ employerId }).whereIn('id', ids)
    const change = away ? { archivedAt: by.at, archivedBy: by.actor } : { archivedAt: null, archivedBy: null }
    const moved: { id: string }[] = await (away
      ? chosen().whereNull('archivedAt')
      : chosen().whereNotNull('archivedAt')
    )
      .update(change)
      .returning('id')
    if (away) await chosen().whereNull('readAt').update({ readAt: by.at, readBy: by.actor })
    const action = away ? 'message.archive' : 'message.restore'
    for (const { id } of moved) await note(trx, by, { action, object: id, employerId })
    return moved.length
  })
}

/** The messages of this employer among these ids that are open to these topics, in their order. */
export async function messagesAmong(
  db: Knex,
  employerId: string,
  ids: string[],
  own: Topics,
): Promise<Message[]> {
  const found: Message[] = await db('messages')
    .where({ employerId })
    .whereIn('id', ids)
    .whereRaw(openMessageAbout(own), { employerId })
  return ids.flatMap((id) => found.find((message) => message.id === id) ?? [])
}
