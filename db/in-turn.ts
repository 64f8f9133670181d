import type { Knex } from 'knex'

/**
 * Lets one transaction of this process begin after the other. SQLite has one writer anyway, and whoever waits for it
 * inside SQLite sleeps in steps of up to 100 ms while holding a connection and a thread; whoever waits here holds nothing.
 */
export function takeTurns(db: Knex): Knex {
  const begin = db.transaction.bind(db)
  let last: Promise<unknown> = Promise.resolve()
  const inTurn = (work?: unknown, config?: unknown) => {
    const start = begin as (work?: unknown, config?: unknown) => Promise<unknown>
    if (typeof work !== 'function') return start(work, config)
    const mine = last.then(() => start(work, config))
    last = mine.catch(() => {})
    return mine
  }
  return Object.defineProperty(db, 'transaction', { value: inTurn })
}
