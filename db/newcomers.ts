import type { Knex } from 'knex'
import type { IsoDate } from '../domain/dates.js'
import type { NewEmployeeAnswers } from '../domain/new-employee/answers.js'
import type { KnownPerson } from '../domain/new-employee/known.js'
import { openStates } from './mutations.js'

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
