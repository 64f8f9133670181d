import type { Knex } from 'knex'
import type { Instant } from '../../domain/dates.js'

/** A mail or SMS that the demo did not send but keeps for everybody to read. */
export interface Kept {
  channel: 'mail' | 'sms'
  to: string
  subject: string
  text: string
  sentAt: Instant
}

interface Outgoing {
  to: string
  subject: string
  text: string
  messageId: string
}

/** Keeps a mail or SMS, once. */
export async function keepInMailbox(db: Knex, channel: Kept['channel'], mail: Outgoing): Promise<true> {
  const { to: recipient, subject, text, messageId } = mail
  await db('mailbox')
    .insert({ channel, recipient, subject, text, messageId, sentAt: new Date().toISOString() })
    .onConflict('messageId')
    .ignore()
  return true
}

/** What was kept, newest first. */
export function mailbox(db: Knex, limit = 200): Promise<Kept[]> {
  return db('mailbox')
    .orderBy('id', 'desc')
    .limit(limit)
    .select('channel', { to: 'recipient' }, 'subject', 'text', 'sentAt')
}
