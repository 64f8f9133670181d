import type { Knex } from 'knex'
import type { Instant } from '../../domain/dates.js'
import { type By, note } from '../audit/note.js'
import { oweAccountMail, tell } from '../notices/account-mails.js'
import { sha256, type Vault } from '../seal.js'
import { newToken } from './secret-codes.js'
import { endSessionsOf } from './sessions.js'
import { type User, userById } from './users.js'

const minutesOpen = 60

/** Mails a link with which a user can choose a new password within an hour; older links are void. */
export function sendResetLink(db: Knex, vault: Vault, user: User, by: By): Promise<string> {
  return db.transaction(async (trx) => {
    const token = newToken()
    const expiresAt = new Date(Date.parse(by.at) + minutesOpen * 60_000).toISOString()
    await trx('resetLinks').where({ userId: user.id, usedAt: null }).update({ usedAt: by.at })
    await trx('resetLinks').insert({ tokenHash: sha256(token), userId: user.id, expiresAt })
    await note(trx, by, { action: 'user.reset-link', object: user.id })
    return oweAccountMail(
      trx,
      vault,
      { recipient: user.email, language: user.language },
      'reset',
      { token },
      by.at,
    )
  })
}

/** The active user behind a link that can still be used, or null. */
export async function userOfResetLink(db: Knex, token: string, now: Instant): Promise<User | null> {
  const link = await usable(db, token, now).first('userId')
  const user = link ? await userById(db, link.userId) : null
  return user?.status === 'active' ? user : null
}

/**
 * Sets a new password by link, once: all sessions end, and the factors stay as they are. False if the link cannot be
 * used any more.
 */
export function resetPassword(
  db: Knex,
  vault: Vault,
  token: string,
  passwordHash: string,
  by: Pick<By, 'at' | 'requestId'>,
): Promise<boolean> {
  return db.transaction(async (trx) => {
    const used = await usable(trx, token, by.at).update({ usedAt: by.at })
    if (used !== 1) return false
    const { userId } = await trx('resetLinks')
      .where({ tokenHash: sha256(token) })
      .first('userId')
    await trx('users').where({ id: userId }).update({ passwordHash })
    await endSessionsOf(trx, userId)
    await note(trx, { ...by, actor: userId }, { action: 'user.password-reset', object: userId })
    await tell(trx, vault, userId, 'password-changed', by.at)
    return true
  })
}

const usable = (db: Knex, token: string, now: Instant) =>
  db('resetLinks')
    .where({ tokenHash: sha256(token), usedAt: null })
    .where('expiresAt', '>', now)
