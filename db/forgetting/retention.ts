import { randomUUID } from 'node:crypto'
import type { Knex } from 'knex'
import { type Instant, type IsoDate, swissDate } from '../../domain/dates.js'
import {
  daysInForce,
  type RetentionDays,
  type RetentionKind,
  retentionKinds,
} from '../../domain/retention.js'
import { type By, note } from '../audit/note.js'

/** How many days each kind of data is kept now. */
export async function spansInForce(db: Knex): Promise<RetentionDays> {
  const rows: { kind: RetentionKind; days: number }[] = await db('retentionSpans').orderBy(['setAt', 'id'])
  return daysInForce(Object.fromEntries(rows.map(({ kind, days }) => [kind, days])))
}

/** Sets how long kinds of data are kept, from now on. Answers how many have changed. */
export function setRetention(db: Knex, wanted: RetentionDays, by: By): Promise<number> {
  return db.transaction(async (trx) => {
    const now = await spansInForce(trx)
    const changed = retentionKinds.filter((kind) => wanted[kind] !== now[kind])
    for (const kind of changed)
      await trx('retentionSpans').insert({
        id: randomUUID(),
        ...{ kind, days: wanted[kind], setBy: by.actor, setAt: by.at },
      })
    if (changed.length > 0)
      await note(trx, by, { action: 'retention.set', object: swissDate(by.at), fields: changed })
    return changed.length
  })
}

/** What one day's run has forgotten. */
export interface RetentionRun {
  day: IsoDate
  startedAt: Instant
  doneAt: Instant | null
  counts: Partial<Record<RetentionKind, number>>
  sweptAt: Instant | null
}

/** Begins the run of a day, once; answers it as it stands. */
export async function beginRun(db: Knex, at: Instant): Promise<RetentionRun> {
  const day = swissDate(at)
  await db('retentionRuns').insert({ day, startedAt: at, counts: '{}' }).onConflict('day').ignore()
  return toRun(await db('retentionRuns').where({ day }).first())
}

/** Adds to what a run has forgotten, in the transaction that forgets. */
export async function countForgotten(
  trx: Knex.Transaction,
  day: IsoDate,
  kind: RetentionKind,
  count: number,
): Promise<void> {
  const row = await trx('retentionRuns').where({ day }).forUpdate().first('counts')
  const counts = JSON.parse(row?.counts ?? '{}')
  await trx('retentionRuns')
    .where({ day })
    .update({ counts: JSON.stringify({ ...counts, [kind]: (counts[kind] ?? 0) + count }) })
}

/** Ends the run of a day, once, with an entry in the audit. */
export function endRun(db: Knex, day: IsoDate, by: By): Promise<void> {
  return db.transaction(async (trx) => {
    const done = await trx('retentionRuns').where({ day, doneAt: null }).update({ doneAt: by.at })
    if (done === 0) return
    const { counts } = toRun(await trx('retentionRuns').where({ day }).first())
    const fields = Object.entries(counts).map(([kind, count]) => `${kind}:${count}`)
    await note(trx, by, { action: 'retention.run', object: day, fields })
  })
}

/** Whether names were deleted since the files were written anew last. */
export async function isSweepDue(db: Knex): Promise<boolean> {
  const last = await db('retentionRuns').max({ swept: 'sweptAt' }).first()
  const since = last?.swept ?? ''
  if (await db('erasures').where({ status: 'done' }).where('decidedAt', '>', since).first('id')) return true
  const runs = (await db('retentionRuns').where('startedAt', '>', since)).map(toRun)
  return runs.some(({ counts }) => named.some((kind) => (counts[kind] ?? 0) > 0))
}

/** Kinds in which people are named. */
const named = ['mails', 'invitations', 'drafts', 'withdrawn', 'cases', 'persons', 'users'] as const

/** Notes that the files were written anew. */
export async function noteSweep(db: Knex, day: IsoDate, at: Instant): Promise<void> {
  await db('retentionRuns').where({ day }).update({ sweptAt: at })
}

/** The runs of the last days, the newest first. */
export async function lastRuns(db: Knex, limit = 14): Promise<RetentionRun[]> {
  return (await db('retentionRuns').orderBy('day', 'desc').limit(limit)).map(toRun)
}

const toRun = (row: Record<string, unknown>): RetentionRun =>
  ({ ...row, counts: JSON.parse(String(row.counts)) }) as RetentionRun
