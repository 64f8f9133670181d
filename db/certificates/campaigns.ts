import type { Knex } from 'knex'
import type { Instant, IsoDate } from '../../domain/dates.js'
import type { MutationKind } from '../../domain/kinds.js'
import { type By, note } from '../audit/note.js'
import { promiseCampaign } from '../outbox.js'

/** Many reports that the office opens at once. */
export interface Campaign {
  id: string
  kind: MutationKind
  status: 'open' | 'done'
  leadDays: number
  /** Ids; null means all. */
  employers: string[] | null
  /** How many children were due when it was opened; null where the clock opened it. */
  found: number | null
  openedBy: string
  openedAt: Instant
  doneAt: Instant | null
}

/** How far a campaign has come: reports that it opened, and what became of the questions to the employers. */
export interface Progress {
  opened: number
  answered: number
  /** Still open although its last day has passed, or expired. */
  overdue: number
  closed: number
}

type NewCampaign = Pick<Campaign, 'id' | 'kind' | 'leadDays' | 'employers' | 'found'>

/** Opens a campaign and promises its workflow; under an id that is known already nothing more. */
export function openCampaign(db: Knex, fresh: NewCampaign, by: By): Promise<boolean> {
  return db.transaction(async (trx) => {
    if (!(await insertCampaign(trx, fresh, by))) return false
    await promiseCampaign(trx, fresh.id, by.at)
    return true
  })
}

/** Writes a campaign, once. */
export async function insertCampaign(trx: Knex.Transaction, fresh: NewCampaign, by: By): Promise<boolean> {
  const row = { ...fresh, employers: fresh.employers && JSON.stringify(fresh.employers) }
  const inserted = await trx('campaigns')
    .insert({ ...row, status: 'open', openedBy: by.actor, openedAt: by.at })
    .onConflict('id')
    .ignore()
    .returning('id')
  if (inserted.length > 0) await note(trx, by, { action: 'campaign.open', object: fresh.id })
  return inserted.length > 0
}

/** A campaign, or null. */
export async function findCampaign(db: Knex, id: string): Promise<Campaign | null> {
  const row = await db('campaigns').where({ id }).first()
  return row ? toCampaign(row) : null
}

/** Notes that a campaign has opened all there was to open, once. */
export function finishCampaign(db: Knex, id: string, by: By): Promise<void> {
  return db.transaction(async (trx) => {
    const done = await trx('campaigns')
      .where({ id, status: 'open' })
      .update({ status: 'done', doneAt: by.at })
    if (done === 1) await note(trx, by, { action: 'campaign.finish', object: id })
  })
}

/** One page of the campaigns, the newest first, and how many there are. */
export async function campaignList(
  db: Knex,
  { offset, limit }: { offset: number; limit: number },
): Promise<{ campaigns: Campaign[]; found: number }> {
  const count = await db('campaigns').count({ found: '*' }).first()
  const rows = await db('campaigns')
    .orderBy([{ column: 'openedAt', order: 'desc' }, 'id'])
    .offset(offset)
    .limit(limit)
  return { campaigns: rows.map(toCampaign), found: Number(count?.found ?? 0) }
}

/** How far campaigns have come on a day, by their ids. */
export async function progressOf(db: Knex, ids: string[], today: IsoDate): Promise<Map<string, Progress>> {
  const rows = await db('mutations')
    .leftJoin('tasks', (on) =>
      on.on('tasks.mutationId', 'mutations.id').andOnVal('tasks.step', 'certificate').andOnVal('tasks.n', 1),
    )
    .whereIn('mutations.campaignId', ids)
    .groupBy('mutations.campaignId')
    .select({ id: 'mutations.campaignId' }, ...counts(db, today))
  const none: [string, Progress][] = ids.map((id) => [id, { opened: 0, answered: 0, overdue: 0, closed: 0 }])
  const some = rows.map((row): [string, Progress] => [row.id, inNumbers(row)])
  return new Map([...none, ...some])
}

/** What a campaign has come to at each employer, the most overdue first. */
export async function progressByEmployer(
  db: Knex,
  campaignId: string,
  today: IsoDate,
  { offset, limit }: { offset: number; limit: number },
): Promise<(Progress & { employerId: string; name: string; memberNumber: string })[]> {
  const rows = await db('mutations')
    .join('employers', 'employers.id', 'mutations.employerId')
    .leftJoin('tasks', (on) =>
      on.on('tasks.mutationId', 'mutations.id').andOnVal('tasks.step', 'certificate').andOnVal('tasks.n', 1),
    )
    .where({ 'mutations.campaignId': campaignId })
    .groupBy('employers.id', 'employers.name', 'employers.memberNumber')
    .select({ employerId: 'employers.id' }, 'employers.name', 'employers.memberNumber')
    .select(...counts(db, today))
    .orderBy([{ column: 'overdue', order: 'desc' }, { column: 'opened', order: 'desc' }, 'employers.name'])
    .offset(offset)
    .limit(limit)
  return rows.map(({ employerId, name, memberNumber, ...row }) => ({
    employerId,
    name,
    memberNumber,
    ...inNumbers(row),
  }))
}

const counts = (db: Knex, today: IsoDate) => [
  db.raw('count(*) as opened'),
  db.raw("count(case when tasks.status = 'done' then 1 end) as answered"),
  db.raw(
    "count(case when tasks.status = 'expired' or (tasks.status = 'open' and tasks.due_on < ?) then 1 end) as overdue",
    [today],
  ),
  db.raw("count(case when mutations.status = 'closed' then 1 end) as closed"),
]

/** PostgreSQL answers counts as text. */
const inNumbers = ({ opened, answered, overdue, closed }: Record<keyof Progress, unknown>): Progress => ({
  opened: Number(opened),
  answered: Number(answered),
  overdue: Number(overdue),
  closed: Number(closed),
})

const toCampaign = (row: Record<string, unknown>): Campaign =>
  ({ ...row, employers: row.employers === null ? null : JSON.parse(String(row.employers)) }) as Campaign

/** Employers by their member numbers, and the numbers nobody has. */
export async function employersByNumber(
  db: Knex,
  numbers: string[],
): Promise<{ found: { id: string; memberNumber: string }[]; unknown: string[] }> {
  const found = await db('employers').whereIn('memberNumber', numbers).select('id', 'memberNumber')
  const known = new Set(found.map(({ memberNumber }) => memberNumber))
  return { found, unknown: numbers.filter((number) => !known.has(number)) }
}
