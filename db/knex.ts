import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import knex, { type Knex } from 'knex'
import SqliteClient from 'knex/lib/dialects/sqlite3/index.js'
import { migrationSource } from '../migrations/index.js'
import { takeTurns } from './in-turn.js'
import { camelRows, snake } from './names.js'
import { forgetPrepared } from './prepared.js'
import { scopeConnections } from './tenant-scope.js'

/** Opens the portal's database: `postgres://…`, or a SQLite file by its path. */
export function openDatabase(url: string): Knex {
  const db = knex({
    ...connectionTo(url),
    wrapIdentifier: (name, quote) => quote(snake(name)),
    postProcessResponse: camelRows,
  })
  return isPostgres(db) ? scopeConnections(db) : takeTurns(db)
}

/** Brings the schema to the newest state; with `rollback`, takes every step back. Answers the steps it made. */
export async function migrate(url: string, rollback = false): Promise<string[]> {
  const db = knex({ ...connectionTo(url), migrations: { migrationSource } }) // knex reads its own tables in snake case
  if (isPostgres(db)) scopeConnections(db)
  try {
    const [, steps] = await (rollback ? db.migrate.rollback({}, true) : db.migrate.latest())
    return steps
  } finally {
    await db.destroy()
  }
}

/** True when no migration is waiting. */
export async function isMigrated(db: Knex): Promise<boolean> {
  const names = await migrationSource.getMigrations([])
  const row = await db('knex_migrations').count({ done: '*' }).first()
  return Number(row?.done) === names.length
}

/** True on PostgreSQL, false on SQLite. */
export const isPostgres = (db: Knex): boolean => db.client.config.client === 'pg'

function connectionTo(url: string): Knex.Config {
  if (/^postgres(ql)?:/.test(url)) return { client: 'pg', connection: url, pool: { min: 0, max: 10 } }
  mkdirSync(dirname(url), { recursive: true })
  return {
    client: WriteFirst as unknown as typeof Knex.Client,
    connection: { filename: url },
    useNullAsDefault: true,
    // Three of Node's four threads: a writer that waits for SQLite's lock must never hold the last one.
    pool: { min: 0, max: 3, afterCreate: prepare },
  }
}

const pragmas =
  'pragma journal_mode=wal; pragma synchronous=full; pragma busy_timeout=5000; pragma foreign_keys=on;'
const prepare = (
  connection: { exec(sql: string, done: unknown): void },
  done: (error: Error | null) => void,
) => connection.exec(pragmas, (error: Error | null) => done(error))

/**
 * Takes SQLite's write lock when a transaction begins: one that reads first would fail at once when another writes. And takes
 * back what SQLite refuses to commit: it leaves such a transaction open, and the next one on this connection could not begin.
 */
class WriteFirst extends SqliteClient {
  override transaction(...args: unknown[]) {
    const transaction = super.transaction(...args)
    transaction.begin = (connection) => transaction.query(connection, 'BEGIN IMMEDIATE;')
    transaction.commit = (connection, value) =>
      transaction.trxClient.query(connection, 'COMMIT;').then(
        () => {
          transaction._completed = true
          transaction._resolver(value)
        },
        (error) => transaction.rollback(connection, error),
      )
    return transaction
  }

  override destroyRawConnection(connection: object) {
    forgetPrepared(connection)
    return super.destroyRawConnection(connection)
  }
}
