import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { readConfig } from '../config.js'
import { openWithKeys } from '../db/knex.js'
import { createVault } from '../db/seal.js'
import { freePort, openStack, type Stack } from '../test/stack.js'
import { hashPassword, sealSeed } from '../web/sign-in/proof.js'
import { manyEmployees, manyTasks, somethingToDo } from './data.js'
import { type Asked, type Load, load, median } from './load.js'
import { signIn } from './session.js'
import { table } from './table.js'
import { twoPortals } from './two-portals.js'

const seed = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'
const password = 'Muster-Portal-2026'
const rounds = 3

/**
 * The pages people open most, each in turn with a bare route of the same database, so that both meet the same machine: first
 * from a portal that keeps no page and writes each anew, then from two of them, then from one that keeps them, while nothing changes. Where others
 * work on the same machine, trust the CPU time more than the requests a second. The bare route knows no session and asks once.
 */
export async function benchPages(): Promise<void> {
  const stack = await openStack()
  const employer = await fill(stack)
  const port = await freePort()
  const bareFile = fileURLToPath(new URL('./bare.ts', import.meta.url))
  const bare = spawn(process.execPath, ['--import', 'tsx', bareFile, stack.databaseUrl, String(port)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const restart = async (keptPages: string) => {
    await stack.stop('portal', 'SIGTERM')
    Object.assign(stack.env, { KEPT_PAGES_MB: keptPages })
    await stack.startPortal()
  }
  try {
    await new Promise((done) => bare.stdout.once('data', done))
    await restart('0')
    const hr = await signIn(stack.url, 'bench@bench.example', password, seed)
    const office = await signIn(stack.url, 'desk@bench.example', password, seed)
    const base = `${stack.url}/e/${employer}`
    const pages = (): Asked[] => [
      { name: 'a bare route', url: `http://127.0.0.1:${port}/`, cookie: '', pid: bare.pid ?? 0 },
      ...[
        { name: 'start page of a first visit', url: base, cookie: hr },
        { name: 'employees, 10 000', url: `${base}/employees`, cookie: hr },
        { name: 'desk, 100 000 tasks', url: `${stack.url}/office`, cookie: office },
      ].map((page) => ({ ...page, pid: stack.pid('portal') ?? 0 })),
    ]
    show('written anew each time', await measure(pages()))
    await twoPortals(stack, pages().slice(1))
    await restart('32')
    show('kept, while nothing changes', await measure(pages()))
  } finally {
    bare.kill()
    await stack.close()
  }
}

/** An employer with 10 000 employees, an office with 100 000 tasks, and somebody to sign in at either; answers the employer. */
async function fill(stack: Stack): Promise<string> {
  const db = openWithKeys(readConfig(stack.env))
  const vault = createVault(readConfig(stack.env).dataKey)
  const passwordHash = await hashPassword(password)
  const user = { passwordHash, totpSeed: sealSeed(vault, 'bench-user', seed) }
  const { employer, employees } = await manyEmployees(db, 10_000, user)
  await somethingToDo(db, employer, employees)
  await manyTasks(db, 100_000)
  const desk = { id: 'bench-desk', email: 'desk@bench.example', name: 'Dora Desk', language: 'de' }
  const proof = { role: 'caseworker', passwordHash, totpSeed: sealSeed(vault, desk.id, seed) }
  await db('users').insert({ ...desk, ...proof })
  await db.destroy()
  return employer
}

/** The middle of several rounds, after one in which each process warms up. */
async function measure(pages: Asked[]): Promise<Load[]> {
  const measured = new Map<string, Load[]>(pages.map(({ name }) => [name, []]))
  for (const page of pages) await load(page, 6)
  for (let round = 0; round < rounds; round++)
    for (const page of pages) measured.get(page.name)?.push(await load(page))
  return pages.map(({ name }) => median(measured.get(name) ?? []))
}

function show(when: string, loads: Load[]): void {
  const [bare] = loads
  const ratio = (whole: number, part: number) => (whole / part).toFixed(2)
  table(
    `Pages ${when}: one process, 10 connections, median of three rounds`,
    loads.map((it) => ({
      page: it.name,
      'p50 ms': it.p50,
      'p97.5 ms': it.p95,
      'requests/s': it.perSecond,
      'to the bare route': bare ? ratio(it.perSecond, bare.perSecond) : '',
      'CPU ms a request': Number.isNaN(it.cpu) ? '' : it.cpu.toFixed(2),
      'CPU, to the bare route': bare?.cpu && it.cpu ? ratio(bare.cpu, it.cpu) : '',
    })),
  )
}
