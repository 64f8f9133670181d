import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { readConfig } from '../config.js'
import { openDatabase } from '../db/knex.js'
import { createVault } from '../db/seal.js'
import { freePort, openStack } from '../test/stack.js'
import { hashPassword, sealSeed } from '../web/sign-in/proof.js'
import { manyEmployees, manyTasks } from './data.js'
import { type Load, load, median } from './load.js'
import { signIn } from './session.js'
import { table } from './table.js'

const seed = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'
const password = 'Muster-Portal-2026'
const rounds = 3

/** The pages people open most, each in turn with a bare route of the same database, so that both meet the same machine. */
export async function benchPages(): Promise<void> {
  const stack = await openStack()
  const db = openDatabase(stack.databaseUrl)
  const vault = createVault(readConfig(stack.env).dataKey)
  const passwordHash = await hashPassword(password)
  const user = { passwordHash, totpSeed: sealSeed(vault, 'bench-user', seed) }
  const ids = await manyEmployees(db, 10_000, user)
  await manyTasks(db, 100_000)
  const desk = {
    id: 'bench-desk',
    email: 'desk@bench.example',
    name: 'Dora Desk',
    language: 'de',
    role: 'caseworker',
  }
  await db('users').insert({ ...desk, passwordHash, totpSeed: sealSeed(vault, desk.id, seed) })
  await db.destroy()
  await stack.startPortal()
  const port = await freePort()
  const bareFile = fileURLToPath(new URL('./bare.ts', import.meta.url))
  const bare = spawn(process.execPath, ['--import', 'tsx', bareFile, stack.databaseUrl, String(port)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    await new Promise((done) => bare.stdout.once('data', done))
    const employer = await signIn(stack.url, 'bench@bench.example', password, seed)
    const office = await signIn(stack.url, 'desk@bench.example', password, seed)
    const base = `${stack.url}/e/${ids.employer}`
    const pages: [string, string, string][] = [
      ['a bare route', `http://127.0.0.1:${port}/`, ''],
      ['start page', base, employer],
      ['employees, 10 000', `${base}/employees`, employer],
      ['employees, search', `${base}/employees?q=zbinden`, employer],
      ['desk, 100 000 tasks', `${stack.url}/office`, office],
    ]
    const measured = new Map<string, Load[]>(pages.map(([name]) => [name, []]))
    for (let round = 0; round < rounds; round++)
      for (const [name, url, cookie] of pages) measured.get(name)?.push(await load(name, url, cookie))
    const middle = pages.map(([name]) => median(measured.get(name) ?? []))
    const reference = middle[0]?.perSecond ?? 1
    table(
      'Pages: one process, 10 connections, median of three rounds',
      middle.map((it) => ({
        page: it.name,
        'p50 ms': it.p50,
        'p97.5 ms': it.p95,
        'requests/s': it.perSecond,
        'to the bare route': (it.perSecond / reference).toFixed(2),
      })),
    )
  } finally {
    bare.kill()
    await stack.close()
  }
}
