import type { Knex } from 'knex'
import { type Instant, swissDate } from '../domain/dates.js'
import type { Language } from '../domain/kinds.js'
import { topicsOf } from '../domain/topics.js'
import { choicesIn, isMailDay, type NoticeTopic, noticeTime } from './choices.js'
import { topicsIn } from './mandates.js'
import { type Pace, promisePost } from './outbox.js'

/** The last two tell administrators of what nobody else may open. */
export type NoticeEvent =
  | 'task'
  | 'reminder'
  | 'message'
  | 'extension'
  | 'assigned'
  | 'unattended'
  | 'unattended-reminder'

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

interface Occasion {
  key: string
  event: NoticeEvent
  mutationId: string
  employerId: string
  path: string
  /** The kind of a message. */
  message?: string
  /** The one user it concerns; everybody without it. */
  only?: string
  /** `bulk` for what goes to many. */
  pace?: Pace
}

/** Under which choice of a user an event falls. */
const topicOf: Record<NoticeEvent, NoticeTopic> = {
  task: 'task',
  extension: 'task',
  reminder: 'reminder',
  message: 'message',
  assigned: 'task',
  unattended: 'task',
  'unattended-reminder': 'reminder',
}

/**
 * Owes active users of an employer a mail about an occasion, once: those whose mandate opens its topic, or only one of them.
 * Whoever wants it so gets it with the mail of the day, or not at all. Where no mandate opens the topic, the administrators are
 * told, and without any everybody: a message they may read all the same; of a task they learn that somebody must be given the
 * right to it, and the link leads to where that is done.
 */
export async function owe(trx: Knex.Transaction, occasion: Occasion, at: Instant): Promise<void> {
  const { employerId, event, only } = occasion
  const users: Acting[] = await trx('mandates')
    .join('users', 'users.id', 'mandates.userId')
    .where({ 'mandates.employerId': employerId, 'users.status': 'active' })
    .whereNull('mandates.endedAt')
    .select('users.id', 'users.choices', 'mandates.role', 'mandates.topics')
  const report = await trx('mutations').where({ id: occasion.mutationId }).first('kind')
  const topics = topicsOf(report?.kind, occasion.message)
  const may = ({ topics: own }: Acting) =>
    topics.length === 0 || topicsIn(own).some((topic) => topics.includes(topic))
  const able = users.filter(may)
  const told = able.filter(({ id }) => !only || id === only)
  if (able.length > 0 || only) return oweUsers(trx, occasion, told, at)
  const admins = users.filter(({ role }) => role === 'admin')
  const others = admins.length > 0 ? admins : users
  if (event === 'message') return oweUsers(trx, occasion, others, at)
  const path = admins.length > 0 ? `/e/${employerId}/users` : `/e/${employerId}`
  const unattended = event === 'reminder' ? 'unattended-reminder' : 'unattended'
  await oweUsers(trx, { ...occasion, event: unattended, path }, others, at)
}

interface Acting {
  id: string
  choices: string
  role: 'member' | 'admin'
  topics: string
}

/** Owes somebody of the office a mail that a colleague has given them something to do: once for what was given at once. */
export async function oweColleague(
  trx: Knex.Transaction,
  userId: string,
  occasion: Pick<Occasion, 'key' | 'mutationId' | 'path'>,
  at: Instant,
): Promise<void> {
  const users = await trx('users').where({ id: userId, status: 'active' }).select('id', 'choices')
  await oweUsers(trx, { ...occasion, event: 'assigned' }, users, at)
}

async function oweUsers(
  trx: Knex.Transaction,
  { key, mutationId, event, path, pace }: Omit<Occasion, 'employerId' | 'only' | 'message'>,
  users: { id: string; choices: string }[],
  at: Instant,
): Promise<void> {
  const wanted = users
    .map(({ id, choices }) => ({ id, time: noticeTime(choicesIn(choices), topicOf[event]) }))
    .filter(({ time }) => time !== 'off')
  if (wanted.length === 0) return
  const rows = wanted.map((user) => ({
    id: `${key}/${user.id}`,
    mutationId,
    userId: user.id,
    event,
    path,
    createdAt: at,
    isHeld: user.time === 'daily' ? 1 : 0,
  }))
  const owed = await trx('notices').insert(rows).onConflict('id').ignore().returning('isHeld')
  if (owed.some(({ isHeld }) => isHeld === 0)) await promisePost(trx, mutationId, at, pace)
}

/** The notices of a mutation that are still owed, oldest first. */
export function owedNotices(db: Knex, mutationId: string): Promise<Notice[]> {
  return db('notices')
    .join('users', 'users.id', 'notices.userId')
    .where({ 'notices.mutationId': mutationId, 'notices.isHeld': 0 })
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

/** A reminder that was owed to the employer of a report. */
export interface Reminder {
  mutationId: string
  at: Instant
}

/** The reminders of some reports, one a rung, oldest first. */
export function remindersOf(db: Knex, mutationIds: string[]): Promise<Reminder[]> {
  return db('notices')
    .whereIn('mutationId', mutationIds)
    .whereIn('event', ['reminder', 'unattended-reminder'])
    .groupBy('mutationId', 'createdAt')
    .orderBy('createdAt')
    .select('mutationId', { at: 'createdAt' })
}

/** What waits for the mail of the day of one user: how much of each, and the ids to settle. */
export interface HeldNotices {
  userId: string
  email: string
  language: Language
  ids: string[]
  tasks: number
  reminders: number
  messages: number
}

/** The mails of the day that are owed to active users who want one on this day, for everything before a moment. */
export async function heldNotices(db: Knex, before: Instant): Promise<HeldNotices[]> {
  const rows = await db('notices')
    .join('users', 'users.id', 'notices.userId')
    .where({ isHeld: 1, 'users.status': 'active' })
    .whereNull('notices.sentAt')
    .whereNull('notices.failedAt')
    .where('notices.createdAt', '<', before)
    .orderBy(['users.id', 'notices.createdAt', 'notices.id'])
    .select('notices.id', 'notices.event', 'users.email', 'users.language', 'users.choices', {
      userId: 'users.id',
    })
  const day = swissDate(before)
  const digests = new Map<string, HeldNotices>()
  for (const { id, event, userId, email, language, choices } of rows) {
    if (!isMailDay(choicesIn(choices), day)) continue
    const none: HeldNotices = { userId, email, language, ids: [], tasks: 0, reminders: 0, messages: 0 }
    const known = digests.get(userId) ?? none
    digests.set(userId, known)
    known.ids.push(id)
    known[countOf[event as NoticeEvent]]++
  }
  return [...digests.values()]
}

const countOf = {
  task: 'tasks',
  extension: 'tasks',
  assigned: 'tasks',
  unattended: 'tasks',
  'unattended-reminder': 'reminders',
  reminder: 'reminders',
  message: 'messages',
} as const

/** Notes that the mail of the day told of these notices, or was refused for good. */
export async function settleNotices(
  db: Knex,
  ids: string[],
  settled: { sentAt: Instant } | { failedAt: Instant },
): Promise<void> {
  await db('notices').whereIn('id', ids).update(settled)
}
