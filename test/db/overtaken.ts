import type { Knex } from 'knex'

/** A database in which something else is written first, between what was read and the first transaction. */
export function overtaken(db: Knex, first: () => Promise<unknown>): Knex {
  let isFirst = true
  const transaction = async (run: (trx: Knex.Transaction) => Promise<unknown>) => {
    if (isFirst) {
      isFirst = false
      await first()
    }
    return db.transaction(run)
  }
  return new Proxy(db, { get: (it, name) => (name === 'transaction' ? transaction : Reflect.get(it, name)) })
}
