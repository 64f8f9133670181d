import type { Knex } from 'knex'
import { mutationsAmong, openMutations } from '../db/doctor.js'
import { nudge } from '../db/outbox.js'
import type { Instant } from '../domain/dates.js'
import type { MutationKind } from '../domain/kinds.js'
import type { TemporalView } from './temporal.js'

interface Known {
  id: string
  kind: MutationKind
}

/** Where SQL and Temporal disagree about which reports are under way. */
export interface Differences {
  /** Under way in SQL, or asked for by the clock, without a workflow: a nudge starts it. */
  missing: Known[]
  /** Closed in SQL, its workflow still runs: a nudge lets it look and end. */
  left: Known[]
  /** Workflows of reports that SQL does not know, as after restoring an older database: a person must decide. */
  unknown: string[]
}

const pageSize = 1000
/** A report sent a moment ago may not have its workflow yet. */
const settledAfterMs = 60_000

/** Compares the reports that are under way with the workflows that run. Holds the ids of the open ones in memory. */
export async function compare(db: Knex, temporal: TemporalView, now: Instant): Promise<Differences> {
  const running = new Set<string>()
  for await (const id of temporal.running()) if (isMutationId(id)) running.add(id)
  const settled = new Date(Date.parse(now) - settledAfterMs).toISOString()
  const missing: Known[] = []
  for (let after = ''; ; ) {
    const page = await openMutations(db, after, pageSize)
    for (const { since, ...mutation } of page)
      if (!running.delete(mutation.id) && since < settled) missing.push(mutation)
    after = page.at(-1)?.id ?? ''
    if (page.length < pageSize) break
  }
  const left: Known[] = []
  const unknown: string[] = []
  const others = [...running]
  for (let at = 0; at < others.length; at += pageSize) {
    const ids = others.slice(at, at + pageSize)
    const known = await mutationsAmong(db, ids)
    left.push(...known)
    unknown.push(...ids.filter((id) => !known.some((it) => it.id === id)))
  }
  return { missing, left, unknown }
}

/**
 * Heals what is safe: knocks at every workflow that is missing or left over. Of a report that is under way again, as after restoring an older database, Temporal
 * first forgets the workflow that had ended: it would not begin a second time. Answers how many.
 */
export async function heal(
  db: Knex,
  temporal: Pick<TemporalView, 'forgetEnded'>,
  { missing, left }: Differences,
  at: Instant,
): Promise<number> {
  for (const { id } of missing) await temporal.forgetEnded(id)
  return db.transaction(async (trx) => {
    for (const mutation of [...missing, ...left]) await nudge(trx, mutation, at)
    return missing.length + left.length
  })
}

// other workflows, such as mail rounds and schedules, have speaking names
const isMutationId = (id: string) => /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(id)
