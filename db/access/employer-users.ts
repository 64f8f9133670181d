import type { Knex } from 'knex'
import type { Deed } from '../../domain/audited.js'
import type { Instant } from '../../domain/dates.js'
import type { Topic } from '../../domain/topics.js'
import { type By, note } from '../audit/note.js'
import { tell } from '../notices/account-mails.js'
import type { Vault } from '../seal.js'
import { topicsIn } from './mandates.js'
import { endSessionsOf } from './sessions.js'

/** Somebody who acts for an employer, or did. */
export interface EmployerUser {
  id: string
  name: string
  email: string
  role: 'member' | 'admin'
  topics: Topic[]
  /** Of the employer itself, or of a fiduciary. */
  kind: 'staff' | 'agent'
  /** Since when they act for it, as far as that is known. */
  begunAt: Instant | null
  endedAt: Instant | null
  lastSignInAt: Instant | null
  /** How many other employers they act for. */
  others: number
}

export interface Rights {
  role: 'member' | 'admin'
  topics: Topic[]
}

/** Why a change was not made: there is no such user of this employer, one would get more rights by oneself, or nobody would look after the users any more. */
export type Refusal = 'missing' | 'own-topics' | 'last-administrator'

/** Everybody who acts or has acted for an employer, administrators first, those who are out last. */
export async function usersOf(db: Knex, employerId: string): Promise<EmployerUser[]> {
  const rows = await users(db, employerId)
    .orderByRaw('case when mandates.ended_at is null then 0 else 1 end')
    .orderByRaw("case when mandates.role = 'admin' then 0 else 1 end")
    .orderBy(['users.name', 'users.id'])
  return rows.map(toUser)
}

export async function findUserOf(db: Knex, employerId: string, userId: string): Promise<EmployerUser | null> {
  const row = await users(db, employerId).where('users.id', userId).first()
  return row ? toUser(row) : null
}

/** Whether somebody with this e-mail address, in lower case, acts for an employer. */
export async function actsFor(db: Knex, employerId: string, email: string): Promise<boolean> {
  return (
    (await users(db, employerId).where({ 'users.email': email }).whereNull('mandates.endedAt').first()) !==
    undefined
  )
}

/**
 * Sets what a user may do for an employer. `byOffice` may leave it without an administrator. An administrator may give up topics of
 * their own, and gets others from somebody else.
 */
export function changeRights(
  db: Knex,
  { employerId, userId, byOffice }: Target,
  { role, topics }: Rights,
  by: By,
): Promise<Refusal | null> {
  return change(db, { employerId, userId, byOffice, keepsAdmin: role === 'admin' }, by, async (trx) => {
    const before = await active(trx, employerId, userId).first('role', 'topics')
    if (!before) return 'missing'
    const own = topicsIn(before.topics)
    const isMore = topics.some((topic) => !own.includes(topic))
    if (isMore && by.actor === userId) return 'own-topics'
    if (!isMore && topics.length === own.length && role === before.role) return null
    await active(trx, employerId, userId).update({ role, topics: topics.join(' ') })
    return { action: 'mandate.change', fields: [role, ...topics] }
  })
}

/**
 * Ends what a user may do for an employer, and tells them so; whoever has no other employer is signed out and let in no more. What
 * they have begun belongs to the employer and stays with it.
 */
export function endMandate(db: Knex, vault: Vault, target: Target, by: By): Promise<Refusal | null> {
  const { employerId, userId } = target
  return change(db, { ...target, keepsAdmin: false }, by, async (trx) => {
    const done = await active(trx, employerId, userId).update({ endedAt: by.at, endedBy: by.actor })
    if (done !== 1) return 'missing'
    await tell(trx, vault, userId, 'mandate-ended', by.at)
    const left = await trx('mandates').where({ userId }).whereNull('endedAt').first('userId')
    if (!left) {
      const user = trx('users').where({ id: userId, role: 'employer', status: 'active' })
      if ((await user.update({ status: 'disabled' })) === 1)
        await note(trx, by, { action: 'user.disable', object: userId })
      await endSessionsOf(trx, userId)
    }
    return { action: 'mandate.end' }
  })
}

/** Lets a user act for an employer again. */
export function resumeMandate(db: Knex, { employerId, userId }: Target, by: By): Promise<Refusal | null> {
  return db.transaction(async (trx) => {
    const ended = trx('mandates').where({ employerId, userId }).whereNotNull('endedAt')
    if ((await ended.update({ endedAt: null, endedBy: null })) !== 1) return 'missing'
    const user = trx('users').where({ id: userId, role: 'employer', status: 'disabled' })
    if ((await user.update({ status: 'active' })) === 1)
      await note(trx, by, { action: 'user.enable', object: userId })
    await note(trx, by, { action: 'mandate.resume', object: userId, employerId })
    return null
  })
}

export interface Target {
  employerId: string
  userId: string
  byOffice: boolean
}

/**
 * One transaction that holds the mandates of the employer: two administrators cannot take each other's rights at once. `write` answers
 * what it did, null where nothing was to be changed, or why it refuses.
 */
function change(
  db: Knex,
  { employerId, userId, byOffice, keepsAdmin }: Target & { keepsAdmin: boolean },
  by: By,
  write: (trx: Knex.Transaction) => Promise<{ action: Deed; fields?: string[] } | Refusal | null>,
): Promise<Refusal | null> {
  return db.transaction(async (trx) => {
    const admins = await trx('mandates')
      .where({ employerId, role: 'admin' })
      .whereNull('endedAt')
      .forUpdate()
      .select('userId')
    const isLast = admins.length === 1 && admins[0].userId === userId
    if (isLast && !keepsAdmin && !byOffice) return 'last-administrator'
    const done = await write(trx)
    if (done === null || typeof done === 'string') return done
    await note(trx, by, { ...done, object: userId, employerId })
    return null
  })
}

const active = (trx: Knex.Transaction, employerId: string, userId: string) =>
  trx('mandates').where({ employerId, userId }).whereNull('endedAt')

const users = (db: Knex, employerId: string): Knex.QueryBuilder =>
  db('mandates')
    .join('users', 'users.id', 'mandates.userId')
    .where({ 'mandates.employerId': employerId })
    .select('users.id', 'users.name', 'users.email', 'users.lastSignInAt')
    .select('mandates.role', 'mandates.topics', 'mandates.kind', 'mandates.begunAt', 'mandates.endedAt')
    .select({
      others: db({ other: 'mandates' })
        .whereRaw('other.user_id = users.id')
        .whereNot('other.employerId', employerId)
        .whereNull('other.endedAt')
        .count(),
    })

const toUser = (row: Record<string, unknown>): EmployerUser =>
  ({ ...row, topics: topicsIn(String(row.topics)), others: Number(row.others) }) as EmployerUser
