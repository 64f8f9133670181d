import { readConfig } from '../config.js'
import { openWithKeys } from '../db/knex.js'
import { demoPassword, demoSecret, userId } from '../demo/accounts.js'
import { checkPage, draftCase } from '../test/crash/cases.js'
import { openStack } from '../test/stack.js'
import { processorOf } from './processor.js'
import { openSender } from './sender.js'
import { csrfToken, signIn } from './session.js'
import { spread } from './spread.js'
import { table } from './table.js'

const concurrent = 20
const each = 200
const warming = 100

/** Sending a report: from the POST to the 303, with twenty people pressing at once; Temporal is not there and not needed. */
export async function benchSubmit(): Promise<void> {
  const rows = [{ database: 'SQLite', ...(await measure()) }]
  const setup = new URL('../scripts/setup/start-postgres.mjs', import.meta.url).href
  const { startPostgres } = await import(setup)
  const postgres = await startPostgres({ log: '/dev/null' })
  try {
    rows.push({ database: 'PostgreSQL, fsync off', ...(await measure({ DATABASE_URL: postgres.url })) })
  } finally {
    await postgres.stop()
  }
  table(`Sending a report: POST to 303, one process, ${concurrent} at once`, rows)
}

async function measure(settings: Record<string, string> = {}) {
  const stack = await openStack(settings)
  await stack.script('seed')
  const db = openWithKeys(readConfig(stack.env))
  const hr = userId('hr@muster-bau.example')
  const drafts: string[] = []
  for (let n = 0; n < concurrent * (each + warming); n++) drafts.push(await draftCase(db, hr))
  await db.destroy()
  await stack.startPortal()
  const { send, close } = openSender(stack.url, concurrent)
  try {
    const cookie = await signIn(stack.url, 'hr@muster-bau.example', demoPassword, demoSecret)
    const _csrf = await csrfToken(stack.url + checkPage(drafts[0] ?? ''), cookie)
    const submit = async (id: string) => {
      const { status, ms } = await send(checkPage(id), cookie, { _csrf, confirm: 'yes' })
      if (status !== 303) throw new Error(`the portal answered ${status}`)
      return ms
    }
    for (let n = 0; n < warming; n++) await Promise.all(drafts.splice(0, concurrent).map(submit))
    const times: number[] = []
    const [begun, used] = [performance.now(), processorOf(stack.pid('portal'))]
    await Promise.all(
      Array.from({ length: concurrent }, async () => {
        for (let id = drafts.pop(); id; id = drafts.pop()) times.push(await submit(id))
      }),
    )
    const { p50, p95 } = spread(times)
    const processor = (processorOf(stack.pid('portal')) - used) / times.length
    return {
      'p50 ms': p50,
      'p95 ms': p95,
      'reports/s': Math.round((times.length / (performance.now() - begun)) * 1000),
      'processor ms each': Math.round(processor * 100) / 100,
    }
  } finally {
    close()
    await stack.close()
  }
}
