import type { Knex } from 'knex'
import type { Deed } from '../../domain/audited.js'
import { type By, note } from '../audit/note.js'
import { type AccountMailKind, tell } from '../notices/account-mails.js'
import type { Vault } from '../seal.js'
import { inviteToNewFactor } from './invitations.js'
import { renewRecoveryCodes } from './recovery-codes.js'
import { endSessionsOf } from './sessions.js'

/** Who changes how they sign in, and the session that goes on, by the hash of its id; all others end. */
export interface Changing {
  userId: string
  keep: string | null
  by: By
}

/** Sets the password. */
export const setPassword = (db: Knex, vault: Vault, who: Changing, passwordHash: string): Promise<boolean> =>
  change(db, vault, who, ['user.password-change', 'password-changed'], (user) =>
    user.update({ passwordHash }),
  )

/** Sets the authenticator app: its sealed seed, and the step of the code that has proved it. */
export const setApp = (db: Knex, vault: Vault, who: Changing, totpSeed: string, step: number) =>
  change(db, vault, who, ['user.app-set', 'app-changed'], (user) =>
    user.update({ totpSeed, totpLastStep: step }),
  )

/** Gives up the authenticator app; refused where no phone is left to send codes to. */
export const removeApp = (db: Knex, vault: Vault, who: Changing): Promise<boolean> =>
  change(db, vault, who, ['user.app-remove', 'app-changed'], (user) =>
    user.whereNotNull('phone').whereNot({ totpSeed: '' }).update({ totpSeed: '' }),
  )

/** Sets the number codes are sent to; it has been proved by one. */
export const setPhone = (db: Knex, vault: Vault, who: Changing, phone: string): Promise<boolean> =>
  change(db, vault, who, ['user.phone-set', 'phone-changed'], (user) => user.update({ phone }))

/** Gives up codes by SMS; refused where there is no authenticator app. */
export const removePhone = (db: Knex, vault: Vault, who: Changing): Promise<boolean> =>
  change(db, vault, who, ['user.phone-remove', 'phone-changed'], (user) =>
    user.whereNot({ totpSeed: '' }).whereNotNull('phone').update({ phone: null }),
  )

/** Makes new recovery codes and answers them, once. */
export function replaceRecoveryCodes(db: Knex, vault: Vault, { userId, by }: Changing): Promise<string[]> {
  return db.transaction(async (trx) => {
    const codes = await renewRecoveryCodes(trx, userId, by.at)
    await note(trx, by, { action: 'user.recovery-renew', object: userId })
    await tell(trx, vault, userId, 'recovery-renewed', by.at)
    return codes
  })
}

/**
 * Takes all second factors of a user away, ends the sessions and mails an invitation to set up new ones: link, code and
 * the password are then needed together. For an administrator or the office, never for oneself: throws.
 */
export function resetFactors(db: Knex, vault: Vault, userId: string, by: By): Promise<string> {
  if (by.actor === userId) throw new Error('nobody resets their own factors')
  return db.transaction(async (trx) => {
    await trx('users').where({ id: userId }).update({ totpSeed: '', phone: null })
    await trx('recoveryCodes').where({ userId }).delete()
    await trx('passkeys').where({ userId }).delete()
    await endSessionsOf(trx, userId)
    await note(trx, by, { action: 'user.factors-reset', object: userId })
    await tell(trx, vault, userId, 'factors-reset', by.at)
    return inviteToNewFactor(trx, vault, userId, by)
  })
}

/** One transaction: the change, its audit, the mail about it, the end of the other sessions. */
function change(
  db: Knex,
  vault: Vault,
  { userId, keep, by }: Changing,
  [action, kind]: [Deed, AccountMailKind],
  write: (user: Knex.QueryBuilder) => Knex.QueryBuilder,
): Promise<boolean> {
  return db.transaction(async (trx) => {
    const changed: unknown = await write(trx('users').where({ id: userId }))
    if (changed !== 1) return false
    await endSessionsOf(trx, userId, keep)
    await note(trx, by, { action, object: userId })
    await tell(trx, vault, userId, kind, by.at)
    return true
  })
}
