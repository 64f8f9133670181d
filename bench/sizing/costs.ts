import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Knex } from 'knex'
import { readConfig } from '../../config.js'
import { openWithKeys } from '../../db/knex.js'
import { beginDraft, type Draft } from '../../db/mutations.js'
import { userId } from '../../demo/accounts.js'
import { paper } from '../../demo/papers.js'
import { referenceFor } from '../../domain/references.js'
import { startPostgres } from '../../scripts/setup/start-postgres.mjs'
import { approveReview, checkPage, draftCase, statusPage } from '../../test/crash/cases.js'
import { type Person, signedIn } from '../../test/crash/person.js'
import { eventually } from '../../test/eventually.js'
import { openStack, type Stack } from '../../test/stack.js'
import { by } from '../../test/workflows/case.js'
import { processorOf, processorOfPostgres } from '../processor.js'
import { openSender } from '../sender.js'
import { manyUsers, signInOver } from '../sign-in.js'

export const parts = ['portal', 'worker', 'temporal', 'database'] as const
export type Part = (typeof parts)[number]
export const steps = ['page', 'signIn', 'report', 'wages', 'file'] as const
export type Step = (typeof steps)[number]

/** What a step costs: milliseconds of processor of each part, and bytes that stay in the database, Temporal's store included. */
export type Cost = Record<Part, number> & { bytes: number }

const employerId = 'muster-bau'
const hrId = userId('hr@muster-bau.example')
const file = readFileSync(new URL('../../test/elm/elm5-5persons.xml', import.meta.url))

/**
 * Measures each step at a portal and a worker as they are built, on PostgreSQL, with a Temporal cluster on the same PostgreSQL where its
 * programs are at hand (`TEMPORAL_CLUSTER`), otherwise with the development server. Needs `npm run build` before.
 */
export async function measureCosts(): Promise<Record<Step, Cost>> {
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
    const hr = await signedIn(stack.url, 'hr@muster-bau.example')
    const desk = await signedIn(stack.url, 'desk@kasse.example')
    const signIn = signInOver(send)
    const certificate = await paper('Geburtsurkunde', ['Muster'], new Date().toISOString())
    const work: Record<Step, [number, (n: number) => Promise<unknown>]> = {
      page: [20, () => lookAround(db, hr)],
      signIn: [60, signIn],
      report: [100, async () => decided(db, hr, desk, await draftCase(db, hrId, certificate))],
      wages: [60, async (n) => decided(db, hr, desk, await wages(db, { year: String(2021 + (n % 5)), way: 'none', role: 'replacement' }))], // biome-ignore format: one line
      file: [40, async () => fileOf(hr, await wages(db, { year: '2025', way: 'elm', role: 'replacement' }))],
    }
    const costs = {} as Record<Step, Cost>
    const look = () => used(stack, db, postgres.url)
    const idle = await restOf(look)
    for (const step of steps) costs[step] = await cost(look, idle, ...work[step])
    for (const of of [...parts, 'bytes'] as const) costs.page[of] /= pagesPerLook
    return costs
  } finally {
    close()
    await db.destroy()
    await stack.close()
    await postgres.stop()
  }
}

/** Costs of one time: what the parts used meanwhile, less what they use when nobody asks. */
async function cost(
  look: () => Promise<Used>,
  idle: Cost,
  times: number,
  work: (n: number) => Promise<unknown>,
): Promise<Cost> {
  for (let n = 0; n < warming; n++) await work(n)
  const before = await look()
  for (let n = 0; n < times; n++) await work(n + warming)
  // mails and what else goes on behind a step
  await pause(3)
  const after = await look()
  const seconds = (after.at - before.at) / 1000
  const cost = { bytes: Math.max(0, after.bytes - before.bytes) / times } as Cost
  for (const part of parts)
    cost[part] = Math.max(0, after[part] - before[part] - idle[part] * seconds) / times
  return cost
}

/** Milliseconds of processor that each part takes in a second in which nobody asks for anything. */
async function restOf(look: () => Promise<Used>): Promise<Cost> {
  await pause(5)
  const before = await look()
  await pause(10)
  const after = await look()
  const cost = { bytes: 0 } as Cost
  for (const part of parts) cost[part] = (after[part] - before[part]) / 10
  return cost
}

type Used = Cost & { at: number }

async function used(stack: Stack, db: Knex, url: string): Promise<Used> {
  const { rows } = await db.raw('select sum(pg_database_size(datname)) as bytes from pg_database')
  return {
    portal: processorOf(stack.pid('portal')),
    worker: processorOf(stack.pid('worker')),
    temporal: processorOf(stack.pid('temporal')),
    database: processorOfPostgres(Number(new URL(url).port)),
    bytes: Number(rows[0].bytes),
    at: performance.now(),
  }
}

const pagesPerLook = 10
const warming = 10

/** Pages of an employer that must all be written anew, because something was changed. */
async function lookAround(db: Knex, hr: Person): Promise<void> {
  await draftCase(db, hrId)
  const base = `/e/${employerId}`
  const people: string[] = await db('employees').where({ employerId }).orderBy('id').limit(4).pluck('id')
  const pages = ['', '/employees', '/tasks', '/messages', '/mutations', '/search?q=keller']
  for (const path of [...pages, ...people.map((id) => `/employees/${id}`)]) {
    const answer = await hr.look(base + path)
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`)
    await answer.arrayBuffer()
  }
}

function wages(db: Knex, way: Draft[string]): Promise<string> {
  const kind = 'salary-declaration' as const
  const reference = referenceFor(kind, randomBytes(8))
  return beginDraft(db, { kind, reference, employerId, employeeId: null, draft: { way } }, by(hrId))
}

/** Sent by the employer, looked at and approved by the office, closed with its letter. */
async function decided(db: Knex, hr: Person, desk: Person, id: string): Promise<void> {
  const sent = await hr.press(checkPage(id), 'main form', { confirm: 'yes' })
  if (sent?.status !== 303) throw new Error(`sending ended with ${sent?.status}`)
  await approveReview(db, desk, id)
  await eventually(`the end of ${id}`, () => db('mutations').where({ id, status: 'closed' }).first('id'))
}

/** A file of five persons comes in and is read. */
async function fileOf(hr: Person, id: string): Promise<void> {
  const page = `${statusPage(id)}/wages`
  const token = (await hr.open(page))('main input[name=_csrf]').first().attr('value') ?? ''
  const form = new FormData()
  form.set('_csrf', token)
  form.set('file', new Blob([file]), 'wages.xml')
  const answer = await hr.give(`${page}/file`, form)
  if (answer.status !== 303) throw new Error(`the file ended with ${answer.status}`)
}

const pause = (seconds: number) => new Promise((done) => setTimeout(done, seconds * 1000))
