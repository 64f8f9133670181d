import { randomUUID } from 'node:crypto'
import type { Knex } from 'knex'
import type { Instant } from '../../domain/dates.js'
import type { MutationKind } from '../../domain/kinds.js'
import {
  type ComparedRow,
  countStates,
  type RowState,
  type StaffOnFile,
} from '../../domain/staff-list/compare.js'
import type { StaffRow } from '../../domain/staff-list/row.js'
import type { By } from '../audit/note.js'
import { destroyKeys, sealJson } from '../person-keys.js'
import { rows as statement } from '../prepared.js'
import { openStates } from '../reports/mutations.js'

/** What a list that was sent holds, and what it comes to. */
export interface ImportContent {
  fileName: string
  rows: StaffRow[]
  compared: ComparedRow[]
}

/** How many rows there are of each kind; how many persons were changed and reports prepared, once it was taken over. */
export type ImportCounts = Record<RowState, number> & { people?: number; reports?: number }

/** A staff list that somebody has sent: nothing of it counts before it is taken over. */
export interface StaffImport {
  id: string
  employerId: string
  status: 'read' | 'applied'
  /** Null once it was taken over. */
  content: ImportContent | null
  counts: ImportCounts
  createdBy: string
  createdAt: Instant
  appliedAt: Instant | null
}

/** Everybody who works or worked for an employer, with the newest employment. */
export function staffOnFile(db: Knex, employerId: string): Promise<StaffOnFile[]> {
  const sql = `
    select people.id, people.last_name, people.first_name, people.birth_date, people.ahv_number, job.id as employment_id,
      job.personnel_number, job.function, job.workplace, job.canton, job.workload, job.starts_on, job.ends_on
    from employees people left join employments job on job.id =
      (select id from employments where employee_id = people.id order by starts_on desc limit 1)
    where people.employer_id = :employerId`
  return statement(db, sql, { employerId })
}

/** Keeps a list to be looked at, sealed, in place of the one this user has sent before; answers its id. */
export function keepImport(db: Knex, employerId: string, content: ImportContent, by: By): Promise<string> {
  return db.transaction(async (trx) => {
    const before: { id: string }[] = await trx('staffImports')
      .where({ employerId, createdBy: by.actor, status: 'read' })
      .select('id')
    await removeImports(trx, before)
    const id = randomUUID()
    const row = { id, employerId, status: 'read', createdBy: by.actor, createdAt: by.at }
    await trx('staffImports').insert({ ...row, ...(await contentFor(trx, id, content)) })
    return id
  })
}

/** What was compared anew takes the place of what was shown before. */
export async function keepComparison(db: Knex, id: string, content: ImportContent): Promise<void> {
  await db('staffImports')
    .where({ id, status: 'read' })
    .update(await contentFor(db, id, content))
}

const contentFor = async (db: Knex, id: string, content: ImportContent) => ({
  content: await sealJson(db, id, content),
  counts: JSON.stringify(countStates(content.compared)),
})

/** A list of this employer, or null: it was thrown away, or forgotten after a day. */
export async function findImport(db: Knex, employerId: string, id: string): Promise<StaffImport | null> {
  const row = await db('staffImports').where({ id, employerId }).first()
  if (!row) return null
  return { ...row, counts: JSON.parse(row.counts), content: row.content ? JSON.parse(row.content) : null }
}

/** Throws a list away that was not taken over; false if it was. */
export function discardImport(db: Knex, employerId: string, id: string): Promise<boolean> {
  return db.transaction(async (trx) => {
    const found = await trx('staffImports').where({ id, employerId, status: 'read' }).select('id')
    await removeImports(trx, found)
    return found.length > 0
  })
}

/** Lists that were sent before a moment; their keys go with them. Answers how many. */
export async function forgetImports(trx: Knex.Transaction, before: Instant, limit: number): Promise<number> {
  const old: { id: string }[] = await trx('staffImports')
    .where('createdAt', '<', before)
    .limit(limit)
    .select('id')
  await removeImports(trx, old)
  return old.length
}

async function removeImports(trx: Knex.Transaction, imports: { id: string }[]): Promise<void> {
  const ids = imports.map(({ id }) => id)
  if (ids.length === 0) return
  await trx('staffImports').whereIn('id', ids).delete()
  await destroyKeys(trx, ids)
}

/** The entries and exits of an employer that are drafted or sent and not decided. */
export async function reportsUnderWay(
  db: Knex,
  employerId: string,
): Promise<{ id: string; kind: MutationKind; employeeId: string | null; subject: string | null }[]> {
  return db('mutations')
    .where({ employerId })
    .whereIn('status', ['draft', ...openStates])
    .whereIn('kind', ['new-employee', 'termination'])
    .orderBy('id')
    .select('id', 'kind', 'employeeId', 'subject')
}
