import { rmSync } from 'node:fs'
import type { Knex } from 'knex'
import { migrationSource } from '../../migrations/index.js'
import { isPostgres, openDatabase } from '../knex.js'
import { type Table, tablesInOrder } from '../tables.js'

/** What nobody needs back: sessions, counters of tries, the count of changes and the words of people and tasks, which the database keeps itself, and when an operator last did what. */
const leftOut = [
  'sessions',
  'rate_limits',
  'changes',
  'people_words',
  'desk_words',
  'system_tokens',
  'operations',
]
/** Few of those that hold whole documents, so that memory stays small. */
const rowsAtOnce = (table: string) => (table.endsWith('_bytes') ? 5 : 200)

/** The first line of a backup, and the last: what is between them must be as many rows as it says. */
interface Head {
  format: 1
  migrations: string[]
}
interface Tail {
  rows: number
}

/**
 * The whole database as lines of JSON, the same from SQLite and from PostgreSQL, as it stands at one moment. `db` must
 * be what `atOneMoment` gives.
 */
export async function* linesOf(db: Knex): AsyncGenerator<string> {
  const head: Head = { format: 1, migrations: await migrationSource.getMigrations([]) }
  yield JSON.stringify(head)
  let rows = 0
  for (const table of await tablesInOrder(db)) {
    if (leftOut.includes(table.name)) continue
    for await (const row of rowsOf(db, table)) {
      rows++
      yield JSON.stringify([table.name, row], packed)
    }
  }
  yield JSON.stringify({ rows } satisfies Tail)
}

/**
 * Reads the database as it is now, whatever is written meanwhile: on PostgreSQL in one transaction, on SQLite from a
 * copy, which is made at `copy` and removed afterwards.
 */
export async function atOneMoment<T>(db: Knex, copy: string, read: (db: Knex) => Promise<T>): Promise<T> {
  if (isPostgres(db))
    return db.transaction((trx) => read(trx), { isolationLevel: 'repeatable read', readOnly: true })
  await db.raw('vacuum into ?', [copy])
  const still = openDatabase(copy)
  try {
    return await read(still)
  } finally {
    await still.destroy()
    for (const end of ['', '-wal', '-shm']) rmSync(copy + end, { force: true })
  }
}

/**
 * Writes a backup into a migrated, empty database, all or nothing, and answers how many rows. Throws when the backup is
 * cut off, of another schema, or the database is not empty.
 */
export function restoreLines(db: Knex, lines: AsyncIterable<string>): Promise<number> {
  return db.transaction(async (trx) => {
    for (const { name } of await tablesInOrder(trx))
      if (!leftOut.includes(name) && (await trx(name).first()))
        throw new Error(`the database is not empty: ${name}`)
    await trx('changes').insert({ scope: 'restoring', n: 1 })
    let rows = 0
    let tail: Tail | null = null
    let batch: { table: string; rows: object[] } = { table: '', rows: [] }
    const write = async () => {
      const { table, rows } = batch
      batch.rows = []
      // the error of a driver quotes what it could not write
      if (rows.length > 0)
        await trx.batchInsert(table, rows, rows.length).catch((error) => {
          throw new Error(`${table} could not be written: ${error.message.split(' - ').at(-1)}`)
        })
    }
    for await (const line of lines) {
      const said: Head | Tail | [string, object] = JSON.parse(line, unpacked)
      if (!Array.isArray(said)) {
        if ('format' in said) await checkHead(said)
        else tail = said
        continue
      }
      const [table, row] = said
      if (table !== batch.table || batch.rows.length >= 50) await write()
      batch = { table, rows: [...batch.rows, row] }
      rows++
    }
    await write()
    if (tail?.rows !== rows) throw new Error('the backup is cut off: nothing was restored')
    await goOnCounting(trx)
    return rows
  })
}

/** What the database notes by itself it notes again from here on; events go on behind the last that was brought back. */
async function goOnCounting(trx: Knex.Transaction): Promise<void> {
  if (isPostgres(trx)) await trx.raw('set constraints all immediate')
  await trx('changes').whereIn('scope', ['restoring', 'events']).delete()
  const row = await trx('events').max({ n: 'seq' }).first()
  if (row?.n) await trx('changes').insert({ scope: 'events', n: row.n })
}

async function checkHead({ format, migrations }: Head): Promise<void> {
  const here = await migrationSource.getMigrations([])
  if (format === 1 && String(here) === String(migrations)) return
  throw new Error(
    `the backup is of another release: its last migration is ${migrations.at(-1)}, here it is ${here.at(-1)}. Restore with that release, then upgrade.`,
  )
}

/** The rows of a table, page by page along its primary key. */
async function* rowsOf(db: Knex, { name, key }: Table): AsyncGenerator<object> {
  const order = key.map((column) => `"${column}"`).join(', ')
  const most = rowsAtOnce(name)
  const marks = key.map(() => '?').join(', ')
  for (let last: unknown[] | null = null; ; ) {
    const page = db(name).orderByRaw(order).limit(most)
    if (last) page.whereRaw(`(${order}) > (${marks})`, last as Knex.RawBinding[])
    const rows: Record<string, unknown>[] = await page
    yield* rows
    const end = rows.at(-1)
    if (!end || rows.length < most) return
    last = key.map((column) => end[camel(column)])
  }
}

const camel = (column: string) => column.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())

// bytes stand in JSON as base64 under a name no column has
const packed = (_: string, value: unknown) =>
  isBufferJson(value) ? { $bytes: Buffer.from(value.data).toString('base64') } : value
const unpacked = (_: string, value: unknown) =>
  value !== null && typeof value === 'object' && '$bytes' in value
    ? Buffer.from(String(value.$bytes), 'base64')
    : value

const isBufferJson = (value: unknown): value is { data: number[] } =>
  value !== null && typeof value === 'object' && (value as { type?: string }).type === 'Buffer'
