import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { DefaultLogger, Runtime } from '@temporalio/worker'
import { readConfig } from '../../config.js'
import { openWithKeys } from '../../db/knex.js'
import { startPostgres } from '../../scripts/setup/start-postgres.mjs'
import { megabytesOf } from '../memory.js'
import { openStack } from '../stack.js'
import { chanceFrom } from './chance.js'
import { verdicts } from './check.js'
import { faultsUntil } from './faults.js'
import { heal } from './heal.js'
import { arrive, type Diary, decidesUntil, newDiary, reportsUntil } from './people.js'

// npm run drill: twenty people report and decide for ten minutes while processes die, hang and lose their database; then all that must hold is checked.
// --minutes 10 --seed 7 --people 20; on SQLite, with --database postgres on a PostgreSQL of its own that dies too, or on the empty database of DATABASE_URL. Ends with 1 when something does not hold.

const { values } = parseArgs({
  options: {
    minutes: { type: 'string' },
    seed: { type: 'string' },
    people: { type: 'string' },
    database: { type: 'string' },
  },
})
const parts = ['temporal', 'portal', 'portal-2', 'worker', 'worker-2'] as const
const memory = () => parts.map((part) => megabytesOf(stack.pid(part)))
const minutes = Number(values.minutes ?? 10)
const seed = Number(values.seed ?? Date.now() % 100_000)
const people = Number(values.people ?? 20)

Runtime.install({ logger: new DefaultLogger('ERROR') })
const postgres =
  values.database === 'postgres'
    ? await startPostgres({ log: join(tmpdir(), `drill-postgres-${process.pid}.log`), keepsWhatItSays: true })
    : null
const databaseUrl = postgres?.url ?? process.env.DATABASE_URL
const stack = await openStack(databaseUrl ? { DATABASE_URL: databaseUrl } : {}, { built: true })
try {
  process.exitCode = (await drill()) ? 0 : 1
} finally {
  await stack.close()
  await postgres?.stop()
}
process.exit()

async function drill(): Promise<boolean> {
  const db = openWithKeys(readConfig(stack.env))
  console.log(
    `Seed ${seed}: ${people} people, ${minutes} minutes, on ${databaseUrl ? 'PostgreSQL' : 'SQLite'}.`,
  )
  await stack.script('seed')
  for (const part of parts) await stack.start(part)
  const staff = await arrive(stack, db, chanceFrom(seed))
  const atFirst = memory()
  const diary = newDiary()
  const end = Date.now() + minutes * 60_000
  const desks = Math.ceil(people / 4)
  const work = Array.from({ length: people }, (_, nth) => {
    const chance = chanceFrom(seed + nth + 1)
    return nth < desks
      ? decidesUntil(end, db, staff, diary, chance)
      : reportsUntil(end, db, staff, diary, chance)
  })
  let afterAMinute: number[] = []
  setTimeout(() => {
    afterAMinute = memory()
  }, 60_000)
  const faults = await faultsUntil(end, stack, chanceFrom(seed * 7), postgres !== null)
  await Promise.all(work)
  const healed = await heal(db, staff, diary)
  const atTheEnd = memory()
  const found = await verdicts(db, stack, diary)
  await db.destroy()
  tell(faults, diary, healed)
  const held = parts.map((part, n) => [part, atFirst[n], afterAMinute[n], atTheEnd[n]].join(' '))
  console.log(
    `Memory in MB, when everybody had signed in, a minute later, and when all was whole again: ${held.join(', ')}`,
  )
  for (const { what, wrong } of found)
    console.log(
      `${wrong.length === 0 ? '✓' : '✗'} ${what}${wrong.length ? `\n    ${wrong.slice(0, 10).join('\n    ')}` : ''}`,
    )
  return found.every(({ wrong }) => wrong.length === 0) && healed !== null && isWorthIt(faults, diary)
}

/** A run in which nearly everything failed would prove nothing. */
function isWorthIt(faults: Record<string, number>, { tries }: Diary): boolean {
  const all = Object.values(faults).reduce((sum, it) => sum + it, 0)
  const ok = Object.values(tries).reduce((sum, it) => sum + it.ok, 0)
  const unknown = Object.values(tries).reduce((sum, it) => sum + it.unknown, 0)
  const worth =
    all >= minutes * 10 &&
    ok / (ok + unknown) >= 0.5 &&
    Object.values(tries).every((it) => it.ok >= 2 * minutes)
  if (!worth) console.log('✗ too little happened, or too little went well, for this run to prove anything')
  return worth
}

function tell(faults: Record<string, number>, diary: Diary, healed: number | null): void {
  const list = (counts: Record<string, number>) =>
    Object.entries(counts).map(([name, count]) => `${name} ${count}`)
  console.log(`Faults: ${list(faults).sort().join(', ')}`)
  for (const [what, { ok, unknown }] of Object.entries(diary.tries))
    console.log(`${what}: ${ok} answered, ${unknown} not`)
  console.log(
    `${diary.acknowledged.size} reports acknowledged, ${diary.decided.size} decided; ${healed === null ? 'not whole after thirteen minutes' : `whole again after ${healed} s`}`,
  )
}
