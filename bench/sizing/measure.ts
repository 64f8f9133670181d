import type { Knex } from 'knex'
import type { Stack } from '../../test/stack.js'
import { processorOf, processorOfPostgres } from '../processor.js'
import { type Step, steps } from './steps.js'

export const parts = ['portal', 'worker', 'temporal', 'database'] as const
export type Part = (typeof parts)[number]

/** What a step costs: milliseconds of processor of each part, and bytes that stay in the database, Temporal's store included. */
export type Cost = Record<Part, number> & { bytes: number }

/** What the parts have used so far, and when that was looked at. */
export type Used = Cost & { at: number }
export type Look = () => Promise<Used>

/** Looks at the parts of a stack whose database is the PostgreSQL of this address. */
export const lookAt =
  (stack: Stack, db: Knex, url: string): Look =>
  async () => {
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

/** Milliseconds of processor that each part takes in a second in which nobody asks for anything. */
export async function restOf(look: Look): Promise<Cost> {
  const seconds = 20
  await pause(5)
  const before = await look()
  await pause(seconds)
  const after = await look()
  const cost = { bytes: 0 } as Cost
  for (const part of parts) cost[part] = (after[part] - before[part]) / seconds
  return cost
}

/** Costs of one of so many steps that some work does, said at once: what the parts used meanwhile, less what they use when nobody asks. */
export async function costOf(
  step: Step,
  { look, idle }: { look: Look; idle: Cost },
  times: number,
  work: () => Promise<unknown>,
): Promise<Cost> {
  const before = await look()
  await work()
  // mails and what else goes on behind a step
  await pause(3)
  const after = await look()
  const seconds = (after.at - before.at) / 1000
  const cost = { bytes: Math.max(0, after.bytes - before.bytes) / times } as Cost
  for (const part of parts)
    cost[part] = Math.max(0, after[part] - before[part] - idle[part] * seconds) / times
  console.log(`${steps[step]}: ${parts.map((part) => `${part} ${Math.round(cost[part])}`).join(', ')} ms`)
  return cost
}

/** How often something is done: as often as is said here, times BENCH_TIMES. */
export const often = (times: number): number =>
  Math.max(5, Math.round(times * Number(process.env.BENCH_TIMES ?? 1)))

export const pause = (seconds: number) => new Promise((done) => setTimeout(done, seconds * 1000))
