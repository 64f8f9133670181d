import type { Knex } from 'knex'
import { type Instant, swissDate } from '../../domain/dates.js'
import { keptSince, type RetentionKind } from '../../domain/retention.js'
import { type By, note } from '../audit/note.js'
import { forgetImports } from '../people/staff-imports.js'
import { destroyKeys } from '../person-keys.js'
import { eraseByRule } from './erasure.js'
import { removeReports } from './reports.js'
import { beginRun, countForgotten, spansInForce } from './retention.js'
import { forgetUser, usersToForget } from './users.js'

/** Reports and persons that are forgotten in one transaction or step: others write between two of them. */
const atOnce = 50
/** Rows without anything that belongs to them. */
const rowsAtOnce = 1000

/** How many were forgotten, and where to go on; null at the end. */
export interface Forgotten {
  count: number
  next: string | null
}

/**
 * Forgets the next of a kind that has been kept long enough, and counts it to the run of the day. Run twice or interrupted it goes on
 * where it was: what is gone is not found again.
 */
export async function forgetNext(db: Knex, kind: RetentionKind, after: string, by: By): Promise<Forgotten> {
  const before = keptSince(by.at, (await spansInForce(db))[kind])
  const { day } = await beginRun(db, by.at)
  if (kind === 'persons') return forgetPersons(db, before, after, day, by)
  return db.transaction(async (trx) => {
    const forgotten = await forget[kind](trx, before, by)
    if (forgotten.count > 0) await countForgotten(trx, day, kind, forgotten.count)
    return forgotten
  })
}

type Forget = (trx: Knex.Transaction, before: Instant, by: By) => Promise<Forgotten>

const forget: Record<Exclude<RetentionKind, 'persons'>, Forget> = {
  // a staff list that nobody has taken over is as passing as a session
  sessions: async (trx, before) => {
    const lists = await forgetImports(trx, before, rowsAtOnce)
    const sessions = await remove(trx, [['sessions', 'idHash', (old) => old.where('seenAt', '<', before)]])
    return {
      count: sessions.count + lists,
      next: sessions.next ?? (lists === rowsAtOnce ? 'more' : null),
    }
  },
  codes: (trx, before) =>
    remove(trx, [
      ['challenges', 'id', (old) => old.where('expiresAt', '<', before)],
      ['resetLinks', 'tokenHash', (old) => old.where('expiresAt', '<', before)],
      ['passwordTries', 'key', (old) => old.where('openAt', '<', Date.parse(before))],
      ['rateLimits', 'key', (old) => old.where('expire', '<', Date.parse(before))],
    ]),
  mails: (trx, before) =>
    remove(trx, [
      ['mailbox', 'id', (old) => old.where('sentAt', '<', before)],
      ['accountMails', 'id', settled(before)],
      // what a report under way has told is looked up, so that nobody is told twice
      [
        'notices',
        'id',
        (old) =>
          settled(before)(old).where((over) =>
            over
              .whereIn('mutationId', closedReports(trx))
              .orWhereNotExists(trx('mutations').whereRaw('?? = ??', ['mutations.id', 'notices.mutationId'])),
          ),
      ],
    ]),
  invitations: (trx, before) =>
    remove(trx, [
      ['invitations', 'id', (old) => old.where('closedAt', '<', before).orWhere('expiresAt', '<', before)],
      [
        'partLinks',
        'id',
        (old) => old.where('createdAt', '<', before).whereIn('mutationId', closedReports(trx)),
      ],
    ]),
  drafts: async (trx, before, by) =>
    together(
      await forgetReports(trx, by, (old) =>
        old.where({ status: 'draft' }).whereNot({ createdBy: 'system' }).where('savedAt', '<', before),
      ),
      await forgetMailings(trx, by, (old) => old.where({ status: 'draft' }).where('savedAt', '<', before)),
    ),
  // while a draft goes on from one, papers may lie under the key of the one withdrawn
  withdrawn: (trx, before, by) =>
    forgetReports(trx, by, (old) =>
      old
        .where({ status: 'closed', outcome: 'recalled' })
        .where('closedAt', '<', before)
        .whereNotExists(trx({ next: 'mutations' }).whereRaw('?? = ??', ['next.id', 'mutations.continuedAs'])),
    ),
  cases: async (trx, before, by) =>
    together(
      await forgetReports(trx, by, (old) =>
        old
          .where({ status: 'closed' })
          .whereNot({ outcome: 'recalled' })
          .where('closedAt', '<', before)
          .whereNotExists(
            trx('entitlements')
              .where((its) =>
                its
                  .whereRaw('?? = ??', ['entitlements.mutationId', 'mutations.id'])
                  .orWhereRaw('?? = ??', ['entitlements.endedBy', 'mutations.id']),
              )
              .where((runs) => runs.whereNull('endsOn').orWhere('endsOn', '>=', swissDate(before))),
          ),
      ),
      await forgetMailings(trx, by, (old) => old.where({ status: 'done' }).where('doneAt', '<', before)),
    ),
  users: async (trx, before, by) => {
    const ids = await usersToForget(trx, before, atOnce)
    for (const id of ids) await forgetUser(trx, id, by)
    return { count: ids.length, next: ids.at(-1) ?? null }
  },
}

type Condition = (old: Knex.QueryBuilder) => Knex.QueryBuilder

const settled =
  (before: Instant): Condition =>
  (old) =>
    old.where((done) => done.where('sentAt', '<', before).orWhere('failedAt', '<', before))

const closedReports = (trx: Knex.Transaction) => trx('mutations').where({ status: 'closed' }).select('id')

async function remove(
  trx: Knex.Transaction,
  tables: [table: string, key: string, condition: Condition][],
): Promise<Forgotten> {
  let count = 0
  let isFull = false
  for (const [table, key, condition] of tables) {
    const old = condition(trx(table)).limit(rowsAtOnce).select({ key })
    const keys = (await old).map((row: { key: string | number }) => row.key)
    await trx(table).whereIn(key, keys).delete()
    count += keys.length
    isFull ||= keys.length === rowsAtOnce
  }
  return { count, next: isFull ? 'more' : null }
}

async function forgetReports(trx: Knex.Transaction, by: By, condition: Condition): Promise<Forgotten> {
  const old = condition(trx('mutations')).orderBy('id').limit(atOnce).select('id', 'employerId')
  const reports: { id: string; employerId: string }[] = await old.forUpdate()
  await removeReports(
    trx,
    reports.map(({ id }) => id),
  )
  for (const { id, employerId } of reports)
    await note(trx, by, { action: 'mutation.forget', object: id, employerId })
  return { count: reports.length, next: reports.length === atOnce ? 'more' : null }
}

/** Messages of the office to employers, with their files and what lies in the mailboxes. */
async function forgetMailings(trx: Knex.Transaction, by: By, condition: Condition): Promise<Forgotten> {
  const old = condition(trx('mailings')).orderBy('id').limit(atOnce).select('id')
  const ids = (await old.forUpdate()).map(({ id }: { id: string }) => id)
  await trx('messages').whereIn('mailingId', ids).delete()
  await trx('mailings').whereIn('id', ids).delete()
  await destroyKeys(trx, ids)
  for (const id of ids) await note(trx, by, { action: 'mailing.forget', object: id })
  return { count: ids.length, next: ids.length === atOnce ? 'more' : null }
}

const together = (...parts: Forgotten[]): Forgotten => ({
  count: parts.reduce((sum, { count }) => sum + count, 0),
  next: parts.some(({ next }) => next) ? 'more' : null,
})

/** Persons whose work ended long ago and about whom no report is kept any more. */
async function forgetPersons(
  db: Knex,
  before: Instant,
  after: string,
  day: string,
  by: By,
): Promise<Forgotten> {
  const of = (table: string) => db(table).whereRaw('?? = ??', [`${table}.employeeId`, 'employees.id'])
  const isLater = (span: Knex.QueryBuilder) =>
    span.whereNull('endsOn').orWhere('endsOn', '>=', swissDate(before))
  const found: { id: string }[] = await db('employees')
    .where('id', '>', after)
    .whereExists(of('employments'))
    .whereNotExists(of('employments').where(isLater))
    .whereNotExists(of('entitlements').where(isLater))
    .whereNotExists(of('mutations'))
    .orderBy('id')
    .limit(atOnce)
    .select('id')
  let count = 0
  for (const { id } of found) if (await eraseByRule(db, id, 'expired', by)) count++
  if (count > 0) await db.transaction((trx) => countForgotten(trx, day, 'persons', count))
  return { count, next: found.length === atOnce ? (found.at(-1)?.id ?? null) : null }
}
