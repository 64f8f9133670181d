import type { Knex } from 'knex'
import type { Instant } from '../../domain/dates.js'
import { topicsOf } from '../../domain/topics.js'
import { type Pace, promisePost } from '../outbox.js'
import { acting, audienceOf, type EmployerEvent, type NoticeEvent, type OfficeEvent } from './audience.js'
import { choicesIn, type NoticeTopic, noticeTime } from './choices.js'

interface Occasion {
  key: string
  event: EmployerEvent
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
  withdrawal: 'task',
  unattended: 'task',
  'unattended-reminder': 'reminder',
}

/** Owes users of an employer a mail about an occasion, once: whoever wants it so gets it with the mail of the day, or not at all. */
export async function owe(trx: Knex.Transaction, occasion: Occasion, at: Instant): Promise<void> {
  const { employerId, only } = occasion
  const report = await trx('mutations').where({ id: occasion.mutationId }).first('kind')
  const topics = topicsOf(report?.kind, occasion.message)
  const { event, isAble, users } = audienceOf(await acting(trx, [employerId]), topics, occasion.event)
  if (only) return oweUsers(trx, occasion, isAble ? users.filter(({ id }) => id === only) : [], at)
  const administers = users.some(({ role }) => role === 'admin')
  const toGiveRights = administers ? `/e/${employerId}/users` : `/e/${employerId}`
  const path = event === occasion.event ? occasion.path : toGiveRights
  await oweUsers(trx, { ...occasion, event, path }, users, at)
}

/**
 * Owes people of the office a mail about something of theirs: that a colleague has given them tasks, once for what was given at once,
 * or what the employer of one wishes.
 */
export async function oweColleagues(
  trx: Knex.Transaction,
  userIds: string[],
  occasion: Pick<Occasion, 'key' | 'mutationId' | 'path'> & { event: OfficeEvent },
  at: Instant,
): Promise<void> {
  const users = await trx('users').whereIn('id', userIds).where({ status: 'active' }).select('id', 'choices')
  await oweUsers(trx, occasion, users, at)
}

async function oweUsers(
  trx: Knex.Transaction,
  {
    key,
    mutationId,
    event,
    path,
    pace,
  }: Omit<Occasion, 'employerId' | 'only' | 'message' | 'event'> & {
    event: NoticeEvent
  },
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
