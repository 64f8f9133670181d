import { statSync } from 'node:fs'
import type { Knex } from 'knex'
import { readConfig } from '../config.js'
import { openWithKeys } from '../db/knex.js'
import { megabytesOf } from '../test/memory.js'
import { openStack, type Stack } from '../test/stack.js'
import { parts, type Run, run, signedIn } from './case-load.js'
import { fillLarge } from './large-data.js'
import { spread } from './spread.js'
import { table } from './table.js'

const together = 20
const first = 100
const thousand = 1_000
const before = { employers: 2_000, employees: 10_000, tasks: 100_000 }

/**
 * What a case costs when few and when many have gone before it: a hundred whole cases in a new office, then until there are a thousand, then as many as the first
 * beside a hundred thousand of ten years that the database itself has written. Twenty people of each side at once; SQLite and Temporal's development server.
 */
export async function benchCaseGrowth(): Promise<void> {
  const stack = await openStack({ NODE_OPTIONS: '--import ./bench/statements.mjs' })
  const config = readConfig(stack.env)
  await stack.script('seed')
  const db = openWithKeys(config)
  const rows: Record<string, string | number>[] = []
  try {
    await stack.startTemporal()
    await start(stack)
    const pairs = await signedIn(stack, db, config, together)
    const send = (cases: number) => run(stack, db, pairs, together, cases / together)
    await send(first) // until the programs are warm
    rows.push(rowOf('a new office', stack, await send(first), stored(stack)))
    const [disk, many] = [stored(stack), await send(thousand - 2 * first)]
    await db.raw('pragma wal_checkpoint(truncate)')
    rows.push(rowOf('until 1 000', stack, many, disk))
    await Promise.all([stack.stop('portal', 'SIGTERM'), stack.stop('worker', 'SIGTERM')])
    await beside(db)
    await start(stack)
    await send(first)
    rows.push(rowOf('beside 100 000', stack, await send(first), stored(stack)))
    table('Whole cases, twenty at once, when few and when many have gone before', rows)
  } finally {
    await db.destroy()
    await stack.close()
  }
}

const start = (stack: Stack) => Promise.all([stack.startPortal(), stack.startWorker()])

/** What the database writes of ten years; it puts the rules aside meanwhile, which this connection then forgets. */
async function beside(db: Knex): Promise<void> {
  await fillLarge(db, before)
  await db.raw('pragma synchronous=full')
  await db.raw('pragma foreign_keys=on')
}

function rowOf(when: string, stack: Stack, { moments, seconds, used }: Run, disk: Bytes) {
  const { p50, p95 } = spread(moments.map((it) => it.shown - it.begun))
  const now = stored(stack)
  const grown = (of: keyof Bytes) => Math.round((now[of] - disk[of]) / 1000 / moments.length)
  const processor = parts.reduce((sum, part) => sum + (used[part]?.processor ?? 0), 0) / moments.length
  return {
    when,
    'cases/s': Math.round((moments.length / seconds) * 10) / 10,
    'p50 / p95, ms': `${p50} / ${p95}`,
    'processor, ms a case': Math.round(processor),
    'kB a case, portal': grown('portal') || '',
    Temporal: grown('temporal') || '',
    ...Object.fromEntries(parts.map((part) => [`${part}, MB`, megabytesOf(stack.pid(part))])),
  }
}

type Bytes = ReturnType<typeof stored>

/** Bytes on the disk. */
const stored = (stack: Stack) => ({
  portal: statSync(stack.databaseUrl).size,
  temporal: statSync(stack.temporalStore).size,
})
