import type { Knex } from 'knex'
import { kindOfMailing, type MailingTopic } from '../../domain/mailing.js'
import { type By, note } from '../audit/note.js'
import { owe } from '../notices/notices.js'
import { sha256 } from '../seal.js'

/** The message of a mailing in one employer's mailbox: known beforehand, so that it lies there once. */
export const messageOf = (mailingId: string, employerId: string): string => `${mailingId}/${employerId}`

/**
 * Puts a message into the mailboxes of the next `limit` recipients behind `after`, each once, and owes its users their mails;
 * in one transaction. Answers how many it delivered now, and where to go on, or null at the end.
 */
export function deliverNext(
  db: Knex,
  id: string,
  after: string,
  limit: number,
  by: By,
): Promise<{ delivered: number; next: string | null }> {
  return db.transaction(async (trx) => {
    const mailing: { topic: MailingTopic } | undefined = await trx('mailings')
      .where({ id })
      .whereNot({ status: 'draft' })
      .first('topic')
    if (!mailing) throw new Error('no such mailing')
    const rows: { employerId: string }[] = await trx('mailingRecipients')
      .where({ mailingId: id })
      .where('employerId', '>', after)
      .orderBy('employerId')
      .limit(limit)
      .select('employerId')
    const employers = rows.map(({ employerId }) => employerId)
    let delivered = 0
    for (const employerId of employers)
      if (await deliverTo(trx, { id, kind: kindOfMailing(mailing.topic) }, employerId, by)) delivered++
    return { delivered, next: employers.length === limit ? (employers.at(-1) ?? null) : null }
  })
}

async function deliverTo(
  trx: Knex.Transaction,
  { id, kind }: { id: string; kind: string },
  employerId: string,
  by: By,
): Promise<boolean> {
  const messageId = messageOf(id, employerId)
  const fresh = await trx('messages')
    .insert({ id: messageId, employerId, kind, mailingId: id, createdAt: by.at })
    .onConflict('id')
    .ignore()
    .returning('id')
  if (fresh.length === 0) return false
  await note(trx, by, { action: 'message.deliver', object: messageId, employerId })
  const path = `/e/${employerId}/messages/${messageId}`
  // mailed by a workflow for each employer, behind what people wait for; an id as long as that of a report
  const about = {
    key: messageId,
    event: 'message' as const,
    message: kind,
    mutationId: sha256(messageId).slice(0, 36),
  }
  await owe(trx, { ...about, employerId, path, pace: 'bulk' }, by.at)
  return true
}
