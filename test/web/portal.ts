import { readFileSync } from 'node:fs'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import type { Knex } from 'knex'
import { readConfig } from '../../config.js'
import { openDatabase } from '../../db/knex.js'
import { createVault } from '../../db/seal.js'
import type { Instant } from '../../domain/dates.js'
import { createLog } from '../../log.js'
import { createApp } from '../../web/app.js'
import type { Deps } from '../../web/deps.js'
import { createListener } from '../../web/listener.js'
import { createViews } from '../../web/view/eta.js'
import { migratedPlace, places, testVault } from '../db/databases.js'
import { type Given, givenIn } from './given.js'
import { type Account, signIn, type Visitor, visitor } from './visitor.js'

/** A portal on a free port and an empty database, at nine o'clock in the morning of 23 November 2026. */
export interface Portal {
  url: string
  deps: Deps
  db: Knex
  clock: FakeClock
  /** Writes rows that a test starts from. */
  given: Given
  /** How often a handler has woken the courier. */
  wakes: number
  /** Somebody who has not signed in. */
  visitor(): Visitor
  /** Signs in for real, with password and a fresh code; the clock moves on by half a minute when a code was used before. */
  signIn(account: Account): Promise<Visitor>
}

export interface FakeClock {
  now(): Instant
  set(to: Instant): void
  forward(minutes: number): void
}

interface Options {
  on?: keyof typeof places
  /** More settings, such as `{ PORTAL_DEMO: '1' }`. */
  env?: NodeJS.ProcessEnv
}

/** Opens a portal before the tests of this suite and closes it after them. Its members are there while tests run. */
export function usePortal({ on = 'SQLite', env = {} }: Options = {}): Portal {
  const portal = {} as Portal
  const endings: (() => Promise<unknown>)[] = []
  before(async function () {
    const place = await migratedPlace(on, this)
    endings.unshift(() => place.remove())
    const db = openDatabase(place.url, testVault)
    endings.unshift(() => db.destroy())
    const clock = fakeClock()
    const deps = { ...depsFor(place.url, db, env), clock: clock.now }
    const server = await listen(deps)
    endings.unshift(() => closed(server))
    const { port } = server.address() as AddressInfo
    const { tls } = deps.config
    const url = `${tls ? 'https' : 'http'}://127.0.0.1:${port}`
    const authority = tls ? readFileSync(tls.cert, 'utf8') : undefined
    Object.assign(portal, { url, deps, db, clock, given: givenIn(deps), wakes: 0 })
    deps.courier.wake = () => void portal.wakes++
    portal.visitor = () => visitor(url, authority)
    portal.signIn = (account) => signIn(portal, account)
  })
  after(async () => {
    for (const end of endings) await end()
  })
  return portal
}

/** Runs the tests of a suite on SQLite and, where there is one, on PostgreSQL. */
export function onEachDatabase(tests: (portal: Portal) => void, env: NodeJS.ProcessEnv = {}): void {
  for (const on of Object.keys(places) as (keyof typeof places)[])
    describe(`on ${on}`, () => tests(usePortal({ on, env })))
}

function depsFor(url: string, db: Knex, env: NodeJS.ProcessEnv): Omit<Deps, 'clock'> {
  const secrets = {
    SESSION_SECRET: 'for tests only, 32 characters long',
    DATA_KEY: Buffer.alloc(32, 7).toString('base64'),
  }
  const config = readConfig({
    NODE_ENV: 'test',
    LOG_LEVEL: 'silent',
    DATA_DIR: tmpdir(),
    DATABASE_URL: url,
    ...secrets,
    ...env,
  })
  return {
    config,
    db,
    vault: createVault(config.dataKey),
    signer: null,
    courier: { wake: () => {}, isReached: async () => true },
    log: createLog(config, 'test'),
    views: createViews({ production: true }),
    measured: null,
    tracing: null,
  }
}

function fakeClock(): FakeClock {
  let now = Date.parse('2026-11-23T08:00:00.000Z')
  return {
    now: () => new Date(now).toISOString(),
    set: (to) => {
      now = Date.parse(to)
    },
    forward: (minutes) => {
      now += minutes * 60_000
    },
  }
}

async function listen(deps: Deps): Promise<Server> {
  const server = createListener(deps.config, createApp(deps))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return server
}

async function closed(server: Server): Promise<void> {
  server.closeAllConnections()
  await new Promise((done) => server.close(done))
}
