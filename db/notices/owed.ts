import type { Knex } from 'knex'
import { type Instant, swissDate } from '../../domain/dates.js'
import type { Language } from '../../domain/kinds.js'
import type { NoticeEvent } from './audience.js'
import { choicesIn, isMailDay } from './choices.js'
import { type FoundNotice, foundNotices, withoutPointless } from './pointless.js'

/** A mail that somebody is owed: it says that there is something, never what. */
export interface Notice {
  id: string
  /** What it is about, by which it is mailed: mostly a report. */
  mutationId: string
  event: NoticeEvent
  path: string
  email: string
  language: Language
}

/** The notices of a mutation that are still owed, oldest first; those that tell nobody anything any more are forgotten. */
export async function owedNotices(db: Knex, mutationId: string): Promise<Notice[]> {
  // `+ 0`: or SQLite would go by what is not held, and read all that is owed in a wave for each report of it
  const found = await foundNotices(db)
    .where({ 'notices.mutationId': mutationId })
    .whereRaw('notices.is_held + 0 = 0')
  return (await withoutPointless(db, found)).map(({ id, event, path, email, language }) => ({
    ...{ id, mutationId, event, path, email, language },
  }))
}

/** Notes that a notice was accepted by the mail server, or refused for good. */
export async function settleNotice(
  db: Knex,
  id: string,
  settled: { sentAt: Instant } | { failedAt: Instant },
) {
  await db('notices').where({ id }).update(settled)
}

/** What waits for the mail of the day of one user: how much of each, and the ids to settle. */
export interface HeldNotices extends Record<Held, number> {
  userId: string
  email: string
  language: Language
  ids: string[]
}

/** What the mail of the day counts, in its order. */
export const held = ['tasks', 'reminders', 'answers', 'withdrawals', 'messages'] as const
type Held = (typeof held)[number]

/**
 * The mails of the day that are owed to active users who want one on this day, for everything before a moment. What tells
 * them nothing any more is forgotten.
 */
export async function heldNotices(db: Knex, before: Instant): Promise<HeldNotices[]> {
  const day = swissDate(before)
  const waiting: FoundNotice[] = await foundNotices(db)
    .where({ 'notices.isHeld': 1 })
    .where('notices.createdAt', '<', before)
  const wanted = waiting.filter(({ choices }) => isMailDay(choicesIn(choices), day))
  const digests = new Map<string, HeldNotices>()
  for (const { id, event, userId, email, language } of await withoutPointless(db, wanted)) {
    const counts = { tasks: 0, reminders: 0, answers: 0, withdrawals: 0, messages: 0 }
    const known = digests.get(userId) ?? { userId, email, language, ids: [], ...counts }
    digests.set(userId, known)
    known.ids.push(id)
    known[countOf[event]]++
  }
  return [...digests.values()]
}

const countOf: Record<NoticeEvent, Held> = {
  task: 'tasks',
  extension: 'answers',
  assigned: 'tasks',
  withdrawal: 'withdrawals',
  unattended: 'tasks',
  'unattended-reminder': 'reminders',
  reminder: 'reminders',
  message: 'messages',
}

/** Notes that the mail of the day told of these notices, or was refused for good. */
export async function settleNotices(
  db: Knex,
  ids: string[],
  settled: { sentAt: Instant } | { failedAt: Instant },
): Promise<void> {
  await db('notices').whereIn('id', ids).update(settled)
}
