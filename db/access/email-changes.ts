import type { Knex } from 'knex'
import type { Instant } from '../../domain/dates.js'
import type { Language } from '../../domain/kinds.js'
import { note } from '../audit/note.js'
import { oweAccountMail, tell } from '../notices/account-mails.js'
import type { Vault } from '../seal.js'
import type { Changing } from './factors.js'
import { endSessionsOf } from './sessions.js'

/** Mails the digits that prove an address to it. */
export async function mailEmailCode(
  db: Knex,
  vault: Vault,
  receiver: { recipient: string; language: Language },
  code: string,
  at: Instant,
): Promise<void> {
  await db.transaction((trx) => oweAccountMail(trx, vault, receiver, 'email-code', { code }, at))
}

/** Gives a user another address, which a code has proved, and tells the old one and the new one; false if it is taken. */
export function changeEmail(
  db: Knex,
  vault: Vault,
  { userId, keep, by }: Changing,
  email: string,
): Promise<boolean> {
  return db.transaction(async (trx) => {
    if (await trx('users').where({ email }).first('id')) return false
    await tell(trx, vault, userId, 'email-changed', by.at)
    await trx('users').where({ id: userId }).update({ email })
    await tell(trx, vault, userId, 'email-changed', by.at)
    await endSessionsOf(trx, userId, keep)
    await note(trx, by, { action: 'user.email-change', object: userId })
    return true
  })
}
