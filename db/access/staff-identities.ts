import type { Knex } from 'knex'
import { type By, note } from '../audit/note.js'
import { tell } from '../notices/account-mails.js'
import type { Vault } from '../seal.js'
import type { User } from './users.js'

/** Whom an identity provider has let in. */
export interface Identity {
  issuer: string
  /** Its own id of the person, which it never gives to anybody else. */
  subject: string
  /** Only if the provider has verified it. */
  email: string | null
}

/**
 * The user of the office whom an identity provider means, or null. Who was linked is found by the subject, whatever their address is now;
 * who comes for the first time by the verified address, once: an account that is linked is not linked to another person at this provider.
 * They may be somebody who is let in no more: nothing is linked then.
 */
export function staffOfIdentity(db: Knex, vault: Vault, identity: Identity, by: By): Promise<User | null> {
  const { issuer, subject, email } = identity
  return db.transaction(async (trx) => {
    const known = await trx('staffIdentities').where({ issuer, subject }).first('userId')
    const wanted = known ? { id: known.userId } : email ? { email: email.trim().toLowerCase() } : null
    const user: User | undefined = wanted
      ? await trx('users').where(wanted).whereNot('role', 'employer').first()
      : undefined
    if (!user || known || user.status !== 'active') return user ?? null
    const linked = await trx('staffIdentities')
      .insert({ issuer, subject, userId: user.id, createdAt: by.at })
      .onConflict()
      .ignore()
      .returning('userId')
    if (linked.length === 0) return null
    await tell(trx, vault, user.id, 'identity-linked', by.at)
    await note(trx, { ...by, actor: user.id }, { action: 'user.identity-link', object: user.id })
    return user
  })
}
