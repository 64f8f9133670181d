import type { Knex } from 'knex'
import type { Instant } from '../domain/dates.js'
import type { Language } from '../domain/kinds.js'
import { promisePost } from './outbox.js'

export type NoticeEvent = 'task' | 'reminder' | 'message' | 'extension'

/** A mail that somebody is owed: it says that there is something, never what. */
export interface Notice {
  id: string
  mutationId: string
  event: NoticeEvent
  path: string
  email: string
  language: Language
}

interface Occasion {
  key: string
  event: NoticeEvent
  mutationId: string
  employerId: string
  path: string
}

/** Owes every active user of an employer a mail about an occasion, once. */
export async function owe(trx: Knex.Transaction, occasion: Occasion, at: Instant): Promise<void> {
  const users = await trx('mandates')
    .join('users', 'users.id', 'mandates.userId')
    .where({ 'mandates.employerId': occasion.employerId, 'users.status': 'active' })
    .whereNull('mandates.endedAt')
    .select('users.id')
  if (users.length === 0) return
  const { mutationId, event, path } = occasion
  const rows = users.map((user) => ({
    id: `${occasion.key}/${user.id}`,
    mutationId,
    userId: user.id,
    event,
    path,
    createdAt: at,
  }))
  const owed = await trx('notices').insert(rows).onConflict('id').ignore().returning('id')
  if (owed.length > 0) await promisePost(trx, mutationId, at)
}

/** The notices of a mutation that are still owed, oldest first. */
export function owedNotices(db: Knex, mutationId: string): Promise<Notice[]> {
  return db('notices')
    .join('users', 'users.id', 'notices.userId')
    .where({ 'notices.mutationId': mutationId })
    .whereNull('notices.sentAt')
    .whereNull('notices.failedAt')
    .orderBy(['notices.createdAt', 'notices.id'])
    .select(
      'notices.id',
      'notices.mutationId',
      'notices.event',
      'notices.path',
      'users.email',
      'users.language',
    )
}

/** Notes that a notice was accepted by the mail server, or refused for good. */
export async function settleNotice(
  db: Knex,
  id: string,
  settled: { sentAt: Instant } | { failedAt: Instant },
) {
  await db('notices').where({ id }).update(settled)
}

/** The reminders of a mutation that were owed to its employer, one a rung, oldest first. */
export async function remindersOf(db: Knex, mutationId: string): Promise<{ at: Instant }[]> {
  return db('notices')
    .where({ mutationId, event: 'reminder' })
    .groupBy('createdAt')
    .orderBy('createdAt')
    .select({ at: 'createdAt' })
}
