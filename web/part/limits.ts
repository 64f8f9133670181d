import type { Knex } from 'knex'
import { count, limiter, network } from '../sign-in/limits.js'

/** How often links may be opened from one network: 300 pages in 15 minutes, counted in the database. Throws a 429. */
export function countLooks(db: Knex): (ip: string) => Promise<void> {
  const looks = limiter(db, { keyPrefix: 'part', points: 300, duration: 15 * 60 })
  return (ip) => count(looks, network(ip))
}
