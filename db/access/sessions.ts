import type { Knex } from 'knex'
import type { Instant } from '../../domain/dates.js'
import type { Language } from '../../domain/kinds.js'
import { type Choices, choicesIn } from '../notices/choices.js'
import type { Role } from './users.js'

/** The user of a session, as far as a page needs it. */
export interface SignedIn {
  id: string
  name: string
  email: string
  language: Language
  role: Role
  choices: Choices
}

export interface StoredSession {
  content: string
  createdAt: Instant
  seenAt: Instant
  /** Null before signing in, and at once when the user is disabled. */
  user: SignedIn | null
}

/** The session and its user in one look, or null. */
export async function readSession(db: Knex, idHash: string): Promise<StoredSession | null> {
  const row = await db('sessions')
    .leftJoin('users', (on) => on.on('users.id', 'sessions.userId').andOnVal('users.status', 'active'))
    .where({ idHash })
    .first(
      'sessions.content',
      'sessions.createdAt',
      'sessions.seenAt',
      'users.id',
      'users.name',
      'users.email',
      'users.language',
      'users.role',
      'users.choices',
    )
  if (!row) return null
  const { content, createdAt, seenAt, choices, ...user } = row
  return { content, createdAt, seenAt, user: user.id ? { ...user, choices: choicesIn(choices) } : null }
}

/** What is written of a session. */
export interface SessionContent {
  userId: string | null
  content: string
}

/** Writes a new session; its age counts from its first writing. */
export async function writeSession(
  db: Knex,
  idHash: string,
  session: SessionContent,
  now: Instant,
): Promise<void> {
  await db('sessions')
    .insert({ idHash, ...session, createdAt: now, seenAt: now })
    .onConflict('idHash')
    .merge({ ...session, seenAt: now })
}

/** Writes a session that is known already; one that was ended meanwhile stays ended. */
export async function rewriteSession(
  db: Knex,
  idHash: string,
  session: SessionContent,
  now: Instant,
): Promise<void> {
  await db('sessions')
    .where({ idHash })
    .update({ ...session, seenAt: now })
}

/** Notes that a session was used. */
export async function touchSession(db: Knex, idHash: string, now: Instant): Promise<void> {
  await db('sessions').where({ idHash }).update({ seenAt: now })
}

export async function endSession(db: Knex, idHash: string): Promise<void> {
  await db('sessions').where({ idHash }).delete()
}

/** Ends all sessions of a user, but for the one that goes on, if any. Answers how many there were. */
export async function endSessionsOf(db: Knex, userId: string, keep: string | null = null): Promise<number> {
  const sessions = db('sessions').where({ userId })
  return (keep ? sessions.whereNot({ idHash: keep }) : sessions).delete()
}

/** A session of a user; what it holds is JSON. */
export interface OwnSession {
  idHash: string
  content: string
  createdAt: Instant
  seenAt: Instant
}

/** The sessions of a user that are neither idle nor too old, the last used first. */
export function sessionsOf(
  db: Knex,
  userId: string,
  since: { seen: Instant; created: Instant },
): Promise<OwnSession[]> {
  return db('sessions')
    .where({ userId })
    .where('seenAt', '>=', since.seen)
    .where('createdAt', '>=', since.created)
    .orderBy('seenAt', 'desc')
    .select('idHash', 'content', 'createdAt', 'seenAt')
}

/** Ends one session of a user; false if there is none. */
export async function endSessionOf(db: Knex, userId: string, idHash: string): Promise<boolean> {
  return (await db('sessions').where({ userId, idHash }).delete()) === 1
}

/** Forgets sessions nobody has used since a moment. */
export async function forgetSessions(db: Knex, unusedSince: Instant): Promise<number> {
  return db('sessions').where('seenAt', '<', unusedSince).delete()
}
