import type { Knex } from 'knex'

/** At most so many in so many minutes. */
export interface Limit {
  most: number
  minutes: number
}

/**
 * Counts one more try under a key, in one statement, so that however many come at the same moment each is counted.
 * Answers whether it is still within the limit. `now` is in ms since 1970.
 */
export async function countTry(
  db: Knex,
  key: string,
  { most, minutes }: Limit,
  now: number,
): Promise<boolean> {
  const ends = now + minutes * 60_000
  const over = 'rate_limits.expire <= cast(? as bigint)'
  const [row] = await db('rateLimits')
    .insert({ key, points: 1, expire: ends })
    .onConflict('key')
    .merge({
      points: db.raw(`case when ${over} then 1 else rate_limits.points + 1 end`, [now]),
      expire: db.raw(`case when ${over} then cast(? as bigint) else rate_limits.expire end`, [now, ends]),
    })
    .returning('points')
  return row.points <= most
}

/** Forgets the tries under a key, after a success. */
export async function forgetTries(db: Knex, key: string): Promise<void> {
  await db('rateLimits').where({ key }).delete()
}

/** Tries of a password are free at first; then each waits twice as long as the one before, up to a quarter of an hour. */
export const patience = { free: 5, mostSeconds: 900, warnAt: 10, shutAt: 50 }

/** Whether a password may be looked at. */
export type Turn =
  | { allowed: true; failures: number }
  /** Too early: `opensAt` in ms since 1970; shut: only a link by e-mail opens it again. */
  | { allowed: false; opensAt: number; shut: boolean }

/**
 * Takes a turn at a password under a key, and counts it as failed until `forgetPasswordTries`: a crash in between helps
 * nobody, and of many tries at the same moment only the free ones are looked at.
 */
export async function takeTurn(db: Knex, key: string, now: number): Promise<Turn> {
  const next = 'password_tries.failures + 1'
  const seconds = `case when ${next} <= ${patience.free} then 0 when ${next} >= ${patience.free + 10} then ${patience.mostSeconds} else 1 << (${next} - ${patience.free}) end`
  const [row] = await db('passwordTries')
    .insert({ key, failures: 1, openAt: now })
    .onConflict('key')
    .merge({
      failures: db.raw(next),
      openAt: db.raw(`cast(? as bigint) + 1000 * (${seconds})`, [now]),
    })
    .where('passwordTries.openAt', '<=', now)
    .where('passwordTries.failures', '<', patience.shutAt)
    .returning('failures')
  if (row) return { allowed: true, failures: row.failures }
  const kept = await db('passwordTries').where({ key }).first()
  const shut = kept?.failures >= patience.shutAt
  return { allowed: false, opensAt: Number(kept?.openAt ?? now), shut }
}

/** Forgets failed passwords under a key: after a success, or a new password by link. */
export async function forgetPasswordTries(db: Knex, key: string): Promise<void> {
  await db('passwordTries').where({ key }).delete()
}
