import type { Knex } from 'knex'
import type { Instant } from '../../domain/dates.js'
import { type By, note } from '../audit/note.js'
import type { Event } from '../events.js'
import { promiseWebhook } from '../outbox.js'

/** The events of one employer for one system, in their order: how far they were told, and what the next one waits for. */
export interface Lane {
  systemId: string
  employerId: string
  toldSeq: number
  lastSeq: number
  failures: number
  nextTryAt: Instant | null
  /** Given up until somebody of the office looks. */
  stoppedAt: Instant | null
  reason: string | null
}

/** Puts new events into the lanes of their employers, some at a time; false once there are no more. */
export function queueEvents(db: Knex, systemId: string, most = 1000): Promise<boolean> {
  return db.transaction(async (trx) => {
    const { queuedSeq } = await trx('webhooks').where({ systemId }).forUpdate().first('queuedSeq')
    const fresh: Pick<Event, 'seq' | 'employerId'>[] = await trx('events')
      .where('seq', '>', queuedSeq)
      .orderBy('seq')
      .limit(most)
      .select('seq', 'employerId')
    const last = fresh.at(-1)
    if (!last) return false
    const lanes = new Map(fresh.map(({ employerId, seq }) => [employerId, seq]))
    for (const [employerId, lastSeq] of lanes)
      await trx('webhookLanes')
        .insert({ systemId, employerId, toldSeq: queuedSeq, lastSeq, failures: 0 })
        .onConflict(['systemId', 'employerId'])
        .merge(['lastSeq'])
    await trx('webhooks').where({ systemId }).update({ queuedSeq: last.seq })
    return fresh.length === most
  })
}

const waiting = (db: Knex, systemId: string) =>
  db('webhookLanes').where({ systemId }).whereNull('stoppedAt').whereRaw('told_seq < last_seq')

/** The lanes whose next event may be told now, those that wait longest first. */
export function dueLanes(db: Knex, systemId: string, at: Instant, most: number): Promise<Lane[]> {
  return waiting(db, systemId)
    .where((due) => due.whereNull('nextTryAt').orWhere('nextTryAt', '<=', at))
    .orderBy(['toldSeq', 'employerId'])
    .limit(most)
}

/** When the next lane is due; null when none waits. */
export async function nextDue(db: Knex, systemId: string, at: Instant): Promise<Instant | null> {
  const lanes: Lane[] = await waiting(db, systemId).orderByRaw('coalesce(next_try_at, ?)', [at]).limit(1)
  const [lane] = lanes
  return lane ? (lane.nextTryAt ?? at) : null
}

type Of = Pick<Lane, 'systemId' | 'employerId'>
const key = ({ systemId, employerId }: Of) => ({ systemId, employerId })

/** The event of a lane that is next; null when all are told. */
export async function nextEvent(db: Knex, { employerId, toldSeq, lastSeq }: Lane): Promise<Event | null> {
  const next = db('events').where({ employerId }).where('seq', '>', toldSeq).where('seq', '<=', lastSeq)
  return (await next.orderBy('seq').first()) ?? null
}

/** Notes that an event was taken; where the lane was set back meanwhile, it stays there. */
export async function noteTold(
  db: Knex,
  lane: Of & Pick<Lane, 'toldSeq'>,
  toldSeq: number,
  at: Instant,
): Promise<void> {
  await db.transaction(async (trx) => {
    await trx('webhookLanes')
      .where({ ...key(lane), toldSeq: lane.toldSeq })
      .update({ toldSeq, failures: 0, nextTryAt: null, reason: null })
    await trx('webhooks').where({ systemId: lane.systemId }).update({ lastOkAt: at })
  })
}

/** Notes that a try has failed: when the next one is, or that the lane is stopped. */
export async function noteFailure(
  db: Knex,
  lane: Lane,
  { reason, nextTryAt, at }: { reason: string; nextTryAt: Instant | null; at: Instant },
): Promise<void> {
  await db.transaction((trx) =>
    trx('webhookLanes')
      .where({ ...key(lane), toldSeq: lane.toldSeq })
      .update({
        failures: lane.failures + 1,
        reason,
        nextTryAt,
        stoppedAt: nextTryAt ? null : at,
      }),
  )
}

/** The lanes that wait after a failure or are stopped, with the employers' names; stopped ones first. */
export function troubledLanes(
  db: Knex,
  systemId: string,
  most = 100,
): Promise<(Lane & { employerName: string; memberNumber: string })[]> {
  return db('webhookLanes')
    .join('employers', 'employers.id', 'webhookLanes.employerId')
    .where({ systemId })
    .where('failures', '>', 0)
    .orderByRaw('case when stopped_at is null then 1 else 0 end, told_seq')
    .limit(most)
    .select('webhookLanes.*', { employerName: 'employers.name', memberNumber: 'employers.memberNumber' })
}

/** Tries a stopped lane again at once, or without its next event. False where it has gone on meanwhile. */
export function resumeLane(db: Knex, lane: Of, skip: boolean, by: By): Promise<boolean> {
  return db.transaction(async (trx) => {
    const found: Lane | undefined = await trx('webhookLanes')
      .where(key(lane))
      .where('failures', '>', 0)
      .forUpdate()
      .first()
    if (!found) return false
    const event = skip ? await nextEvent(trx, found) : null
    const toldSeq = event?.seq ?? found.toldSeq
    await trx('webhookLanes')
      .where(key(lane))
      .update({ toldSeq, failures: 0, nextTryAt: null, stoppedAt: null, reason: null })
    const action = skip ? 'webhook.skip' : 'webhook.retry'
    await note(trx, by, { action, object: lane.systemId, employerId: lane.employerId })
    await promiseWebhook(trx, lane.systemId, by.at)
    return true
  })
}

/** Tells everything behind a number again, in its order, for each employer. Answers how many employers that concerns. */
export function replayFrom(db: Knex, systemId: string, seq: number, by: By): Promise<number> {
  return db.transaction(async (trx) => {
    // lanes that do not reach back so far begin there; the others take up what they had
    const behind = await trx('webhookLanes')
      .where({ systemId })
      .where('toldSeq', '>', seq)
      .update({
        ...{ toldSeq: seq, failures: 0, nextTryAt: null, stoppedAt: null, reason: null },
      })
    await trx('webhooks').where({ systemId }).where('queuedSeq', '>', seq).update({ queuedSeq: seq })
    await note(trx, by, { action: 'webhook.replay', object: systemId, fields: [String(seq)] })
    await promiseWebhook(trx, systemId, by.at)
    return behind
  })
}
