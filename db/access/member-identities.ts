import type { Knex } from 'knex'
import type { Instant } from '../../domain/dates.js'
import { type By, note } from '../audit/note.js'
import { tell } from '../notices/account-mails.js'
import type { Vault } from '../seal.js'
import type { User } from './users.js'

/** Somebody as an identity provider for members knows them. */
export interface MemberIdentity {
  issuer: string
  /** Its own id of the person, which it never gives to anybody else. */
  subject: string
}

/**
 * The user of an employer who has linked this identity, whether they are let in or not, or null. An address is no proof here: at such a provider anybody
 * can have an account, and who only gets into a mailbox must not come in without the second factor.
 */
export async function memberOfIdentity(db: Knex, { issuer, subject }: MemberIdentity): Promise<User | null> {
  const user = await db('users')
    .whereIn('id', db('memberIdentities').where({ issuer, subject }).select('userId'))
    .where({ role: 'employer' })
    .first()
  return user ?? null
}

/**
 * Links an identity to somebody who has just proved both factors, in place of an earlier one; they are told by mail, with the name of the provider. False if
 * it is somebody else's.
 */
export function linkMember(
  db: Knex,
  vault: Vault,
  userId: string,
  { issuer, subject, provider }: MemberIdentity & { provider: string },
  by: By,
): Promise<boolean> {
  return db.transaction(async (trx) => {
    const others = trx('memberIdentities').where({ issuer, subject }).whereNot({ userId })
    if (await others.first('userId')) return false
    await trx('memberIdentities').where({ issuer, userId }).delete()
    const linked = await trx('memberIdentities')
      .insert({ issuer, subject, userId, createdAt: by.at })
      .onConflict()
      .ignore()
      .returning('userId')
    if (linked.length === 0) return false
    await tell(trx, vault, userId, 'provider-linked', by.at, { provider })
    await note(trx, by, { action: 'user.identity-link', object: userId })
    return true
  })
}

/** Ends the link of a user to a provider. False if there is none. */
export function unlinkMember(db: Knex, userId: string, issuer: string, by: By): Promise<boolean> {
  return db.transaction(async (trx) => {
    const ended = await trx('memberIdentities').where({ issuer, userId }).delete()
    if (ended > 0) await note(trx, by, { action: 'user.identity-unlink', object: userId })
    return ended > 0
  })
}

/** Since when a user is linked to a provider, or null. */
export async function linkedSince(db: Knex, userId: string, issuer: string): Promise<Instant | null> {
  const link = await db('memberIdentities').where({ issuer, userId }).first('createdAt')
  return link?.createdAt ?? null
}
