import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Knex } from 'knex'
import { migrate, openDatabase } from '../../db/knex.js'
import { createVault } from '../../db/seal.js'
import { need } from '../needs.js'

/** The vault of the databases that tests open. */
export const testVault = createVault(Buffer.alloc(32, 7))

interface Place {
  url: string
  remove(): Promise<void>
}

/**
 * Runs the tests once on SQLite and once on PostgreSQL, each time on a migrated, empty database of their own.
 * `open` gives its pool, always the same: in one process there must not be two on a SQLite file, or their waiting
 * writers could take all of Node's threads.
 */
export function forEachDatabase(tests: (open: () => Knex, url: () => string) => void): void {
  for (const [name, make] of Object.entries(places)) {
    describe(`on ${name}`, () => {
      let pool: Knex | undefined
      let place: Place | undefined
      const url = () => {
        if (!place) throw new Error('the database is there only while tests run')
        return place.url
      }
      before(async function () {
        place = await make(this)
        await migrate(place.url)
      })
      after(async () => {
        await pool?.destroy()
        await place?.remove()
      })
      tests(() => {
        pool ??= openDatabase(url(), testVault)
        return pool
      }, url)
    })
  }
}

/** Where the tests find a database: a file in a temporary folder, or a new database of a PostgreSQL server. */
export const places = { SQLite: sqlite, PostgreSQL: postgres } satisfies Record<
  string,
  (test: Mocha.Context) => Promise<Place>
>

async function sqlite(): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), 'portal-db-'))
  return { url: join(folder, 'portal.db'), remove: async () => rmSync(folder, { recursive: true }) }
}

async function postgres(test: Mocha.Context): Promise<Place> {
  const server = need(test, 'TEST_POSTGRES_URL')
  const name = `test_${randomBytes(6).toString('hex')}`
  await command(server, `create database ${name}`)
  const url = new URL(server)
  url.pathname = name
  return { url: url.href, remove: () => command(server, `drop database ${name} with (force)`) }
}

async function command(server: string, sql: string): Promise<void> {
  const admin = openDatabase(server)
  try {
    await admin.raw(sql)
  } finally {
    await admin.destroy()
  }
}
