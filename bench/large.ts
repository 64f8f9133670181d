import { readConfig } from '../config.js'
import { openWithKeys } from '../db/knex.js'
import { createVault } from '../db/seal.js'
import { openStack, type Stack } from '../test/stack.js'
import { hashPassword, sealSeed } from '../web/sign-in/proof.js'
import { bigEmployer, fillLarge, type Size } from './large-data.js'
import { signIn } from './session.js'
import { spread } from './spread.js'
import { table } from './table.js'

const seed = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'
const password = 'Muster-Portal-2026'
const rounds = Number(process.env.BENCH_ROUNDS ?? 40)

/**
 * Every main page of a large office, written anew at each request: 100 000 people and a million tasks on SQLite, ten times as many in the
 * PostgreSQL database that BENCH_POSTGRES_URL names, whose user must be allowed to put triggers aside; it is filled if it is empty.
 * BENCH_EMPLOYERS, BENCH_EMPLOYEES and BENCH_TASKS choose another size.
 */
export async function benchLarge(): Promise<void> {
  const postgres = process.env.BENCH_POSTGRES_URL
  const times = postgres ? 10 : 1
  const size = {
    employers: Number(process.env.BENCH_EMPLOYERS ?? 20_000),
    employees: Number(process.env.BENCH_EMPLOYEES ?? 100_000 * times),
    tasks: Number(process.env.BENCH_TASKS ?? 1_000_000 * times),
  }
  const stack = await openStack({ KEPT_PAGES_MB: '0', ...(postgres && { DATABASE_URL: postgres }) })
  try {
    await fill(stack, size)
    await stack.startPortal()
    const of = `${size.employees} people, ${size.tasks} tasks, ${postgres ? 'PostgreSQL' : 'SQLite'}`
    table(`Pages of a large office: ${of}`, await measure(stack))
  } finally {
    await stack.close()
  }
}

async function fill(stack: Stack, size: Size): Promise<void> {
  const db = openWithKeys(readConfig(stack.env))
  const began = Date.now()
  if (!(await db('employers').where({ id: bigEmployer }).first('id'))) {
    await fillLarge(db, size)
    console.log(`filled in ${Math.round((Date.now() - began) / 1000)} s`)
  }
  // sealed under the key of this run, also where the database was filled by another
  const vault = createVault(readConfig(stack.env).dataKey)
  const passwordHash = await hashPassword(password)
  for (const [id, role] of [
    ['big-user', 'employer'],
    ['big-desk', 'caseworker'],
    ['big-head', 'supervisor'],
  ] as const) {
    const person = {
      id,
      email: `${id}@bench.example`,
      name: 'Berta Bench',
      language: 'de',
      role,
      passwordHash,
    }
    await db('users')
      .insert({ ...person, totpSeed: sealSeed(vault, id, seed) })
      .onConflict('id')
      .merge()
  }
  await db('mandates')
    .insert({ userId: 'big-user', employerId: bigEmployer, role: 'admin' })
    .onConflict(['userId', 'employerId'])
    .ignore()
  await db.destroy()
}

/** The time from asking to the last byte, one request after the other, as somebody sees it who looks at ever other pages. */
async function measure(stack: Stack) {
  const hr = await signIn(stack.url, 'big-user@bench.example', password, seed)
  const desk = await signIn(stack.url, 'big-desk@bench.example', password, seed)
  const head = await signIn(stack.url, 'big-head@bench.example', password, seed)
  const e = `/e/${bigEmployer}`
  const pages: [string, string, string][] = [
    ['start page', hr, e],
    ['tasks', hr, `${e}/tasks`],
    ['tasks, overdue', hr, `${e}/tasks?show=overdue`],
    ['tasks, done', hr, `${e}/tasks?show=done`],
    ['tasks, by a name', hr, `${e}/tasks?q=keller`],
    ['tasks, last page', hr, `${e}/tasks?show=done&page=4000`],
    ['employees', hr, `${e}/employees`],
    ['employees, by a name', hr, `${e}/employees?q=keller`],
    ['employees, with tasks', hr, `${e}/employees?show=tasks`],
    ['employees, with allowances', hr, `${e}/employees?show=allowances`],
    ['employees, page 100', hr, `${e}/employees?page=100`],
    ['an employee', hr, `${e}/employees/p10`],
    ['messages', hr, `${e}/messages`],
    ['messages, unread', hr, `${e}/messages?show=unread`],
    ['messages, by a name', hr, `${e}/messages?q=keller`],
    ['reports of an employer', hr, `${e}/mutations`],
    ['reports of an employer, closed', hr, `${e}/mutations?state=closed`],
    ['reports of an employer, by a name', hr, `${e}/mutations?q=keller`],
    ['search box', hr, `${e}/search?q=keller%2012`],
    ['search box, reference', hr, `${e}/search?q=FZ-0000-0000`],
    ['audit of an employer', hr, `${e}/audit`],
    ['audit of an employer, one subject', hr, `${e}/audit?about=audit`],
    ['desk', desk, '/office'],
    ['desk, page 2', desk, '/office?page=2'],
    ['desk, last page', desk, '/office?page=9999'],
    ['desk, free, one kind', desk, '/office?who=free&kind=family-allowance'],
    ['desk, due', desk, '/office?due=overdue'],
    ['desk, by a name', desk, '/office?q=keller'],
    ['desk, by a reference', desk, '/office?q=FZ-0000-2500'],
    ['reports of the office', desk, '/office/mutations'],
    ['reports of the office, page 2', desk, '/office/mutations?page=2'],
    ['reports of the office, closed', desk, '/office/mutations?state=closed'],
    ['reports of the office, by a name', desk, '/office/mutations?q=keller'],
    ['reports of the office, by a reference', desk, '/office/mutations?q=FZ-0000-2500'],
    ['workload', desk, '/office/workload'],
    ['members', desk, '/office/employers'],
    ['members, by a name', desk, '/office/employers?q=firma%20777'],
    ['members, page 100', desk, '/office/employers?page=100'],
    ['wages to look at', desk, '/office/declarations'],
    ['wages that are missing', desk, '/office/declarations?show=missing'],
    ['campaigns', desk, '/office/campaigns'],
    ['campaign, preview', desk, '/office/campaigns/new?leadDays=30'],
    ['persons', head, '/office/persons?q=keller%2012'],
    ['audit', head, '/office/audit'],
    ['audit, one subject', head, '/office/audit?about=audit'],
  ]
  const rows = []
  for (const [page, cookie, path] of pages) {
    const times: number[] = []
    let status = 0
    for (let round = -2; round < rounds; round++) {
      const began = performance.now()
      const answer = await fetch(stack.url + path, { headers: { cookie }, redirect: 'manual' })
      await answer.arrayBuffer()
      status = answer.status
      if (round >= 0) times.push(performance.now() - began)
      // one that takes seconds need not be asked so often
      if (round === -1 && performance.now() - began > 1500) round = rounds - 3
    }
    const { p50, p95 } = spread(times)
    if (p95 > 100 || status !== 200) console.log(`${path}: ${status}, ${p95} ms`)
    rows.push({ page, 'p50 ms': p50, 'p95 ms': p95 })
  }
  return rows
}
