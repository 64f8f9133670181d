import type { Knex } from 'knex'
import type { Deed } from '../../domain/audited.js'
import type { Instant } from '../../domain/dates.js'
import { type By, note } from '../audit/note.js'
import { tell } from '../notices/account-mails.js'
import type { Vault } from '../seal.js'
import { endSessionsOf } from './sessions.js'

export interface Passkey {
  /** The credential's id, base64url. */
  id: string
  userId: string
  name: string
  /** COSE key, base64url. */
  publicKey: string
  counter: number
  transports: string[]
  createdAt: Instant
  usedAt: Instant | null
}

/** The passkeys of a user, oldest first. */
export async function passkeysOf(db: Knex, userId: string): Promise<Passkey[]> {
  return (await db('passkeys').where({ userId }).orderBy('createdAt')).map(passkeyOf)
}

/** The passkey of this id, whether its user is let in or not, or null. */
export async function passkeyById(db: Knex, id: string): Promise<Passkey | null> {
  const row = await db('passkeys').where({ id }).first()
  return row ? passkeyOf(row) : null
}

/** Adds a passkey; the user is told by e-mail, and other sessions end. */
export function addPasskey(
  db: Knex,
  vault: Vault,
  passkey: Omit<Passkey, 'createdAt' | 'usedAt'>,
  keep: string,
  by: By,
): Promise<void> {
  return db.transaction(async (trx) => {
    const { transports, userId } = passkey
    await trx('passkeys').insert({ ...passkey, transports: transports.join(' '), createdAt: by.at })
    await changed(trx, vault, userId, 'user.passkey-add', keep, by)
  })
}

/** Removes a passkey of a user; false if there is none of this id. */
export function removePasskey(
  db: Knex,
  vault: Vault,
  { id, userId }: { id: string; userId: string },
  keep: string,
  by: By,
): Promise<boolean> {
  return db.transaction(async (trx) => {
    if ((await trx('passkeys').where({ id, userId }).delete()) !== 1) return false
    await changed(trx, vault, userId, 'user.passkey-remove', keep, by)
    return true
  })
}

/** Notes a use. False if the counter did not grow, as with a copied key; passkeys that do not count say 0. */
export async function usePasskey(db: Knex, id: string, counter: number, at: Instant): Promise<boolean> {
  const used = await db('passkeys')
    .where({ id })
    .where((it) => it.where('counter', '<', counter).orWhere({ counter: 0 }))
    .update({ counter, usedAt: at })
  return used === 1
}

async function changed(
  trx: Knex.Transaction,
  vault: Vault,
  userId: string,
  action: Deed,
  keep: string,
  by: By,
) {
  await endSessionsOf(trx, userId, keep)
  await note(trx, by, { action, object: userId })
  await tell(trx, vault, userId, 'passkeys-changed', by.at)
}

function passkeyOf(row: Omit<Passkey, 'transports'> & { transports: string }): Passkey {
  return { ...row, counter: Number(row.counter), transports: row.transports.split(' ').filter(Boolean) }
}
