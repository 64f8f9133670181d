import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startPostgres } from '../../scripts/setup/start-postgres.mjs'
import { freePort } from '../../test/stack.js'
import { spread } from '../spread.js'
import { table } from '../table.js'
import { type Engine, flowable, operaton } from './engines.js'

const engines = { operaton, flowable }
const listed = 50

/**
 * `npm run bench peers`: cases of one human step in the process engines that an office could take instead, each a small Spring Boot application
 * on a PostgreSQL of its own: submitted, seen on the list of the office, approved, its message seen. Maven builds them, Java 17 runs them.
 */
export async function benchPeers(): Promise<void> {
  const rows = []
  for (const [name, open] of Object.entries(engines)) {
    const folder = mkdtempSync(join(tmpdir(), 'bench-peer-'))
    const postgres = await startPostgres({ keepsWhatItSays: true, log: join(folder, 'postgres.log') })
    try {
      rows.push({ engine: name, ...(await measured(name, open, postgres.url, folder)) })
    } finally {
      await postgres.stop()
      rmSync(folder, { recursive: true })
    }
  }
  table('Cases of one human step in process engines on PostgreSQL', rows)
}

async function measured(name: string, open: (base: string) => Engine, postgres: string, folder: string) {
  const sources = fileURLToPath(new URL('.', import.meta.url))
  const maven = ['-q', '-B', '-P', name, `-Dtarget=${folder}`, '-DskipTests', 'package']
  execFileSync('mvn', maven, { cwd: sources, stdio: 'inherit' })
  const port = await freePort()
  const { host, pathname, username } = new URL(postgres)
  const java = spawn('java', ['-Xmx1g', '-jar', join(folder, `${name}.jar`)], {
    env: {
      ...process.env,
      SERVER_PORT: String(port),
      SPRING_DATASOURCE_URL: `jdbc:postgresql://${host}${pathname}`,
      SPRING_DATASOURCE_USERNAME: username,
      SPRING_DATASOURCE_HIKARI_MAXIMUMPOOLSIZE: '20',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const base = `http://127.0.0.1:${port}`
  const engine = open(base)
  try {
    await until('the engine', async () => (await fetch(engine.ready).catch(() => null))?.ok)
    await atOnce(20, 25, () => wholeCase(engine, base))
    const alone = spread(await atOnce(1, 100, () => wholeCase(engine, base)))
    const begun = performance.now()
    const cases = await atOnce(20, 50, () => wholeCase(engine, base))
    const seconds = (performance.now() - begun) / 1000
    for (let n = 0; n < 200; n++) await engine.submit(...report())
    const lists = spread(await atOnce(1, 50, () => timed(() => engine.list(listed))))
    return {
      'case alone, p50 ms': alone.p50,
      'p95 ms': alone.p95,
      'cases/s at 20': Math.round((cases.length / seconds) * 10) / 10,
      [`list of ${listed}, p50 ms`]: lists.p50,
      'p95 ms ': lists.p95,
    }
  } finally {
    java.kill()
    await new Promise((done) => java.once('exit', done))
  }
}

/** Milliseconds from the submission of a case until its message is there. */
const wholeCase = (engine: Engine, base: string) =>
  timed(async () => {
    const [reference, reported] = report()
    await engine.submit(reference, reported)
    const task = await until('its task', async () =>
      (await engine.list(listed)).find((it) => it.reference === reference),
    )
    await engine.approve(task.task)
    await until('its message', async () => {
      const messages = await fetch(`${base}/messages?reference=${reference}`)
      return ((await messages.json()) as unknown[]).length > 0
    })
  })

let count = 0
/** As much as a report of one child says. */
function report(): [string, Record<string, string>] {
  const reference = `FZ-${++count}`
  return [
    reference,
    {
      ...{ reference, name: `Muster${count} Anna`, ahvNumber: '756.1234.5678.97', employer: 'Holzwerk AG' },
      ...{ child: 'Muster Lea', childBirth: '2026-05-04', canton: 'BE', from: '2026-05-01' },
      ...{ amount: '230.00', otherParent: 'no', iban: 'CH93 0076 2011 6238 5295 7', remark: '' },
    },
  ]
}

async function atOnce(people: number, rounds: number, work: () => Promise<number>): Promise<number[]> {
  const times: number[] = []
  await Promise.all(
    Array.from({ length: people }, async () => {
      for (let round = 0; round < rounds; round++) times.push(await work())
    }),
  )
  return times
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await work()
  return performance.now() - begun
}

async function until<T>(what: string, look: () => Promise<T | undefined | false>): Promise<T> {
  const end = Date.now() + 120_000
  for (;;) {
    const found = await look()
    if (found) return found
    if (Date.now() > end) throw new Error(`${what} did not come within two minutes`)
    await new Promise((done) => setTimeout(done, 5))
  }
}
