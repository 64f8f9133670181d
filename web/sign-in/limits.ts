import { createHash } from 'node:crypto'
import type { Knex } from 'knex'
import {
  RateLimiterPostgres,
  RateLimiterRes,
  RateLimiterSQLite,
  type RateLimiterStoreAbstract,
} from 'rate-limiter-flexible'
import { isPostgres } from '../../db/knex.js'
import { poolForLimiter } from '../../db/rate-limits.js'
import { HttpError } from '../errors.js'

const minutes = 60

/** How often something may be tried: by account and by address, counted in the database (OWASP ASVS 6.3.1). */
export interface Limits {
  /** Throws a 429 when an account or an address has tried too often. Counts this try. */
  passwordTry(email: string, ip: string): Promise<void>
  codeTry(userId: string): Promise<void>
  /** Forgets the tries of an account after a success. */
  passed(email: string, userId: string): Promise<void>
}

/** 10 passwords an account and 100 an address in 15 minutes, 10 codes an account in 15 minutes. */
export function createLimits(db: Knex): Limits {
  const limit = (keyPrefix: string, points: number) =>
    limiter(db, { keyPrefix, points, duration: 15 * minutes })
  const account = limit('account', 10)
  const address = limit('address', 100)
  const code = limit('code', 10)
  return {
    async passwordTry(email, ip) {
      await count(address, network(ip))
      await count(account, keyOf(email))
    },
    codeTry: (userId) => count(code, userId),
    async passed(email, userId) {
      await Promise.all([account.delete(keyOf(email)), code.delete(userId)])
    },
  }
}

export function limiter(
  db: Knex,
  options: { keyPrefix: string; points: number; duration: number },
): RateLimiterStoreAbstract {
  const shared = {
    ...options,
    storeClient: poolForLimiter(db),
    storeType: 'knex',
    tableName: 'rate_limits',
    tableCreated: true,
  }
  return isPostgres(db) ? new RateLimiterPostgres(shared) : new RateLimiterSQLite(shared)
}

/** Counts a try. Throws a 429 when there were too many. */
export async function count(by: RateLimiterStoreAbstract, key: string): Promise<void> {
  try {
    await by.consume(key)
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) throw new HttpError(429, 'too many tries')
    throw refusal
  }
}

/** No address in the clear: the table is no list of who tried to sign in. */
const keyOf = (email: string) => createHash('sha256').update(email.trim().toLowerCase()).digest('base64url')

/** One key for a network of IPv6 addresses (/56), which one subscriber has to himself. */
export const network = (ip: string) =>
  ip.includes(':') && !ip.startsWith('::ffff:') ? ip.split(':').slice(0, 4).join(':').slice(0, -2) : ip
