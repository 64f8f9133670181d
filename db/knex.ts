import { mkdirSync } from 'node:fs'
import type { Socket } from 'node:net'
import { dirname } from 'node:path'
import knex, { type Knex } from 'knex'
import PostgresClient from 'knex/lib/dialects/postgres/index.js'
import SqliteClient from 'knex/lib/dialects/sqlite3/index.js'
import { migrationSource } from '../migrations/index.js'
import { takeTurns } from './in-turn.js'
import { createKeyring, type Keyring, openRows } from './keyring.js'
import { camelRows, snake } from './names.js'
import {
  answerBuilt,
  type Built,
  type Connection,
  comesAgain,
  forgetPrepared,
  readKeys,
  type SqliteConnection,
} from './prepared.js'
import { createVault, type Vault } from './seal.js'
import { scopeConnections } from './tenant-scope.js'

/**
 * Opens the portal's database: `postgres://…`, or a SQLite file by its path. With the vault of the office, what lies under the
 * keys of persons is opened wherever it is read; without, it stays sealed.
 */
export function openDatabase(url: string, vault?: Vault): Knex {
  const keyring = vault ? createKeyring(vault) : null
  const db = knex({
    ...connectionTo(url),
    ...({ keyring } as object),
    wrapIdentifier: (name, quote) => quote(snake(name)),
    postProcessResponse: camelRows,
  })
  return isPostgres(db) ? scopeConnections(db) : takeTurns(db)
}

/** The same with the keys of a configuration. */
export const openWithKeys = (of: { databaseUrl: string; dataKey: Buffer; oldDataKeys: Buffer[] }): Knex =>
  openDatabase(of.databaseUrl, createVault(of.dataKey, of.oldDataKeys[0]))

/** Brings the schema to the newest state; with `rollback`, takes every step back. Answers the steps it made. */
export async function migrate(url: string, rollback = false): Promise<string[]> {
  const db = knex({ ...connectionTo(url, true), migrations: { migrationSource } }) // knex reads its own tables in snake case
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
  const done: string[] = await db('knex_migrations').pluck('name')
  return names.every((name) => done.includes(name))
}

/** True on PostgreSQL, false on SQLite. */
export const isPostgres = (db: Knex): boolean => db.client.config.client === 'pg'

/** `patient`: for as long as it takes, where others hold what is asked for. */
function connectionTo(url: string, patient = false): Knex.Config {
  if (/^postgres(ql)?:/.test(url))
    return {
      client: Postgres as unknown as typeof Knex.Client,
      connection: url,
      pool: { min: 0, max: 10, ...(!patient && { afterCreate: settle }) },
    }
  mkdirSync(dirname(url), { recursive: true })
  return {
    client: WriteFirst as unknown as typeof Knex.Client,
    connection: { filename: url },
    useNullAsDefault: true,
    // Three of Node's four threads: a writer that waits for SQLite's lock must never hold the last one.
    pool: { min: 0, max: 3, afterCreate: prepare },
  }
}

interface Answered {
  response?: Record<string, unknown>[] | { rows?: Record<string, unknown>[] }
}

/** Opens what is sealed in the rows a connection has just answered. */
async function openAnswer(client: Knex.Client, connection: object, answered: Answered): Promise<void> {
  const { config, transacting } = client as unknown as {
    config: { keyring?: Keyring }
    transacting?: boolean
  }
  const ring = config.keyring
  const { response } = answered
  const found = Array.isArray(response) ? response : response?.rows
  if (!ring || !Array.isArray(found)) return
  await openRows(ring, found, !transacting, (ids) => readKeys(connection as Connection, ids))
}

class Postgres extends PostgresClient {
  constructor(config: object) {
    super({ ...config, client: 'pg' }) // the name that `isPostgres` and migrations ask for
  }

  override async _query(connection: object, asked: object) {
    const answered: Answered = await super._query(connection, asked)
    await openAnswer(this as unknown as Knex.Client, connection, answered)
    return answered
  }
}

interface PgConnection {
  query(sql: string, done: unknown): void
  readyForQuery: boolean
  _getActiveQuery(): { text?: string } | null
  connection: { stream: Socket }
}

/**
 * Waits as long for a lock as SQLite does: whoever waits longer is told to try again. And without compiling what is asked: among
 * millions of rows PostgreSQL took a fifth of a second for that, and hundredths to answer.
 */
function settle(connection: PgConnection, done: (error: Error | null, connection: object) => void) {
  hangUpOnSilence(connection)
  connection.query("set lock_timeout = '5s'; set jit = off", (error: Error | null) => done(error, connection))
}

/**
 * A server that is asked and says nothing for half a minute is no longer there: the system itself would notice only after a quarter of an
 * hour. Writing a table anew may take longer.
 */
function hangUpOnSilence(connection: PgConnection): void {
  const { stream } = connection.connection
  stream.setTimeout(30_000, () => {
    const writesAnew = /^vacuum/.test(connection._getActiveQuery()?.text ?? '')
    if (!connection.readyForQuery && !writesAnew) stream.destroy()
  })
}

const pragmas =
  'pragma journal_mode=wal; pragma synchronous=full; pragma busy_timeout=5000; pragma foreign_keys=on;'
const prepare = (
  connection: { exec(sql: string, done: unknown): void },
  done: (error: Error | null) => void,
) => connection.exec(pragmas, (error: Error | null) => done(error))

/** SQLite itself takes back what it has no room for: undoing it once more would say so instead of why. */
const hasEnded = (error: unknown) => (error as { code?: string } | undefined)?.code === 'SQLITE_FULL'

/**
 * Takes SQLite's write lock when a transaction begins: one that reads first would fail at once when another writes. And takes
 * back what SQLite refuses to commit: it leaves such a transaction open, and the next one on this connection could not begin.
 */
class WriteFirst extends SqliteClient {
  override async _query(connection: object, asked: object) {
    if (comesAgain(asked as Built)) await answerBuilt(connection as SqliteConnection, asked as Built)
    else await super._query(connection, asked)
    await openAnswer(this as unknown as Knex.Client, connection, asked as Answered)
    return asked
  }

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
    const { rollback, rollbackTo } = transaction
    const undone = (undo: typeof rollback, sql: string) => async (connection: unknown, error: unknown) => {
      if (!hasEnded(error)) return undo.call(transaction, connection, error)
      await transaction.trxClient.query(connection, sql).catch(() => {})
      transaction._completed = true
      transaction._rejecter(error)
    }
    transaction.rollback = undone(rollback, 'ROLLBACK;')
    transaction.rollbackTo = undone(rollbackTo, `ROLLBACK TO SAVEPOINT ${transaction.txid};`)
    return transaction
  }

  override destroyRawConnection(connection: object) {
    forgetPrepared(connection)
    return super.destroyRawConnection(connection)
  }
}
