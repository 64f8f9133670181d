import type { Knex } from 'knex'
import type { Topic } from '../../domain/topics.js'
import { topicsIn } from '../access/mandates.js'

/** Of what the users of an employer are told. */
export type EmployerEvent = 'task' | 'reminder' | 'message' | 'extension'
/** By what administrators are told of tasks that nobody else may open. */
export type UnattendedEvent = 'unattended' | 'unattended-reminder'
/** Of what people of the office are told. */
export type OfficeEvent = 'assigned' | 'withdrawal'
export type NoticeEvent = EmployerEvent | UnattendedEvent | OfficeEvent

/** An active user who acts for an employer. */
export interface Acting {
  id: string
  employerId: string
  choices: string
  role: 'member' | 'admin'
  topics: Topic[]
}

/** The active users who act for these employers now. */
export async function acting(db: Knex, employerIds: string[]): Promise<Acting[]> {
  const rows = await db('mandates')
    .join('users', 'users.id', 'mandates.userId')
    .whereIn('mandates.employerId', employerIds)
    .where({ 'users.status': 'active' })
    .whereNull('mandates.endedAt')
    .select('users.id', 'users.choices', 'mandates.employerId', 'mandates.role', 'mandates.topics')
  return rows.map((row) => ({ ...row, topics: topicsIn(row.topics) }))
}

/**
 * Whom of the users of an employer something concerns, and as what they are told: those whose mandate opens its topics, or only one of
 * them. Where no mandate does, the administrators are told, and without any everybody: a message they may read all the same; of a task
 * they learn that somebody must be given the right to it.
 */
export function audienceOf(
  users: Acting[],
  topics: Topic[],
  event: EmployerEvent,
): { event: EmployerEvent | UnattendedEvent; isAble: boolean; users: Acting[] } {
  const able = users.filter((it) => topics.length === 0 || it.topics.some((own) => topics.includes(own)))
  if (able.length > 0) return { event, isAble: true, users: able }
  const admins = users.filter(({ role }) => role === 'admin')
  const others = { isAble: false, users: admins.length > 0 ? admins : users }
  if (event === 'message') return { event, ...others }
  return { event: event === 'reminder' ? 'unattended-reminder' : 'unattended', ...others }
}
