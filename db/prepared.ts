import type { Knex } from 'knex'
import type { Statement } from 'sqlite3'
import { keyringOf, openRows, type WrappedKey } from './keyring.js'
import { camelRows } from './names.js'

/** What the names of a statement stand for. */
export type Values = Record<string, string | number | null>
type Row = Record<string, unknown>

/** A connection of the pool: of `pg`, or of `sqlite3`. */
export type Connection =
  | { query(config: { text: string; values: unknown[] }): Promise<{ rows: Row[] }> }
  | SqliteConnection

export interface SqliteConnection {
  prepare(sql: string, done: (this: Statement, error: Error | null) => void): Statement
}

/**
 * The rows of a statement written by hand, on the database or within a transaction; `:name` stands for a value. For what
 * happens with every request: no query is built, and on SQLite the statement stays prepared for the next time.
 */
export async function rows<Named>(db: Knex, sql: string, values: Values): Promise<Named[]> {
  if (db.isTransaction && (db as Knex.Transaction).isCompleted()) throw new Error('the transaction has ended')
  const connection: Connection = await db.client.acquireConnection()
  try {
    const found = await read(connection, sql, values)
    const ring = keyringOf(db)
    if (ring) await openRows(ring, found, !db.isTransaction, (ids) => readKeys(connection, ids))
    return camelRows(found) as Named[]
  } finally {
    await db.client.releaseConnection(connection)
  }
}

/** The wrapped keys of persons with these ids. */
export async function wrappedKeys(db: Knex, ids: string[]): Promise<WrappedKey[]> {
  const connection: Connection = await db.client.acquireConnection()
  try {
    return await readKeys(connection, ids)
  } finally {
    await db.client.releaseConnection(connection)
  }
}

/** The same on a connection at hand. Few lengths of the list, so that few statements are prepared. */
export async function readKeys(connection: Connection, ids: string[]): Promise<WrappedKey[]> {
  const length = [1, 8, 64].find((it) => it >= ids.length) ?? ids.length
  const names = Array.from({ length }, (_, i) => `id${i}`)
  const sql = `select id, wrapped from person_keys where id in (${names.map((name) => `:${name}`).join(', ')})`
  const values = Object.fromEntries(names.map((name, i) => [name, ids[i] ?? ids[0] ?? null]))
  return (await read(connection, sql, values)) as unknown as WrappedKey[]
}

async function read(connection: Connection, sql: string, values: Values): Promise<Row[]> {
  const { text, names } = numbered(sql)
  const given = names.map((name) => values[name])
  if ('query' in connection) return (await connection.query({ text, values: given })).rows
  // `all` reads to the end, which is also the end of SQLite's read transaction.
  return carryOut<Row[]>(connection, text, (statement, settle) => statement.all<Row>(given, settle))
}

/** What Knex has built, and where it looks for the answer. */
export interface Built {
  sql: string
  bindings?: unknown[]
  method?: string
  returning?: unknown
  response?: unknown
  context?: { lastID: number; changes: number }
}

/** True for a statement that will come again in the same words. */
export const comesAgain = ({ sql }: Built): boolean =>
  sql.length < 4000 && /^(select|insert|update|delete|with)\b/i.test(sql)

/**
 * Answers on SQLite what Knex has built, as its own driver does, but the statement stays prepared: with the triggers of a table preparing it
 * takes longer than carrying it out.
 */
export async function answerBuilt(connection: SqliteConnection, built: Built): Promise<void> {
  const { method = '', returning, bindings = [] } = built
  const counts = ['del', 'counter'].includes(method) || (['insert', 'update'].includes(method) && !returning)
  await carryOut<void>(connection, built.sql, (statement, settle) => {
    if (counts)
      statement.run(bindings, function (error) {
        built.context = { lastID: this.lastID, changes: this.changes }
        settle(error)
      })
    else
      statement.all(bindings, (error, found) => {
        built.response = found
        settle(error)
      })
  })
}

/** Lets go of what is prepared on a connection: SQLite closes none before. */
export function forgetPrepared(connection: object): void {
  for (const statement of prepared.get(connection)?.values() ?? []) statement.finalize()
  prepared.delete(connection)
}

const prepared = new WeakMap<object, Map<string, Statement>>()
const atMost = 500

/**
 * Carries out a statement that stays prepared, unless it fails: SQLite leaves one that was refused, because somebody else wrote, half done. While it is, the connection
 * commits nothing and sees the database as it was.
 */
async function carryOut<Found>(
  connection: SqliteConnection,
  text: string,
  use: (statement: Statement, settle: (error: Error | null, found?: Found) => void) => void,
): Promise<Found> {
  const statement = await preparedOn(connection, text)
  return new Promise((done, failed) =>
    use(statement, (error, found) => {
      if (!error) return done(found as Found)
      prepared.get(connection)?.delete(text)
      statement.finalize(() => failed(error))
    }),
  )
}

async function preparedOn(connection: SqliteConnection, text: string): Promise<Statement> {
  const known = prepared.get(connection) ?? new Map<string, Statement>()
  prepared.set(connection, known)
  const before = known.get(text)
  if (before) return before
  if (known.size >= atMost) forgetPrepared(connection)
  const fresh = await new Promise<Statement>((done, failed) =>
    connection.prepare(text, function (error) {
      if (error) failed(error)
      else done(this)
    }),
  )
  known.set(text, fresh)
  return fresh
}

const written = new Map<string, { text: string; names: string[] }>()

/** `:name` as `$1`, which both databases know, and the names in this order. */
function numbered(sql: string): { text: string; names: string[] } {
  const known = written.get(sql)
  if (known) return known
  if (written.size >= 1000) written.clear()
  const names: string[] = []
  const text = sql.replace(/(?<![:\w]):([a-zA-Z]\w*)/g, (_, name: string) => {
    if (!names.includes(name)) names.push(name)
    return `$${names.indexOf(name) + 1}`
  })
  written.set(sql, { text, names })
  return { text, names }
}
