import type { Knex } from 'knex'
import type { IsoDate } from '../../domain/dates.js'
import type { NewEmployeeAnswers } from '../../domain/new-employee/answers.js'
import { type KnownPerson, personMeant } from '../../domain/new-employee/known.js'
import { type By, note } from '../audit/note.js'
import { type Mutation, openStates } from '../reports/mutations.js'
import { searchText } from './search.js'

/** Somebody on file, with the name of the employer: what the office may see, and nobody else. */
export type RegisteredPerson = KnownPerson & { employer: string }

/** The people on file with this AHV number or this birthday, of one employer or, for the office, of all. */
export async function peopleLike(
  db: Knex,
  { ahvNumber, birthDate }: { ahvNumber?: string; birthDate?: IsoDate },
  employerId?: string,
): Promise<RegisteredPerson[]> {
  if (!ahvNumber && !birthDate) return []
  const rows = await db('employees')
    .join('employers', 'employers.id', 'employees.employerId')
    .where((alike) => {
      if (ahvNumber) alike.orWhere({ 'employees.ahvNumber': ahvNumber })
      if (birthDate) alike.orWhere({ 'employees.birthDate': birthDate })
    })
    .where(employerId ? { 'employees.employerId': employerId } : {})
    .orderByRaw('case when ahv_number = ? then 0 else 1 end', [ahvNumber ?? ''])
    .orderBy(['employees.search', 'employees.id'])
    .limit(200)
    .select(
      ...['id', 'employerId', 'ahvNumber', 'firstName', 'lastName', 'birthDate'].map(
        (it) => `employees.${it}`,
      ),
      { employer: 'employers.name' },
    )
  const employments = await db('employments')
    .whereIn(
      'employeeId',
      rows.map(({ id }) => id),
    )
    .orderBy('startsOn', 'desc')
    .select('employeeId', 'startsOn', 'endsOn')
  return rows.map((row) => ({
    ...row,
    employments: employments
      .filter(({ employeeId }) => employeeId === row.id)
      .map(({ startsOn, endsOn }) => ({ startsOn, endsOn })),
  }))
}

/** An entry that was reported and is not confirmed yet; the person as stated, under the id of the report. */
export interface ReportedEntry {
  reference: string
  person: KnownPerson
}

/** The entries of an employer that are under way. */
export async function reportedEntries(db: Knex, employerId: string): Promise<ReportedEntry[]> {
  const rows = await db('mutations')
    .where({ employerId, kind: 'new-employee' })
    .whereIn('status', openStates)
    .orderBy('submittedAt')
    .select('id', 'reference', 'answers')
  return rows.map(({ id, reference, answers }) => {
    const { person }: NewEmployeeAnswers = JSON.parse(answers)
    const { firstName, lastName, birthDate, ahvNumber } = person
    const stated = { firstName, lastName, birthDate, ahvNumber: ahvNumber ?? null }
    return { reference, person: { id, employerId, ...stated, employments: [] } }
  })
}

/**
 * Puts a confirmed entry on file, once: the person, unless one of this employer is meant, with the address as reported
 * now, and the employment. Answers the employee's id. One who is employed at that time already gets no second employment.
 */
export async function employ(
  trx: Knex.Transaction,
  mutation: Pick<Mutation, 'id' | 'employerId'>,
  { person, contact, work }: NewEmployeeAnswers,
  ahvNumber: string | null,
  by: By,
): Promise<string> {
  const { id: mutationId, employerId } = mutation
  const stated = { ...person, ...(ahvNumber && { ahvNumber }) }
  // Locked: two reports of the same person must not pass each other unseen.
  await trx('employers').where({ id: employerId }).forUpdate().first('id')
  const meant = personMeant(stated, await peopleLike(trx, stated, employerId))
  const { firstName, lastName, birthDate, sex, nationality } = person
  const { personnelNumber = null } = work
  const number = ahvNumber ?? meant?.ahvNumber ?? null
  const search = searchText({ firstName, lastName, ahvNumber: number, personnelNumber })
  const row = { firstName, lastName, birthDate, sex, nationality, ...contact, ahvNumber: number, search }
  const employeeId = meant?.id ?? mutationId
  if (meant) await trx('employees').where({ id: employeeId }).update(row)
  else await trx('employees').insert({ ...row, id: employeeId, employerId })
  const { startsOn, endsOn = null, canton, workplace, workload, monthlyWage } = work
  const isThere = meant?.employments.some((it) => it.endsOn === null || it.endsOn >= startsOn)
  const span = {
    personnelNumber,
    function: work.function,
    workplace,
    canton,
    workload,
    monthlyWage,
    startsOn,
    endsOn,
  }
  if (!isThere) await trx('employments').insert({ ...span, id: mutationId, employerId, employeeId })
  await trx('mutations').where({ id: mutationId }).update({ employeeId })
  await trx('documents').where({ mutationId }).update({ employeeId })
  const fields = Object.keys(row)
  await note(trx, by, { action: 'employee.enter', object: employeeId, employerId, fields })
  return employeeId
}
