import { randomUUID } from 'node:crypto'
import type { Knex } from 'knex'
import { readConfig } from '../config.js'
import { openCampaign } from '../db/certificates/campaigns.js'
import { isPostgres, openWithKeys } from '../db/knex.js'
import { createVault } from '../db/seal.js'
import { addDays, addYears, lastOfMonth, swissDate } from '../domain/dates.js'
import { megabytesOf } from '../test/memory.js'
import { openStack, type Stack } from '../test/stack.js'
import { hashPassword, sealSeed } from '../web/sign-in/proof.js'
import { insertAll, manyEmployees, manyTasks } from './data.js'
import { processorOf } from './processor.js'
import { signIn } from './session.js'
import { spread } from './spread.js'
import { table } from './table.js'
import { idleUntil, watch } from './watch.js'

const seed = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'
const password = 'Muster-Portal-2026'
const idleSeconds = 30
const tasksBeside = Number(process.env.BENCH_TASKS ?? 100_000)

/**
 * A campaign over many children who are due, while a caseworker looks at the list of tasks five times a second. BENCH_CHILDREN says how
 * many (20 000), BENCH_TASKS how many tasks the office has beside (100 000), BENCH_POSTGRES_URL names an empty
 * PostgreSQL database to do it there instead, CAMPAIGN_PER_SECOND how fast.
 */
export async function benchCampaign(): Promise<void> {
  const count = Number(process.env.BENCH_CHILDREN ?? 20_000)
  const perSecond = process.env.CAMPAIGN_PER_SECOND ?? '10'
  const postgres = process.env.BENCH_POSTGRES_URL
  const settings = { CAMPAIGN_PER_SECOND: perSecond, ...(postgres && { DATABASE_URL: postgres }) }
  const row = { database: postgres ? 'PostgreSQL' : 'SQLite', ...(await campaignOver(count, settings)) }
  table(`A campaign over ${count} children, at most ${perSecond} a second`, [row])
}

async function campaignOver(count: number, settings: Record<string, string>) {
  const stack = await openStack(settings)
  const db = openWithKeys(readConfig(stack.env))
  try {
    await manyDue(db, stack, count)
    await stack.startTemporal()
    await stack.startPortal()
    await stack.startWorker()
    const cookie = await signIn(stack.url, 'desk@bench.example', password, seed)
    const page = `${stack.url}/office`
    const before = await watch(page, cookie, idleUntil(idleSeconds))
    const id = randomUUID()
    const campaign = {
      id,
      kind: 'training-certificate' as const,
      leadDays: 30,
      employers: null,
      found: count,
    }
    const memory: number[] = []
    const cpuBefore = cpuOfBoth(stack)
    const begun = performance.now()
    await openCampaign(db, campaign, { actor: 'bench-desk', at: new Date().toISOString() })
    const asked = async () =>
      Number((await db('tasks').where({ step: 'certificate' }).count({ all: '*' }).first())?.all)
    let opening = 0
    let looks = 0
    // the desk is watched until the last employer has been asked, not only until the last report is there
    const during = await watch(page, cookie, async () => {
      if (looks++ % 25 > 0) return false // what is looked at here would itself be in the way
      memory.push(megabytesOf(stack.pid('worker')))
      const isDone = opening > 0 || (await db('campaigns').where({ id, status: 'done' }).first('id'))
      if (isDone && opening === 0) opening = (performance.now() - begun) / 1000
      return opening > 0 && (await asked()) >= count
    })
    const whole = (performance.now() - begun) / 1000
    const cpu = cpuOfBoth(stack) - cpuBefore
    // before and after, because others may be at work on the same machine
    const idle = spread([...before, ...(await watch(page, cookie, idleUntil(idleSeconds)))])
    const busy = spread(during)
    const reports = await db('mutations')
      .where({ campaignId: id })
      .countDistinct({ all: 'subjectKey' })
      .first()
    return {
      reports: Number(reports?.all),
      'opened/s': round(count / opening),
      'asked after, s': round(whole - opening),
      'CPU ms a report': Math.round(cpu / count),
      'desk idle p50, ms': idle.p50,
      'during p50': busy.p50,
      'idle p95': idle.p95,
      'during p95': busy.p95,
      'times, p95': round(busy.p95 / idle.p95),
      // by thirds, since the heap breathes
      'worker MB, first third': Math.max(...memory.slice(0, Math.ceil(memory.length / 3))),
      'last third': Math.max(...memory.slice(-Math.ceil(memory.length / 3))),
    }
  } finally {
    await db.destroy()
    await stack.close()
  }
}

/** Children of 500 employers whose proof ends this month, beside an office with many tasks. */
async function manyDue(db: Knex, stack: Stack, count: number): Promise<void> {
  const vault = createVault(readConfig(stack.env).dataKey)
  const passwordHash = await hashPassword(password)
  await manyEmployees(db, 1, { passwordHash, totpSeed: sealSeed(vault, 'bench-user', seed) })
  await manyTasks(db, tasksBeside)
  const desk = {
    id: 'bench-desk',
    email: 'desk@bench.example',
    name: 'Dora Desk',
    language: 'de',
    role: 'caseworker',
  }
  await db('users').insert({ ...desk, passwordHash, totpSeed: sealSeed(vault, desk.id, seed) })
  const today = swissDate(new Date())
  const until = lastOfMonth(today)
  const work = { canton: 'SG', workload: 100, monthlyWage: 600_000, startsOn: '2018-01-01' }
  const employments = Array.from({ length: 500 }, (_, n) => ({
    id: `w${n}`,
    employerId: `f${n}`,
    employeeId: `q${n}`,
    ...work,
  }))
  const children = Array.from({ length: count }, (_, n) => ({
    ...{
      id: `c${n}`,
      employerId: `f${n % 500}`,
      employeeId: `q${n % 500}`,
      birthDate: addYears(addDays(today, -(n % 300)), -17),
    },
    ...{ firstName: 'Mia', lastName: `Kind ${n}`, sex: 'female', relation: 'own', residenceCountry: 'CH' },
  }))
  const entitlements = children.map(({ id, employerId, employeeId }) => ({
    ...{ id: `a-${id}`, employerId, employeeId, childId: id, kind: 'education', canton: 'SG', rate: 29_800 },
    ...{ startsOn: addDays(addYears(until, -1), 1), endsOn: until, provenUntil: until },
  }))
  await insertAll(db, 'employments', employments)
  await insertAll(db, 'children', children)
  await insertAll(db, 'entitlements', entitlements)
  // now, and not by itself in the middle of what is measured
  await db.raw(isPostgres(db) ? 'vacuum analyze' : 'analyze')
}

/** Milliseconds of CPU time that the worker and Temporal have used so far. */
const cpuOfBoth = (stack: Stack): number =>
  (['worker', 'temporal'] as const).reduce((sum, part) => sum + processorOf(stack.pid(part)), 0)

const round = (value: number) => Math.round(value * 10) / 10
