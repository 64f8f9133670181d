import type { Knex } from 'knex'
import { isPostgres } from './knex.js'

/**
 * Lets the limiter count through our pool. Its own way with knex and SQLite (rate-limiter-flexible 11.4.0) gives
 * the connection back before its savepoint is released, so that the next request finds itself in a foreign
 * transaction. It counts in one statement, which needs no savepoint.
 */
export function poolForLimiter(db: Knex): object {
  if (isPostgres(db)) return db
  const send = (sql: string, values: number[], done: Done) =>
    db.raw(sql, values).then(
      ([row]) => done.call({ changes: 0 }, null, row),
      (error: unknown) => done.call({ changes: 0 }, error),
    )
  const run = (sql: string, ...rest: [Done] | [number[], Done]) =>
    rest.length === 1 ? rest[0].call({ changes: 0 }, null) : send(sql, ...rest)
  const connection = { serialize: (statements: () => void) => statements(), run, get: send }
  const acquireConnection = async () => connection
  return {
    raw: db.raw,
    client: { config: { client: 'sqlite3' }, acquireConnection, releaseConnection: () => {} },
  }
}

type Done = (this: { changes: number }, error: unknown, row?: unknown) => void
