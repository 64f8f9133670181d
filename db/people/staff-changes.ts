import type { Knex } from 'knex'
import type { Instant } from '../../domain/dates.js'
import type { Language } from '../../domain/kinds.js'
import type { ComparedRow, Difference, StaffOnFile } from '../../domain/staff-list/compare.js'
import type { OwnColumn, StaffRow } from '../../domain/staff-list/row.js'
import { type By, note, noteAll } from '../audit/note.js'
import { destroyKeys, sealJson } from '../person-keys.js'
import { rows as statement } from '../prepared.js'
import { beginDraft, type NewDraft } from '../reports/drafts.js'
import { searchText } from './search.js'
import { findImport, type ImportContent, staffOnFile } from './staff-imports.js'

/** A value that an employer has changed: by a staff list, or the language of letters on the person's page. */
export type EmployeeChange = Difference<OwnColumn> | { column: 'language'; old: Language; now: Language }

/** What an employer has changed about somebody. */
export interface StaffChange {
  id: string
  changes: EmployeeChange[]
  changedAt: Instant
  /** The name of whoever took it over. */
  changedBy: string | null
}

/** `moved`: what is on file has changed since it was shown; `gone`: it was taken over or thrown away before. */
export type Applied = { end: 'applied' | 'gone' } | { end: 'moved'; content: ImportContent }

/** Compares what a list says with what is on file. */
export type Compare = (rows: StaffRow[], onFile: StaffOnFile[]) => ComparedRow[]

interface Plan {
  employerId: string
  /** The id of the list. */
  id: string
  compare: Compare
  /** Reports to begin; those that are there already stay as they are. */
  drafts: NewDraft[]
}

/**
 * Takes a staff list over, once, as it was shown: what changes, with the old and new values under the key of each person, the
 * drafts, the audit, all in one transaction. Nothing is written if it would do something else than what was shown.
 */
export async function applyImport(db: Knex, plan: Plan, by: By): Promise<Applied> {
  try {
    return await db.transaction((trx) => applyIn(trx, plan, by))
  } catch (error) {
    if (error instanceof Moved) return { end: 'moved', content: error.content }
    throw error
  }
}

class Moved extends Error {
  constructor(readonly content: ImportContent) {
    super('the list was compared with something else')
  }
}

async function applyIn(trx: Knex.Transaction, { employerId, id, compare, drafts }: Plan, by: By) {
  const taken = { status: 'applied', appliedAt: by.at }
  const won = await trx('staffImports').where({ id, employerId, status: 'read' }).update(taken)
  const found = won === 1 ? await findImport(trx, employerId, id) : null
  if (!found?.content) return { end: 'gone' as const }
  // locked: an entry that is confirmed meanwhile must not pass unseen
  await trx('employers').where({ id: employerId }).forUpdate().first('id')
  const onFile = await staffOnFile(trx, employerId)
  const compared = compare(found.content.rows, onFile)
  if (gist(compared) !== gist(found.content.compared)) throw new Moved({ ...found.content, compared })
  const changed = compared.filter(({ changes }) => changes.length > 0)
  const people = new Map(onFile.map((person) => [person.id, person]))
  for (const row of changed) await change(trx, { employerId, importId: id }, row, people, by)
  for (const draft of drafts) await beginDraft(trx, draft, by)
  const counts = JSON.stringify({ ...found.counts, people: changed.length, reports: drafts.length })
  await trx('staffImports').where({ id }).update({ content: '', counts })
  await destroyKeys(trx, [id])
  for (let from = 0; from < changed.length; from += notedAtOnce)
    await noteAll(
      trx,
      changed.slice(from, from + notedAtOnce).map(({ employeeId, changes }) => ({
        by,
        entry: {
          action: 'employee.change',
          object: String(employeeId),
          employerId,
          fields: changes.map(({ column }) => column),
        },
      })),
    )
  const fields = [`people:${changed.length}`, `reports:${drafts.length}`]
  await note(trx, by, { action: 'employees.import', object: id, employerId, fields })
  return { end: 'applied' as const }
}

const notedAtOnce = 100

/** What would be done, apart from what only stands there to be read. */
const gist = (compared: ComparedRow[]) =>
  JSON.stringify(
    compared.map(({ place, state, employmentId, changes, exit }) => [
      place,
      state,
      employmentId,
      changes,
      exit,
    ]),
  )

async function change(
  trx: Knex.Transaction,
  { employerId, importId }: { employerId: string; importId: string },
  { place, employeeId, employmentId, changes }: ComparedRow,
  people: Map<string, StaffOnFile>,
  by: By,
): Promise<void> {
  const person = people.get(String(employeeId))
  if (!person) throw new Error('nobody to change')
  const now = Object.fromEntries(changes.map(({ column, now }) => [column, now]))
  const { personnelNumber, workplace, workload, function: job } = { ...person, ...now } as StaffOnFile
  await statement(trx, update, { id: employmentId, employerId, personnelNumber, job, workplace, workload })
  if ('personnelNumber' in now)
    await statement(trx, updateSearch, {
      ...{ id: person.id, employerId },
      search: searchText({ ...person, personnelNumber }),
    })
  await statement(trx, insert, {
    ...{ id: `${importId}/${place}`, employerId, employeeId: person.id },
    ...{ changes: await sealJson(trx, person.id, changes), changedBy: by.actor, changedAt: by.at },
  })
}

const update = `update employments set personnel_number = :personnelNumber, function = :job, workplace = :workplace,
  workload = cast(:workload as integer) where id = :id and employer_id = :employerId`
const updateSearch = 'update employees set search = :search where id = :id and employer_id = :employerId'
const insert = `insert into staff_changes (id, employer_id, employee_id, changes, changed_by, changed_at)
  values (:id, :employerId, :employeeId, :changes, :changedBy, :changedAt)`

/** What an employer has changed about a person, the newest first. */
export async function staffChangesOf(
  db: Knex,
  employerId: string,
  employeeId: string,
): Promise<StaffChange[]> {
  const found = await db('staffChanges')
    .leftJoin('users', 'users.id', 'staffChanges.changedBy')
    .where({ 'staffChanges.employerId': employerId, 'staffChanges.employeeId': employeeId })
    .orderBy('changedAt', 'desc')
    .select('staffChanges.id', 'changes', 'changedAt', { changedBy: 'users.name' })
  return found.map((row) => ({ ...row, changes: JSON.parse(row.changes) }))
}
