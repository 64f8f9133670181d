import { createReadStream } from 'node:fs'
import { readConfig } from '../config.js'
import { declarationOf } from '../db/declarations/declarations.js'
import { openWithKeys } from '../db/knex.js'
import { beginDraft } from '../db/reports/drafts.js'
import { createVault } from '../db/seal.js'
import { demoPassword, demoSecret, userId } from '../demo/accounts.js'
import { openStack } from '../test/stack.js'
import { letCount, takeIn } from '../web/mutations/salary-declaration/arriving.js'
import { signIn } from './session.js'
import { spread } from './spread.js'
import { table } from './table.js'
import { idleUntil, watch } from './watch.js'

const employerId = 'muster-bau'
const email = 'hr@muster-bau.example'
const idleSeconds = 15

/** The list of employees, asked for five times a second, while the same portal reads and checks a file of that many persons. */
export async function besideReading(file: string, persons: number): Promise<void> {
  const stack = await openStack()
  const config = readConfig(stack.env)
  const db = openWithKeys(config)
  try {
    await stack.script('seed')
    await stack.startPortal()
    const cookie = await signIn(stack.url, email, demoPassword, demoSecret)
    const deps = { db, config, vault: createVault(config.dataKey), clock: () => new Date().toISOString() }
    const by = { actor: userId(email), at: deps.clock() }
    const draft = { way: { year: '2025', way: 'elm' } }
    const about = { employerId, employeeId: null, subject: '2025', draft }
    const id = await beginDraft(db, { kind: 'salary-declaration', reference: 'LM-BENCH', ...about }, by)
    const arriving = await takeIn(deps, { id, employerId }, 2025, 'wages.xml', createReadStream(file))
    await letCount(deps, id, 2025, arriving, by)
    const page = `${stack.url}/e/${employerId}/employees`
    const before = await watch(page, cookie, idleUntil(idleSeconds))
    const begun = performance.now()
    const looking = fetch(`${stack.url}/e/${employerId}/mutations/${id}/wages/progress`, {
      headers: { cookie },
    })
    const during = await watch(page, cookie, async () => (await declarationOf(db, id))?.state === 'read')
    const seconds = (performance.now() - begun) / 1000
    await looking
    // before and after, because others may be at work on the same machine
    const idle = spread([...before, ...(await watch(page, cookie, idleUntil(idleSeconds)))])
    const busy = spread(during)
    table(`The list of employees while ${persons} persons are read`, [
      {
        'read in, s': Math.round(seconds * 10) / 10,
        ...{ 'idle p50, ms': idle.p50, 'during p50': busy.p50, 'idle p95': idle.p95, 'during p95': busy.p95 },
        'times, p95': Math.round((busy.p95 / idle.p95) * 10) / 10,
      },
    ])
  } finally {
    await db.destroy()
    await stack.close()
  }
}
