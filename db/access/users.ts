import type { Knex } from 'knex'
import type { Deed } from '../../domain/audited.js'
import type { Language } from '../../domain/kinds.js'
import { type By, note } from '../audit/note.js'
import { tell } from '../notices/account-mails.js'
import type { Vault } from '../seal.js'

/** The side of the employers, or what somebody does in the office. */
export type Role = 'employer' | OfficeRole
export const officeRoles = ['caseworker', 'supervisor', 'system-administrator'] as const
export type OfficeRole = (typeof officeRoles)[number]

/** A person who signs in, with what proves it. */
export interface User {
  id: string
  email: string
  name: string
  language: Language
  role: Role
  status: 'active' | 'disabled'
  passwordHash: string
  /** Sealed seed of the authenticator app, in base64; empty without an app. */
  totpSeed: string
  totpLastStep: number
  /** The number codes are sent to, E.164; null without codes by SMS. */
  phone: string | null
}

/** The user with this e-mail address, or null. */
export async function userByEmail(db: Knex, email: string): Promise<User | null> {
  return (await db('users').where({ email: email.trim().toLowerCase() }).first()) ?? null
}

export async function userById(db: Knex, id: string): Promise<User | null> {
  return (await db('users').where({ id }).first()) ?? null
}

/** Names by id, for timelines and task lists. */
export async function namesOf(db: Knex, ids: (string | null)[]): Promise<Map<string, string>> {
  const named = [...new Set(ids)].filter((id) => id !== null)
  if (named.length === 0) return new Map()
  const rows = await db('users').whereIn('id', named).select('id', 'name')
  return new Map(rows.map((row) => [row.id, row.name]))
}

/** Spends the code of a time step: true once, however many try at the same moment. Older steps are spent with it. */
export async function spendCode(db: Knex, userId: string, step: number): Promise<boolean> {
  const spent = await db('users')
    .where({ id: userId })
    .where('totpLastStep', '<', step)
    .update({ totpLastStep: step })
  return spent === 1
}

/**
 * Notes that somebody who has proved both factors is let in, or, `again`, that they were in and are still who they were. False if they
 * are let in no more, however shortly: then the refusal is noted.
 */
export function noteSignIn(db: Knex, userId: string, by: By, again = false): Promise<boolean> {
  return db.transaction(async (trx) => {
    const active = trx('users').where({ id: userId, status: 'active' })
    const isActive = again
      ? (await active.forUpdate().first('id')) !== undefined
      : (await active.update({ lastSignInAt: by.at })) === 1
    if (isActive) await note(trx, by, { action: again ? 'user.confirm' : 'user.sign-in', object: userId })
    else await note(trx, { ...by, actor: 'anonymous' }, { action: 'user.refused', object: userId })
    return isActive
  })
}

/** Notes something a user did or failed to do at the door. */
export function noteAtDoor(db: Knex, action: Deed, object: string, by: By): Promise<void> {
  return db.transaction((trx) => note(trx, by, { action, object }))
}

/** Notes that somebody keeps trying passwords of a user, and tells the user by e-mail. */
export function noteManyTries(db: Knex, vault: Vault, userId: string, by: By): Promise<void> {
  return db.transaction(async (trx) => {
    await note(trx, by, { action: 'user.many-tries', object: userId })
    await tell(trx, vault, userId, 'locked', by.at)
  })
}

/** What the sealed seed of somebody's authenticator app is bound to. */
export const totpPlace = (userId: string): string => `totp/${userId}`
