import { type ChildProcess, spawn } from 'node:child_process'
import { isPostgres, openDatabase } from '../../db/knex.js'
import type { Portal } from '../web/portal.js'

const holdSqlite = `
import sqlite3 from 'sqlite3'
globalThis.db = new sqlite3.Database(process.argv[1]) // what nobody names is collected, and lets go
db.exec('BEGIN EXCLUSIVE', (error) => console.log(error ?? 'held'))
process.stdin.resume()
`

/** Lets another process hold the database so that nobody can write into it, until what it answers is called. */
export async function heldDatabase({ db, deps }: Portal): Promise<() => Promise<void>> {
  const url = deps.config.databaseUrl
  if (isPostgres(db)) {
    const other = openDatabase(url)
    const held = await other.transaction()
    await held.raw('lock table mutations, audit in exclusive mode')
    return async () => {
      await held.rollback()
      await other.destroy()
    }
  }
  const other = spawn(process.execPath, ['--input-type=module', '-e', holdSqlite, url], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  await new Promise<void>((done, failed) =>
    other.stdout.once('data', (said) => (String(said).startsWith('held') ? done() : failed(new Error(said)))),
  )
  return () => killed(other)
}

async function killed(child: ChildProcess): Promise<void> {
  const ended = new Promise((done) => child.once('exit', done))
  child.kill('SIGKILL')
  await ended
}

/**
 * Lets the disk be full for whoever writes a document: SQLite may grow by no page more, PostgreSQL answers as when its own disk is full. Until what it
 * answers is called.
 */
export async function fullDisk({ db }: Portal): Promise<() => Promise<void>> {
  if (isPostgres(db)) {
    await db.raw(`create function no_room() returns trigger language plpgsql as
      $$ begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$`)
    await db.raw('create trigger no_room before insert on documents execute function no_room()')
    return async () => void (await db.raw('drop trigger no_room on documents; drop function no_room()'))
  }
  const [{ pageCount }] = await db.raw('pragma page_count')
  await onEveryConnection(db, `pragma max_page_count = ${pageCount}`)
  return () => onEveryConnection(db, 'pragma max_page_count = 1073741823')
}

async function onEveryConnection(db: Portal['db'], sql: string): Promise<void> {
  const connections = await Promise.all([1, 2, 3].map(() => db.client.acquireConnection()))
  for (const connection of connections)
    await new Promise<void>((done, failed) =>
      connection.exec(sql, (error: Error | null) => (error ? failed(error) : done())),
    )
  for (const connection of connections) await db.client.releaseConnection(connection)
}
