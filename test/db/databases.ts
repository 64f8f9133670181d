import { randomBytes } from 'node:crypto'
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
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
  for (const name of Object.keys(places) as (keyof typeof places)[]) {
    describe(`on ${name}`, () => {
      let pool: Knex | undefined
      let place: Place | undefined
      const url = () => {
        if (!place) throw new Error('the database is there only while tests run')
        return place.url
      }
      before(async function () {
        place = await migratedPlace(name, this)
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

/** Where the tests find an empty database: a file in a temporary folder, or a new database of a PostgreSQL server. */
export const places = {
  SQLite: () => file(),
  PostgreSQL: (test) => database(test),
} satisfies Record<string, (test: Mocha.Context) => Promise<Place>>

/** A migrated, empty database of each kind. Only the first is migrated, all others are copies of it. */
export async function migratedPlace(on: keyof typeof places, test: Mocha.Context): Promise<Place> {
  models[on] ??= migrated(await places[on](test))
  const model = await models[on]
  return on === 'SQLite' ? file(model.url) : database(test, model.url)
}

const models: Partial<Record<keyof typeof places, Promise<Place>>> = {}

async function migrated(place: Place): Promise<Place> {
  await migrate(place.url)
  if (!place.url.startsWith('postgres'))
    process.once('exit', () => rmSync(dirname(place.url), { recursive: true }))
  return place
}

async function file(model?: string): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), 'portal-db-'))
  const url = join(folder, 'portal.db')
  if (model) copyFileSync(model, url)
  return { url, remove: async () => rmSync(folder, { recursive: true, force: true }) }
}

async function database(test: Mocha.Context, model?: string): Promise<Place> {
  const server = need(test, 'TEST_POSTGRES_URL')
  const name = `test_${randomBytes(6).toString('hex')}`
  await command(
    server,
    `create database ${name}${model ? ` template ${new URL(model).pathname.slice(1)}` : ''}`,
  )
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
