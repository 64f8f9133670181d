import type { Knex } from 'knex'
import type { Instant } from '../../domain/dates.js'
import { type By, note, noteAll } from '../audit/note.js'
import { endSessionsOf } from './sessions.js'
import { type OfficeRole, officeRoles, type User } from './users.js'

/** Somebody who works in the office, or did. */
export interface OfficeUser extends Pick<User, 'id' | 'name' | 'email' | 'status'> {
  role: OfficeRole
  lastSignInAt: Instant | null
}

/** Why a change was not made: there is no such user of the office, it is one's own, or nobody would look after its users any more. */
export type OfficeRefusal = 'missing' | 'own' | 'last-administrator'

/** Everybody of the office by name, those who are out last. */
export const officeUsers = (db: Knex): Promise<OfficeUser[]> =>
  users(db).orderByRaw("case when status = 'active' then 0 else 1 end").orderBy(['name', 'id'])

export async function findOfficeUser(db: Knex, id: string): Promise<OfficeUser | null> {
  return (await users(db).where({ id }).first()) ?? null
}

/** Sets what somebody else does in the office; it holds from their next click. */
export function changeRole(db: Knex, id: string, role: OfficeRole, by: By): Promise<OfficeRefusal | null> {
  return change(db, id, role === 'system-administrator', by, async (trx) => {
    if ((await trx('users').where({ id }).whereNot({ role }).update({ role })) === 1)
      await note(trx, by, { action: 'user.role', object: id, fields: [role] })
  })
}

/** Lets somebody else of the office in no more: sessions end, and the tasks they had taken are free again. */
export function disableOfficeUser(db: Knex, id: string, by: By): Promise<OfficeRefusal | null> {
  return change(db, id, false, by, async (trx) => {
    await trx('users').where({ id }).update({ status: 'disabled' })
    await endSessionsOf(trx, id)
    const freed: { id: string; employerId: string }[] = await trx('tasks')
      .where({ claimedBy: id, status: 'open', side: 'fund' })
      .update({ claimedBy: null, claimedAt: null })
      .returning(['id', 'employerId'])
    await note(trx, by, { action: 'user.disable', object: id })
    await noteAll(
      trx,
      freed.map((task) => ({
        by,
        entry: { action: 'task.release', object: task.id, employerId: task.employerId },
      })),
    )
  })
}

/** Lets somebody of the office in again, with the password and the factors they had. */
export function enableOfficeUser(db: Knex, id: string, by: By): Promise<OfficeRefusal | null> {
  return db.transaction(async (trx) => {
    const enabled = await trx('users')
      .where({ id, status: 'disabled' })
      .whereIn('role', officeRoles)
      .update({ status: 'active' })
    if (enabled !== 1) return 'missing'
    await note(trx, by, { action: 'user.enable', object: id })
    return null
  })
}

/**
 * Holds the administrators meanwhile: two of them cannot take each other's rights at once. Nobody changes their own: who sees no cases
 * would give themselves a role that does.
 */
function change(
  db: Knex,
  id: string,
  staysAdministrator: boolean,
  by: By,
  write: (trx: Knex.Transaction) => Promise<void>,
): Promise<OfficeRefusal | null> {
  return db.transaction(async (trx) => {
    const administrators: { id: string }[] = await trx('users')
      .where({ role: 'system-administrator', status: 'active' })
      .forUpdate()
      .select('id')
    const found = await users(trx).where({ id, status: 'active' }).first()
    if (!found) return 'missing'
    const isLast = administrators.length === 1 && administrators[0]?.id === id
    if (isLast && !staysAdministrator) return 'last-administrator'
    if (by.actor === id) return 'own'
    await write(trx)
    return null
  })
}

const users = (db: Knex): Knex.QueryBuilder =>
  db('users').whereIn('role', officeRoles).select('id', 'name', 'email', 'role', 'status', 'lastSignInAt')
