import { randomUUID } from 'node:crypto'
import type { Knex } from 'knex'
import type { Instant } from '../../domain/dates.js'

export type Purpose = 'sign-in' | 'phone' | 'email'

/** Whom a code is sent to, and for what. */
export interface Challenge {
  userId: string
  purpose: Purpose
  /** The number or address it is sent to. */
  target: string
}

const minutesOpen = 5
const triesAllowed = 5

/** Begins a challenge and voids the earlier ones of the same purpose. `hashOf` seals the code together with the id. */
export function challenge(
  db: Knex,
  asked: Challenge,
  hashOf: (id: string) => string,
  at: Instant,
): Promise<string> {
  return db.transaction(async (trx) => {
    const { userId, purpose } = asked
    await trx('challenges').where({ userId, purpose, spentAt: null }).update({ spentAt: at })
    const id = randomUUID()
    const expiresAt = new Date(Date.parse(at) + minutesOpen * 60_000).toISOString()
    await trx('challenges').insert({ id, ...asked, codeHash: hashOf(id), sentAt: at, expiresAt })
    return id
  })
}

/** Answers a challenge: true once, within five minutes and five tries, which are counted before looking. */
export async function answerChallenge(
  db: Knex,
  id: string,
  userId: string,
  codeHash: string,
  now: Instant,
): Promise<boolean> {
  const open = () => db('challenges').where({ id, userId, spentAt: null }).where('expiresAt', '>', now)
  const counted = await open().where('tries', '<', triesAllowed).increment('tries', 1)
  if (counted !== 1) return false
  return (await open().where({ codeHash }).update({ spentAt: now })) === 1
}

/** Forgets codes that ended before a moment, and with them the numbers they were sent to. */
export const forgetChallenges = (db: Knex, endedBefore: Instant): Promise<number> =>
  db('challenges').where('expiresAt', '<', endedBefore).delete()
