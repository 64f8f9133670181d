import type { Knex } from 'knex'
import type { Instant } from '../../domain/dates.js'
import { searchWords } from '../people/search.js'
import { containsFolded } from '../words.js'
import type { Mailing } from './mailings.js'

/** How far a message has come: to how many it goes, how many have it, and how many have opened it. */
export interface MailingProgress {
  recipients: number
  delivered: number
  read: number
}

/** A message in the office's list. */
export type MailingRow = Pick<Mailing, 'id' | 'status' | 'topic' | 'subject' | 'savedAt' | 'sentAt'> & {
  /** Who wrote it. */
  by: string | null
}

interface Page {
  offset: number
  limit: number
}

/** One page of what was sent, the newest first, or of somebody's drafts, and how many there are: those called so in any language. */
export async function mailingList(
  db: Knex,
  of: { drafts: string } | 'sent',
  { offset, limit }: Page,
  q = '',
): Promise<{ rows: MailingRow[]; found: number }> {
  const kept = () =>
    of === 'sent'
      ? db('mailings').whereNotNull('sentAt')
      : db('mailings').where({ 'mailings.status': 'draft', createdBy: of.drafts })
  const wanted = () =>
    searchWords(q).reduce(
      (query, word) =>
        query.where((either) =>
          either.where(containsFolded(db, 'mailings.subject', word)).orWhereExists(translated(db, word)),
        ),
      kept(),
    )
  const counted = await wanted().count({ found: '*' }).first()
  const rows = await wanted()
    .leftJoin('users', 'users.id', 'mailings.createdBy')
    .orderBy([
      { column: of === 'sent' ? 'sentAt' : 'savedAt', order: 'desc' },
      { column: 'mailings.id', order: 'asc' },
    ])
    .offset(offset)
    .limit(limit)
    .select('mailings.id', 'mailings.status', 'topic', 'subject', 'savedAt', 'sentAt', { by: 'users.name' })
  return { rows, found: Number(counted?.found ?? 0) }
}

const translated = (db: Knex, word: string) =>
  db('mailingWords')
    .whereRaw('mailing_words.mailing_id = mailings.id')
    .where(containsFolded(db, 'mailingWords.subject', word))

/** How far messages have come, by their ids. */
export async function mailingProgress(db: Knex, ids: string[]): Promise<Map<string, MailingProgress>> {
  const recipients = await db('mailingRecipients')
    .whereIn('mailingId', ids)
    .groupBy('mailingId')
    .select('mailingId', db.raw('count(*) as ??', ['all']))
  const messages = await db('messages')
    .whereIn('mailingId', ids)
    .groupBy('mailingId')
    .select('mailingId', db.raw('count(*) as delivered, count(read_at) as ??', ['read']))
  return new Map(
    ids.map((id) => {
      const to = recipients.find(({ mailingId }) => mailingId === id)
      const has = messages.find(({ mailingId }) => mailingId === id)
      return [
        id,
        {
          recipients: Number(to?.all ?? 0),
          delivered: Number(has?.delivered ?? 0),
          read: Number(has?.read ?? 0),
        },
      ]
    }),
  )
}

/** Somebody to whom a message goes. */
export interface Recipient {
  id: string
  name: string
  memberNumber: string
  deliveredAt: Instant | null
  readAt: Instant | null
}

export const recipientViews = ['all', 'read', 'unread'] as const

/** One page of those to whom a message goes, by name: all of them, those who have opened it or those who have not. */
export function recipientsOf(
  db: Knex,
  id: string,
  show: (typeof recipientViews)[number],
  { offset, limit }: Page,
): Promise<Recipient[]> {
  const wanted = db('mailingRecipients')
    .join('employers', 'employers.id', 'mailingRecipients.employerId')
    .leftJoin('messages', (on) =>
      on
        .on('messages.mailingId', 'mailingRecipients.mailingId')
        .andOn('messages.employerId', 'mailingRecipients.employerId'),
    )
    .where('mailingRecipients.mailingId', id)
    .orderBy(['employers.name', 'employers.id'])
    .offset(offset)
    .limit(limit)
    .select('employers.id', 'employers.name', 'employers.memberNumber', 'messages.readAt')
    .select({ deliveredAt: 'messages.createdAt' })
  if (show === 'read') wanted.whereNotNull('messages.readAt')
  if (show === 'unread') wanted.whereNull('messages.readAt')
  return wanted
}
