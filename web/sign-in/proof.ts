import { hash, verify } from '@node-rs/argon2'
import type { Knex } from 'knex'
import { verifySync } from 'otplib'
import type { Vault } from '../../db/seal.js'
import { spendCode, type User } from '../../db/users.js'
import { HttpError } from '../errors.js'

/** At most so many hashes at once: each takes 19 MiB and 50 ms of a core. */
const hashesAtOnce = 20
let hashing = 0

/** The argon2id hash of a password (19 MiB, 2 rounds), after Unicode normalisation. */
export const hashPassword = (password: string): Promise<string> => hash(password.normalize('NFKC'))

/** True if the password is this user's. Takes as long when there is no such user. */
export async function isPassword(user: User | null, password: string): Promise<boolean> {
  if (hashing >= hashesAtOnce) throw new HttpError(503, 'too many sign-ins at once')
  hashing++
  try {
    const matches = await verify(user?.passwordHash ?? (await nobody), password.normalize('NFKC'))
    return matches && user?.status === 'active'
  } finally {
    hashing--
  }
}
const nobody = hashPassword('nobody has this password')

/** True if the code is right, of this half minute or the last, and was never accepted before. */
export async function isFreshCode(
  db: Knex,
  vault: Vault,
  user: User,
  code: string,
  now: Date,
): Promise<boolean> {
  const token = code.replace(/\s/g, '')
  if (!/^\d{6}$/.test(token)) return false
  const secret = vault.open(Buffer.from(user.totpSeed, 'base64'), `totp/${user.id}`).toString()
  const result = verifySync({
    secret,
    token,
    epoch: Math.floor(now.getTime() / 1000),
    epochTolerance: [30, 0],
  })
  return result.valid && 'timeStep' in result && spendCode(db, user.id, result.timeStep)
}

/** The seed of an authenticator app as it is stored. */
export const sealSeed = (vault: Vault, userId: string, seed: string): string =>
  vault.seal(Buffer.from(seed), `totp/${userId}`).toString('base64')
