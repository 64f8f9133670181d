import type { Knex } from 'knex'
import type { Instant } from '../../domain/dates.js'
import { type By, note } from '../audit/note.js'
import { tell } from '../notices/account-mails.js'
import type { Vault } from '../seal.js'
import { hashTogether, newCode, plainCode } from './secret-codes.js'

const howMany = 10
const signs = 24 // 120 bits: more than a plain hash needs (OWASP ASVS 6.5.2)

/** Makes ten codes that each stand in for a second factor once; the old ones are gone. Answers them: they are not stored. */
export async function renewRecoveryCodes(
  trx: Knex.Transaction,
  userId: string,
  at: Instant,
): Promise<string[]> {
  const codes = Array.from({ length: howMany }, () => newCode(signs))
  await trx('recoveryCodes').where({ userId }).delete()
  await trx('recoveryCodes').insert(
    codes.map((code) => ({ codeHash: hashOf(userId, code), userId, createdAt: at })),
  )
  return codes
}

/** Spends a recovery code and tells its user by e-mail: true once, however many try at the same moment. */
export function spendRecoveryCode(
  db: Knex,
  vault: Vault,
  userId: string,
  typed: string,
  by: By,
): Promise<boolean> {
  return db.transaction(async (trx) => {
    const spent = await trx('recoveryCodes')
      .where({ codeHash: hashOf(userId, typed), userId, usedAt: null })
      .update({ usedAt: by.at })
    if (spent !== 1) return false
    await note(trx, by, { action: 'user.recovery-used', object: userId })
    await tell(trx, vault, userId, 'recovery-used', by.at)
    return true
  })
}

/** How many recovery codes a user has left. */
export async function recoveryCodesLeft(db: Knex, userId: string): Promise<number> {
  const row = await db('recoveryCodes').where({ userId, usedAt: null }).count({ left: '*' }).first()
  return Number(row?.left ?? 0)
}

const hashOf = (userId: string, code: string) => hashTogether(userId, plainCode(code))
