import { statfs } from 'node:fs/promises'
import type { Knex } from 'knex'
import type { Config } from '../config.js'
import { mailsWaiting, promisesWaiting, stuckMutations, type Waiting } from '../db/doctor.js'
import { isMigrated } from '../db/knex.js'
import type { Instant } from '../domain/dates.js'
import { compare } from './reconcile.js'
import type { TemporalView } from './temporal.js'

/** One thing the doctor looked at; `todo` says what to do about it. English: it is for operators. */
export interface Finding {
  state: 'good' | 'watch' | 'bad'
  what: string
  detail: string
  todo?: string
}

const minutes = (count: number) => count * 60_000

/** Looks at everything an operator is woken for, the worst first. `connect` throws when Temporal does not answer. */
export async function examine(
  db: Knex,
  config: Pick<Config, 'dataDir'>,
  connect: () => Promise<TemporalView>,
  now: Instant,
): Promise<Finding[]> {
  const database = await isMigrated(db).catch((error: Error) => error)
  if (database !== true)
    return [
      database
        ? bad('Database', `does not answer: ${database.message}`, 'start it, or check DATABASE_URL')
        : bad('Database', 'a migration is waiting', 'run: npm run migrate'),
    ]
  const findings = [
    good('Database', 'answers, and is migrated'),
    outbox(await promisesWaiting(db), now),
    ...mails(await mailsWaiting(db), now),
    await disk(config.dataDir),
  ]
  const temporal = await connect().catch((error: Error) => error)
  if (temporal instanceof Error) {
    const away = bad(
      'Temporal',
      `does not answer: ${temporal.message}`,
      'start it; nothing is lost, reports are taken meanwhile',
    )
    return worstFirst([...findings, away])
  }
  try {
    return worstFirst([...findings, ...(await workflows(db, temporal, now))])
  } finally {
    await temporal.close()
  }
}

async function workflows(db: Knex, temporal: TemporalView, now: Instant): Promise<Finding[]> {
  const { missing, left, unknown } = await compare(db, temporal, now)
  const stuck = await stuckMutations(db, new Date(Date.parse(now) - minutes(5)).toISOString(), 20)
  const troubles = await Promise.all(
    stuck.map(
      async ({ id, reference }) =>
        `${reference} (${id}): ${(await temporal.trouble(id)) ?? 'no reason known'}`,
    ),
  )
  const lost = missing.length + left.length
  return [
    lost > 0
      ? bad(
          'Workflows',
          `${missing.length} missing, ${left.length} left over`,
          'run: npm run reconcile -- --heal',
        )
      : good('Workflows', 'as many as there are reports under way'),
    ...(unknown.length > 0
      ? [
          watch(
            'Workflows',
            `${unknown.length} of reports nobody knows: ${unknown.slice(0, 5).join(', ')}`,
            'after restoring an older database terminate them',
          ),
        ]
      : []),
    troubles.length > 0
      ? bad(
          'Reports',
          `sent and not worked on: ${troubles.join('; ')}`,
          'look at these workflows; the worker’s log has the reason',
        )
      : good('Reports', 'each waits for somebody'),
  ]
}

function outbox(waiting: Waiting, now: Instant): Finding {
  const what = 'Promises to Temporal'
  if (waiting.count === 0) return good(what, 'all kept')
  const detail = `${waiting.count} wait, the oldest since ${waiting.oldest}`
  return isOlder(waiting, minutes(2), now)
    ? bad(what, detail, 'is Temporal reachable, and does a portal or worker run?')
    : good(what, detail)
}

function mails({ owed, refused }: { owed: Waiting; refused: Waiting }, now: Instant): Finding[] {
  const late = isOlder(owed, minutes(15), now)
  const detail = owed.count === 0 ? 'all sent' : `${owed.count} owed, the oldest since ${owed.oldest}`
  return [
    late
      ? bad('Mails', detail, 'is the mail server reachable? The workflows post-… say why')
      : good('Mails', detail),
    ...(refused.count > 0
      ? [watch('Mails', `${refused.count} refused by the mail server`, 'check the addresses of the users')]
      : []),
  ]
}

async function disk(folder: string): Promise<Finding> {
  const { bavail, blocks, bsize } = await statfs(folder)
  const free = bavail / blocks
  const detail = `${((bavail * bsize) / 1e9).toFixed(1)} GB free, ${Math.round(free * 100)} %`
  if (free < 0.05) return bad('Disk', detail, 'make room at once')
  return free < 0.15 ? watch('Disk', detail, 'make room soon') : good('Disk', detail)
}

const isOlder = ({ oldest }: Waiting, ms: number, now: Instant) =>
  oldest !== null && Date.parse(now) - Date.parse(oldest) > ms

const order = ['bad', 'watch', 'good']
const worstFirst = (findings: Finding[]) =>
  findings.toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state))

const good = (what: string, detail: string): Finding => ({ state: 'good', what, detail })
const watch = (what: string, detail: string, todo: string): Finding => ({
  state: 'watch',
  what,
  detail,
  todo,
})
const bad = (what: string, detail: string, todo: string): Finding => ({ state: 'bad', what, detail, todo })
