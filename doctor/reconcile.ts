import type { Knex } from 'knex'
import { lastOperations } from '../db/care/operations.js'
import { type Promised, promiseAgain } from '../db/outbox.js'
import { knownAmong, type UnderWay, wakeAll, workflowsUnderWay } from '../db/reports/under-way.js'
import type { Instant } from '../domain/dates.js'
import { mayBeginAnew, workflowNames } from '../workflows/names.js'
import { inTurns } from './in-turns.js'
import type { TemporalView } from './temporal.js'

type Known = Pick<Promised, 'workflowId' | 'workflow' | 'mutationId'>

/** Where SQL and Temporal disagree about what is under way. */
export interface Differences {
  /** Under way in SQL without a workflow: a nudge starts it. */
  missing: Known[]
  /** Closed in SQL, its workflow still runs: a nudge lets it look and end. */
  left: Known[]
  /** SQL knows of something later than all that has happened to its workflow, as after restoring an older Temporal: a nudge lets it look. */
  behind: Known[]
  /** Begun before the database was restored, and perhaps further on than SQL knows: it is stopped and begins at the top. */
  ahead: Known[]
  /** Workflows of what SQL does not know, as after restoring an older database: a person must decide. */
  unknown: string[]
}

const pageSize = 1000
/** A report sent a moment ago may not have its workflow yet, unless that was before the database was restored. */
const settledAfterMs = 60_000
/** Further apart no clocks of portal, worker and Temporal should be. */
const clocksDifferMs = 5_000

/**
 * Compares what is under way with the workflows that run. Holds the ids of both in memory; asks Temporal once for every thousand workflows that run, and once for each
 * of `lookAt` open reports, those first that were told something last.
 */
export async function compare(
  db: Knex,
  temporal: Pick<TemporalView, 'running' | 'lastEventAt'>,
  now: Instant,
  lookAt = Number.POSITIVE_INFINITY,
): Promise<Differences> {
  const { restore = '' } = await lastOperations(db)
  const running = new Map<string, Instant>()
  for await (const { workflowId, type, begunAt } of temporal.running()) {
    if (isPromised(workflowId)) running.set(workflowId, begunAt)
    else if (type === workflowNames.campaign) running.set(dailyCampaign, begunAt)
  }
  const settled = new Date(Date.parse(now) - settledAfterMs).toISOString()
  const missing: Known[] = []
  const ahead: Known[] = []
  const both: UnderWay[] = []
  for await (const page of workflowsUnderWay(db))
    for (const it of page) {
      const begunAt = running.get(it.workflowId) ?? (isDaily(it) && running.get(dailyCampaign))
      running.delete(it.workflowId)
      if (!begunAt) (it.since < settled || it.since < restore) && missing.push(it)
      else if (begunAt < restore) ahead.push(it)
      else both.push(it)
    }
  running.delete(dailyCampaign)
  const behind = await lateAmong(temporal, both, settled, lookAt)
  return { missing, behind, ahead, ...(await others(db, [...running.keys()])) }
}

async function lateAmong(
  temporal: Pick<TemporalView, 'lastEventAt'>,
  running: UnderWay[],
  settled: Instant,
  lookAt: number,
): Promise<Known[]> {
  const told = running.flatMap(({ toldAt, isPromised: isOnItsWay, ...known }) =>
    toldAt && !isOnItsWay && toldAt < settled ? [{ toldAt, known }] : [],
  )
  const last = told.sort((a, b) => (a.toldAt < b.toldAt ? 1 : -1)).slice(0, lookAt)
  const late: Known[] = []
  await inTurns(last, async ({ toldAt, known }) => {
    const lastAt = await temporal.lastEventAt(known.workflowId)
    if (lastAt && Date.parse(lastAt) + clocksDifferMs < Date.parse(toldAt)) late.push(known)
  })
  return late
}

/** What runs although nothing in SQL says that it must. What mails or tells ends by itself once it has looked. */
async function others(db: Knex, running: string[]): Promise<Pick<Differences, 'left' | 'unknown'>> {
  const left: Known[] = []
  const unknown: string[] = []
  const asked = running.filter((id) => !/^(post|webhook)-/.test(id))
  for (let from = 0; from < asked.length; from += pageSize) {
    const ids = asked.slice(from, from + pageSize)
    const known = await knownAmong(db, ids)
    const names = new Set(known.map(({ workflowId }) => workflowId))
    left.push(...known)
    unknown.push(...ids.filter((id) => !names.has(id)))
  }
  return { left, unknown }
}

/**
 * Heals what is safe, and wakes all that is under way, to be sure. What is ahead is stopped. Of what is under way again, as after restoring an older database,
 * Temporal first forgets the workflow that had ended: it would not begin a second time. Answers how many were mended, and how many woken in all.
 */
export async function heal(
  db: Knex,
  temporal: Pick<TemporalView, 'forgetEnded' | 'stop'>,
  { missing, left, behind, ahead }: Differences,
  at: Instant,
): Promise<{ mended: number; woken: number }> {
  await inTurns(ahead, ({ workflowId }) => temporal.stop(workflowId, 'the database was restored'))
  const ended = missing.filter(({ workflow }) => !mayBeginAnew(workflow))
  await inTurns(ended, ({ workflowId }) => temporal.forgetEnded(workflowId))
  const mended = [...missing, ...left, ...behind, ...ahead]
  await promiseAgain(db, mended, at, 'person')
  return { mended: mended.length, woken: await wakeAll(db, at) }
}

// schedules and what they begin have speaking names
const isPromised = (id: string) => /^([0-9a-f]{8}-[0-9a-f-]{27}$|(campaign|mailing|post|webhook)-)/.test(id)
const dailyCampaign = 'the campaign that its schedule has begun'
const isDaily = ({ workflowId }: Known) => workflowId.startsWith('campaign-daily-')
