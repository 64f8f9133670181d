import type { Knex } from 'knex'
import { readConfig } from '../../config.js'
import { openWithKeys } from '../../db/knex.js'
import { createVault } from '../../db/seal.js'
import { userId } from '../../demo/accounts.js'
import { paper } from '../../demo/papers.js'
import { startPostgres } from '../../scripts/setup/start-postgres.mjs'
import { draftCase } from '../../test/crash/cases.js'
import { type Person, signedIn } from '../../test/crash/person.js'
import { openStack, type Stack } from '../../test/stack.js'
import { openSender } from '../sender.js'
import { manyUsers, signInOver } from '../sign-in.js'
import { measureCalled } from './call-costs.js'
import { type Cost, costOf, type Look, lookAt, often, restOf } from './measure.js'
import type { Costs, Step } from './steps.js'
import { decided, fileOf, lookAround, pagesPerLook, wages } from './visits.js'

/** What is measured against. */
export interface Bench {
  stack: Stack
  db: Knex
  look: Look
  idle: Cost
  hr: Person
  desk: Person
  /** So many reports from sending to their end: what follows then meets processes that have practised. */
  practise(times: number): Promise<void>
}

/**
 * Measures each step at a portal and a worker as they are built, on PostgreSQL, with a Temporal cluster on the same PostgreSQL where its
 * programs are at hand (`TEMPORAL_CLUSTER`), otherwise with the development server. Needs `npm run build` before. BENCH_TIMES says how many times
 * as often each step is done (1).
 */
export async function measureCosts(): Promise<Costs> {
  const postgres = await startPostgres({ keepsWhatItSays: true, log: '/dev/null' })
  const cluster = process.env.TEMPORAL_CLUSTER
  const settings = { DATABASE_URL: postgres.url, TRUST_PROXY: 'loopback' }
  const stack = await openStack(settings, { built: true, ...(cluster && { cluster }) })
  const db = openWithKeys(readConfig(stack.env))
  const { send, close } = openSender(stack.url, 1)
  try {
    await stack.script('seed')
    await manyUsers(stack)
    await stack.startTemporal()
    await stack.startPortal()
    await stack.startWorker()
    const look = lookAt(stack, db, postgres.url)
    const hr = await signedIn(stack.url, 'hr@muster-bau.example')
    const desk = await signedIn(stack.url, 'desk@kasse.example')
    const certificate = await paper('Geburtsurkunde', ['Muster'], new Date().toISOString())
    const report = async () =>
      decided(db, hr, desk, await draftCase(db, userId('hr@muster-bau.example'), certificate))
    const practise = async (times: number) => {
      for (let n = 0; n < times; n++) await report()
    }
    // begun as a whole day goes on: a process that has just started is busy with itself
    await practise(5)
    const idle = await restOf(look)
    const each = async (step: Step, most: number, work: (n: number) => Promise<unknown>, of = 1) => {
      const [warming, times] = [often(10), often(most)]
      for (let n = 0; n < warming; n++) await work(n)
      return costOf(step, { look, idle }, times * of, async () => {
        for (let n = 0; n < times; n++) await work(n + warming)
      })
    }
    return {
      page: await each('page', 20, () => lookAround(db, hr), pagesPerLook),
      signIn: await each('signIn', 60, signInOver(send)),
      report: await each('report', 100, report),
      wages: await each('wages', 60, async (n) => decided(db, hr, desk, await wages(db, { year: String(2021 + (n % 5)), way: 'none', role: 'replacement' }))), // biome-ignore format: one line
      file: await each('file', 40, async () => fileOf(hr, await wages(db, { year: '2025', way: 'elm', role: 'replacement' }))), // biome-ignore format: one line
      ...(await measureCalled({ stack, db, look, idle, hr, desk, practise }, createVault(readConfig(stack.env).dataKey))), // biome-ignore format: one line
    }
  } finally {
    close()
    await db.destroy()
    await stack.close()
    await postgres.stop()
  }
}
