import { randomBytes, randomUUID } from 'node:crypto'
import type { Knex } from 'knex'
import type { Instant, IsoDate } from '../../domain/dates.js'
import { swissDate } from '../../domain/dates.js'
import { referenceFor } from '../../domain/references.js'
import { callKey } from '../../domain/salary-declaration/call.js'
import { type By, note } from '../audit/note.js'
import { nudge } from '../outbox.js'
import { isCalled, type Mutation } from '../reports/mutations.js'
import { withdrawExtensions } from '../tasks/tasks.js'

const kind = 'salary-declaration' as const
const taken = ['recalled', 'refused']

/**
 * Asks employers for the wages of a year: at most `limit` of those after an id, in the order of their ids. Whoever has declared
 * is not asked, and nobody twice; a draft somebody has begun for the year becomes the answer. Answers how many were asked and
 * where to go on, or null at the end.
 */
export function callForWages(
  db: Knex,
  year: number,
  after: string | null,
  limit: number,
  by: By,
): Promise<{ asked: number; next: string | null }> {
  return db.transaction(async (trx) => {
    const rows = await trx('employers')
      .where('id', '>', after ?? '')
      .whereNotExists(declarationsOf(trx, year).whereNotNull('submittedAt').where(notTaken))
      .whereNotExists(declarationsOf(trx, year).whereNotNull('subjectKey'))
      .orderBy('id')
      .limit(limit)
      .select('id')
    let asked = 0
    for (const { id } of rows) if (await callEmployer(trx, id, year, by)) asked++
    return { asked, next: rows.length === limit ? rows[rows.length - 1].id : null }
  })
}

/** The declarations of the employer of the outer query for a year. */
const declarationsOf = (trx: Knex.Transaction, year: number) =>
  trx('mutations')
    .select(trx.raw('1'))
    .whereRaw('mutations.employer_id = employers.id')
    .where({ kind, subject: String(year) })

const notTaken = (open: Knex.QueryBuilder) => open.whereNull('outcome').orWhereNotIn('outcome', taken)

/** Asks one employer for the wages of a year; a draft begun for it becomes the answer. False where it was asked before. */
export async function callEmployer(
  trx: Knex.Transaction,
  employerId: string,
  year: number,
  by: By,
): Promise<boolean> {
  const subjectKey = callKey(employerId, year)
  const begun = await trx('mutations')
    .where({ employerId, kind, status: 'draft', subject: String(year) })
    .orderBy('savedAt', 'desc')
    .first('id')
  const id = begun?.id ?? randomUUID()
  if (begun) await trx('mutations').where({ id }).update({ subjectKey })
  else if (!(await insertCall(trx, { id, employerId, year }, by))) return false
  await note(trx, by, { action: 'mutation.open', object: id, employerId })
  await nudge(trx, { id, kind }, by.at, 'bulk')
  return true
}

/** An empty draft for the year. False where the call is there already, or by a chance of one to a billion its reference. */
async function insertCall(
  trx: Knex.Transaction,
  { id, employerId, year }: { id: string; employerId: string; year: number },
  by: By,
): Promise<boolean> {
  const opened = await trx('mutations')
    .insert({
      ...{
        id,
        kind,
        employerId,
        employeeId: null,
        subject: String(year),
        subjectKey: callKey(employerId, year),
      },
      ...{ reference: referenceFor(kind, randomBytes(8)), status: 'draft' },
      draft: JSON.stringify({ way: { year: String(year) } }),
      ...{ createdBy: 'system', createdAt: by.at, savedAt: by.at },
    })
    .onConflict()
    .ignore()
    .returning('id')
  return opened.length > 0
}

/** The wages of a year are asked for anew, in a fresh draft: those that were sent were not accepted. */
export async function callAgain(
  trx: Knex.Transaction,
  { id, employerId, subjectKey, subject }: Mutation,
  by: By,
): Promise<void> {
  if (!subjectKey) return
  await trx('mutations').where({ id }).update({ subjectKey: null })
  const next = randomUUID()
  if (!(await insertCall(trx, { id: next, employerId, year: Number(subject) }, by)))
    throw new Error('the wages could not be asked for anew')
  await note(trx, by, { action: 'mutation.open', object: next, employerId })
  await nudge(trx, { id: next, kind }, by.at)
}

/** Locks a report and answers whether its wages are still asked for. */
export async function isStillCalled(trx: Knex.Transaction, id: string): Promise<boolean> {
  const row = await trx('mutations').where({ id }).forUpdate().first('status', 'subjectKey')
  return row !== undefined && isCalled(row)
}

/** The year a draft was opened for by the clock; null for one that somebody has begun. */
export const calledYear = ({
  subjectKey,
  subject,
}: Pick<Mutation, 'subjectKey' | 'subject'>): number | null => (subjectKey ? Number(subject) : null)

/** The years an employer is asked for now, with the drafts that answer. */
export async function openCalls(db: Knex, employerId: string): Promise<{ id: string; year: number }[]> {
  const rows = await db('mutations')
    .where({ employerId, kind, status: 'draft' })
    .whereNotNull('subjectKey')
    .orderBy('subject')
    .select('id', 'subject')
  return rows.map(({ id, subject }) => ({ id, year: Number(subject) }))
}

/** The day of the reminder letter about a year, or null while there is none. */
export async function remindedOn(db: Knex, employerId: string, year: number): Promise<IsoDate | null> {
  const row = await db('messages')
    .join('mutations', 'mutations.id', 'messages.mutationId')
    .where({ 'messages.employerId': employerId, 'messages.kind': 'salary-declaration-reminder' })
    .where({ 'mutations.subject': String(year) })
    .orderBy('messages.createdAt')
    .first({ at: 'messages.createdAt' })
  return row ? swissDate(row.at as Instant) : null
}

/** The wages are sent: nobody is asked for them any more. */
export async function answerCall(trx: Knex.Transaction, mutationId: string, by: By): Promise<void> {
  const answered = await trx('tasks')
    .where({ mutationId, step: 'declare', status: 'open' })
    .update({ status: 'done', outcome: '{}', closedBy: by.actor, closedAt: by.at })
    .returning(['id', 'employerId'])
  if (answered.length > 0) await withdrawExtensions(trx, mutationId, by)
  for (const { id, employerId } of answered)
    await note(trx, by, { action: 'task.complete', object: id, employerId })
}
