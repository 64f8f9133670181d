import type { Knex } from 'knex'
import type { Instant } from '../domain/dates.js'
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

/** Spends a recovery code: true once, however many try at the same moment. */
export async function spendRecoveryCode(
  db: Knex,
  userId: string,
  typed: string,
  at: Instant,
): Promise<boolean> {
  const spent = await db('recoveryCodes')
    .where({ codeHash: hashOf(userId, typed), userId, usedAt: null })
    .update({ usedAt: at })
  return spent === 1
}

/** How many recovery codes a user has left. */
export async function recoveryCodesLeft(db: Knex, userId: string): Promise<number> {
  const row = await db('recoveryCodes').where({ userId, usedAt: null }).count({ left: '*' }).first()
  return Number(row?.left ?? 0)
}

const hashOf = (userId: string, code: string) => hashTogether(userId, plainCode(code))
