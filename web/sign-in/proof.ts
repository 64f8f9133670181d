import type { Knex } from 'knex'
import { verifySync } from 'otplib'
import { spendCode, totpPlace, type User } from '../../db/access/users.js'
import type { Vault } from '../../db/seal.js'
import { hasHash, hashPassword } from './hashing.js'

export { hashPassword }

/** True if the password is this user's, whether they are let in or not. Takes as long when there is no such user. */
export async function isPassword(user: User | null, password: string): Promise<boolean> {
  const matches = await hasHash(user?.passwordHash ?? (await nobody), password)
  return matches && user !== null
}
const nobody = hashPassword('nobody has this password')

/** The step of the half minute whose code this is, of now or the last one; null for any other text. */
export function stepOf(seed: string, code: string, now: Date): number | null {
  const token = code.normalize('NFKC').replace(/\s/g, '')
  if (!/^\d{6}$/.test(token)) return null
  const epoch = Math.floor(now.getTime() / 1000)
  const result = verifySync({ secret: seed, token, epoch, epochTolerance: [30, 0] })
  return result.valid && 'timeStep' in result ? result.timeStep : null
}

/** True if the code of the user's app is right, of this half minute or the last, and was never accepted before. */
export async function isFreshCode(
  db: Knex,
  vault: Vault,
  user: User,
  code: string,
  now: Date,
): Promise<boolean> {
  if (user.totpSeed === '') return false
  const step = stepOf(openSeed(vault, user.id, user.totpSeed), code, now)
  return step !== null && spendCode(db, user.id, step)
}

/** The seed of an authenticator app as it is stored. */
export const sealSeed = (vault: Vault, userId: string, seed: string): string =>
  vault.seal(Buffer.from(seed), totpPlace(userId)).toString('base64')

/** The seed of an authenticator app from how it is stored. */
export const openSeed = (vault: Vault, userId: string, sealed: string): string =>
  vault.open(Buffer.from(sealed, 'base64'), totpPlace(userId)).toString()
