import type { Knex } from 'knex'
import type { Instant } from '../../domain/dates.js'
import { haveWorkflow, type Promised, promiseAgain } from '../outbox.js'

/** A workflow that must run by what SQL knows. */
export interface UnderWay extends Pick<Promised, 'workflowId' | 'workflow' | 'mutationId'> {
  /** Since when. */
  since: Instant
  /** The last moment at which SQL holds something that its workflow has done or was told; null for errands, which look for themselves. */
  toldAt: Instant | null
  /** Whether a promise to wake it still waits for the courier. */
  isPromised: boolean
}

const pageSize = 1000

/**
 * All workflows that must run, page by page: of reports under way, of campaigns and messages of the office that are not done, of owed mails, of systems
 * that have not heard everything. What the clock alone begins is not among them: its schedule begins it again.
 */
export async function* workflowsUnderWay(db: Knex): AsyncGenerator<UnderWay[]> {
  for (const look of [reports, campaigns, mailings, notices, accountMails, webhooks])
    for (let after = ''; ; ) {
      const page: Row[] = await promisedAmong(db, look(db), after)
      yield page.map(underWay)
      after = page.at(-1)?.mutationId ?? ''
      if (page.length < pageSize) break
    }
}

/** Promises to wake all that must run, behind what people do. Answers how many. */
export async function wakeAll(db: Knex, at: Instant): Promise<number> {
  let woken = 0
  for await (const page of workflowsUnderWay(db)) {
    await promiseAgain(db, page, at, 'bulk')
    woken += page.length
  }
  return woken
}

/** Of these workflows, those of reports, campaigns and messages of the office that SQL knows, under way or not. */
export async function knownAmong(
  db: Knex,
  workflowIds: string[],
): Promise<Pick<UnderWay, 'workflowId' | 'workflow' | 'mutationId'>[]> {
  const after = (prefix: string) =>
    workflowIds.filter((id) => id.startsWith(prefix)).map((id) => id.slice(prefix.length))
  const sent = (table: string, ids: string[]) => db(table).whereIn('id', ids).whereNot({ status: 'draft' })
  return [
    ...(await sent('mutations', workflowIds).select({
      workflowId: 'id',
      workflow: 'kind',
      mutationId: 'id',
    })),
    ...(await sent('campaigns', after('campaign-')).select(errand(db, 'campaign', 'id'))),
    ...(await sent('mailings', after('mailing-')).select(errand(db, 'mailing', 'id'))),
  ]
}

type Row = Omit<UnderWay, 'toldAt' | 'isPromised'> & {
  promises: number | string // PostgreSQL counts in words
  submittedAt?: Instant | null
  openedAt?: Instant | null
  closedAt?: Instant | null
  amendedAt?: Instant | null
  extendedAt?: Instant | null
}

function underWay({ workflowId, workflow, mutationId, since, promises, ...told }: Row): UnderWay {
  const { submittedAt, openedAt, closedAt, amendedAt, extendedAt } = told
  const moments = [submittedAt, openedAt, closedAt, amendedAt, extendedAt].filter((at) => at != null)
  const toldAt = moments.sort().at(-1) ?? null
  return { workflowId, workflow, mutationId, since, toldAt, isPromised: Number(promises) > 0 }
}

const promisedAmong = (db: Knex, found: Knex.QueryBuilder, after: string) =>
  db
    .from(found.as('found'))
    .where('mutationId', '>', after)
    .orderBy('mutationId')
    .limit(pageSize)
    .select('found.*', {
      promises: db('outbox').count().whereRaw('outbox.workflow_id = found.workflow_id'),
    })

function reports(db: Knex): Knex.QueryBuilder {
  const last = (table: string, column: string) => db(table).max(column).whereRaw('mutation_id = mutations.id')
  return db('mutations')
    .modify(haveWorkflow)
    .select({
      workflowId: 'id',
      workflow: 'kind',
      mutationId: 'id',
      since: db.raw('coalesce(submitted_at, created_at)'),
      submittedAt: 'submittedAt',
      openedAt: last('tasks', 'openedAt'),
      closedAt: last('tasks', 'closedAt'),
      amendedAt: last('amendments', 'createdAt'),
      extendedAt: last('extensions', 'askedAt'),
    })
}

/** How an errand is called: by its kind and what it is about. */
const errand = (db: Knex, workflow: string, about: string) => ({
  workflowId: db.raw(`cast(? as text) || ${about}`, [`${workflow}-`]),
  workflow: db.raw('cast(? as text)', [workflow]),
  mutationId: db.raw(about),
})

const campaigns = (db: Knex) =>
  db('campaigns')
    .where({ status: 'open' })
    .select({ ...errand(db, 'campaign', 'id'), since: 'openedAt' })

const mailings = (db: Knex) =>
  db('mailings')
    .where({ status: 'open' })
    .select({ ...errand(db, 'mailing', 'id'), since: 'sentAt' })

const notices = (db: Knex) =>
  db('notices')
    .where({ isHeld: 0, sentAt: null, failedAt: null })
    .groupBy('mutationId')
    .select({ ...errand(db, 'post', 'mutation_id'), since: db.raw('min(created_at)') })

const accountMails = (db: Knex) =>
  db('accountMails')
    .where({ sentAt: null, failedAt: null })
    .select({ ...errand(db, 'post', 'id'), since: 'createdAt' })

/** Systems with an event that is in no lane yet, or in one that goes on. */
const webhooks = (db: Knex) => {
  const events = db('events').whereRaw('events.seq > webhooks.queued_seq')
  const lanes = db('webhookLanes')
    .join('events', 'events.seq', 'webhookLanes.lastSeq')
    .whereRaw('webhook_lanes.system_id = webhooks.system_id and told_seq < last_seq')
    .whereNull('stoppedAt')
  const waiting = db('webhooks')
    .where({ status: 'on' })
    .select('systemId', {
      queued: events.min('at'),
      inLane: lanes.min('at'),
    })
  return db
    .from(waiting.as('waiting'))
    .whereRaw('coalesce(queued, in_lane) is not null')
    .select({ ...errand(db, 'webhook', 'system_id'), since: db.raw('coalesce(in_lane, queued)') })
}
