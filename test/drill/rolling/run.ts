import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { DefaultLogger, Runtime } from '@temporalio/worker'
import { readConfig } from '../../../config.js'
import { openWithKeys } from '../../../db/knex.js'
import { findTemporal } from '../../../scripts/setup/find-temporal.mjs'
import { startPostgres } from '../../../scripts/setup/start-postgres.mjs'
import { signedIn } from '../../crash/person.js'
import { openStack, type Stack } from '../../stack.js'
import { openMailServer } from './mails.js'
import { type Played, playUpgrade } from './office.js'
import { readTemporal, type Seen } from './temporal.js'
import { verdictsOf } from './verdicts.js'
import { walk } from './walk.js'

// npm run rolling -- <tag or commit>: upgrades an office of that release without a break. Its portal and its worker run on today's schema beside today's portal and
// worker, over one Temporal; reports and campaigns begun by one release are carried on by the other, in both directions; then all that must hold is checked.
// On SQLite, or with --database postgres on a PostgreSQL of its own. Ends with 1 when something does not hold.

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { database: { type: 'string' } },
})
const [release] = positionals
if (!release) {
  console.error('Say which release was before: npm run rolling -- v1.2.0')
  process.exit(2)
}
Runtime.install({ logger: new DefaultLogger('ERROR') })
process.env.TEMPORAL_BINARY ??= await findTemporal()
const root = fileURLToPath(new URL('../../..', import.meta.url))
const scratch = mkdtempSync(join(tmpdir(), 'portal-rolling-'))
const before = join(scratch, 'before')
const isPostgres = values.database === 'postgres'
const postgres = isPostgres ? await startPostgres({ log: join(scratch, 'postgres.log') }) : null
execFileSync('git', ['worktree', 'add', '-q', '--detach', before, release], { cwd: root })
try {
  symlinkSync(join(root, 'node_modules'), join(before, 'node_modules'))
  execFileSync(process.execPath, ['--import', 'tsx', 'scripts/assets.ts'], { cwd: root, stdio: 'ignore' })
  process.exitCode = (await roll()) ? 0 : 1
} finally {
  await postgres?.stop()
  if (existsSync(before)) execFileSync('git', ['worktree', 'remove', '--force', before], { cwd: root })
  rmSync(scratch, { recursive: true, force: true })
}
process.exit()

async function roll(): Promise<boolean> {
  const mail = await openMailServer()
  const settings = { SMTP_URL: mail.url, CAMPAIGN_PER_SECOND: '5', CERTIFICATE_LEAD_DAYS: '60' }
  const stack = await openStack(
    { ...settings, ...(postgres && { DATABASE_URL: postgres.url }) },
    { before, built: false },
  )
  const db = openWithKeys(readConfig(stack.env))
  let pages = { seen: 0, failed: [] as string[] }
  try {
    const played = await playUpgrade(stack, db, async () => {
      pages = await walkBefore(stack)
    })
    const seen = await readTemporal(stack.env.TEMPORAL_ADDRESS)
    const logs = (['portal', 'portal-2', 'worker', 'worker-2'] as const).map(stack.log)
    const found = [
      { what: `each of ${pages.seen} pages of the release before is there`, wrong: pages.failed },
      ...(await verdictsOf(db, played.reports, seen, mail.toldTwice(), logs)),
    ]
    for (const { what, wrong } of found)
      console.log(
        `${wrong.length === 0 ? '✓' : '✗'} ${what}${wrong.length ? `\n    ${wrong.slice(0, 10).join('\n    ')}` : ''}`,
      )
    return found.every(({ wrong }) => wrong.length === 0) && isWorthIt(played, seen, pages.seen)
  } finally {
    await db.destroy()
    await stack.close()
    await mail.close()
  }
}

async function walkBefore({ url }: Stack): Promise<{ seen: number; failed: string[] }> {
  const hr = await walk(await signedIn(url, 'hr@muster-bau.example'), '/e/muster-bau')
  const desk = await walk(await signedIn(url, 'desk@kasse.example'), '/office')
  return { seen: hr.seen + desk.seen, failed: [...hr.failed, ...desk.failed] }
}

/** An upgrade in which nothing changed hands would prove nothing. */
function isWorthIt({ reports, workers }: Played, { histories }: Seen, pages: number): boolean {
  const handed = (from: string[], to: string[]) =>
    histories.filter(({ workers: all }) => from.includes(all[0] ?? '') && all.some((it) => to.includes(it)))
      .length
  const onward = handed(workers.before, workers.today)
  const back = handed(workers.today, workers.before)
  console.log(
    `${reports.length} reports; ${onward} procedures of ${histories.length} begun by the worker of ${release} and carried on by today’s, ${back} the other way round.`,
  )
  const worth = onward >= 5 && back >= 5 && pages > 20
  if (!worth) console.log('✗ too little changed hands for this run to prove anything')
  return worth
}
