import type { Knex } from 'knex'
import type { Instant, IsoDate } from '../../domain/dates.js'
import type { CivilStatus, Relation } from '../../domain/family-allowance/answers.js'
import type { Canton, Language, MutationKind } from '../../domain/kinds.js'
import { type Entitlement, entitlementsOf } from '../allowances/entitlements.js'
import type { Document } from '../reports/documents.js'
import type { Mutation, Outcome } from '../reports/mutations.js'
import { type Absence, absencesOf } from './absences.js'
import { type StaffChange, staffChangesOf } from './staff-changes.js'

/** A person who works or worked for an employer. */
export interface Employee {
  id: string
  employerId: string
  /** As `756.1234.5678.97`. */
  ahvNumber: string | null
  firstName: string
  lastName: string
  birthDate: IsoDate
  sex: 'female' | 'male'
  civilStatus: CivilStatus
  nationality: string
  language: Language
  street: string
  zip: string
  city: string
  country: string
}

/** A span of work; `monthlyWage` in Rappen, `workload` in per cent. */
export interface Employment {
  id: string
  personnelNumber: string | null
  function: string | null
  workplace: string | null
  canton: Canton
  workload: number
  monthlyWage: number
  startsOn: IsoDate
  endsOn: IsoDate | null
}

export interface Child {
  id: string
  ahvNumber: string | null
  firstName: string
  lastName: string
  birthDate: IsoDate
  sex: 'female' | 'male'
  relation: Relation
  residenceCountry: string
  residenceCanton: Canton | null
}

/** A report about this person, and which side must act on it now. */
export interface EmployeeMutation {
  id: string
  reference: string
  kind: MutationKind
  status: Mutation['status']
  outcome: Outcome | null
  savedAt: Instant
  closedAt: Instant | null
  /** A name, not an id. */
  createdBy: string | null
  openTask: { id: string; side: 'employer' | 'fund'; step: string; dueOn: IsoDate } | null
}

/** Everything the employer's page about a person shows. */
export interface EmployeeFile {
  employee: Employee
  /** Newest first. */
  employments: Employment[]
  /** Oldest child first. */
  children: (Child & { entitlements: Entitlement[] })[]
  /** Newest first. */
  mutations: EmployeeMutation[]
  /** Newest first, without those of drafts; `letter`: the kind of message it came with. */
  documents: (Document & { letter: string | null })[]
  /** What the employer has changed, newest first. */
  changes: StaffChange[]
  /** Newest first. */
  absences: Absence[]
}

/** The id of the person with this AHV number who works or worked for an employer, or null. */
export async function employeeByNumber(
  db: Knex,
  employerId: string,
  ahvNumber: string,
): Promise<string | null> {
  return (await db('employees').where({ employerId, ahvNumber }).first('id'))?.id ?? null
}

/** A person of this employer with all that belongs to it, or null. Eight queries. */
export async function findEmployee(db: Knex, employerId: string, id: string): Promise<EmployeeFile | null> {
  const employee = await db('employees').where({ id, employerId }).first(columns)
  if (!employee) return null
  const [employments, children, entitlements, mutations, documents, changes, absences] = await Promise.all([
    employmentsOf(db, employerId, id),
    db('children').where({ employerId, employeeId: id }).orderBy(['birthDate', 'id']),
    entitlementsOf(db, id),
    mutationsAbout(db, employerId, id),
    documentsAbout(db, employerId, id),
    staffChangesOf(db, employerId, id),
    absencesOf(db, employerId, id),
  ])
  const withEntitlements = children.map((child) => ({
    ...child,
    entitlements: entitlements.filter((it) => it.childId === child.id),
  }))
  return { employee, employments, children: withEntitlements, mutations, documents, changes, absences }
}

/** Whether there is such a person at this employer. */
export const isEmployeeOf = async (db: Knex, employerId: string, id: string): Promise<boolean> =>
  (await db('employees').where({ id, employerId }).first('id')) !== undefined

const columns = [
  'id', 'employerId', 'ahvNumber', 'firstName', 'lastName', 'birthDate', 'sex', 'civilStatus', 'nationality',
  'language', 'street', 'zip', 'city', 'country',
] // biome-ignore format: two rows

function employmentsOf(db: Knex, employerId: string, employeeId: string): Promise<Employment[]> {
  return db('employments').where({ employerId, employeeId }).orderBy('startsOn', 'desc')
}

async function mutationsAbout(db: Knex, employerId: string, employeeId: string): Promise<EmployeeMutation[]> {
  const rows = await db('mutations')
    .leftJoin('tasks', (on) =>
      on
        .on('tasks.mutationId', 'mutations.id')
        .andOnVal('tasks.status', 'open')
        .andOnVal('tasks.step', '<>', 'extension'),
    )
    .leftJoin({ author: 'users' }, 'author.id', 'mutations.createdBy')
    .where({ 'mutations.employerId': employerId, 'mutations.employeeId': employeeId })
    .orderBy([{ column: 'mutations.createdAt', order: 'desc' }, 'mutations.id', 'tasks.openedAt'])
    .select('mutations.id', 'mutations.reference', 'mutations.kind', 'mutations.status', 'mutations.outcome')
    .select('mutations.savedAt', 'mutations.closedAt')
    .select({ createdBy: 'author.name' })
    .select({ taskId: 'tasks.id', side: 'tasks.side', step: 'tasks.step', dueOn: 'tasks.dueOn' })
  const first = rows.filter((row, index) => row.id !== rows[index - 1]?.id)
  return first.map(({ taskId, side, step, dueOn, ...mutation }) => ({
    ...mutation,
    openTask: taskId ? { id: taskId, side, step, dueOn } : null,
  }))
}

function documentsAbout(
  db: Knex,
  employerId: string,
  employeeId: string,
): Promise<EmployeeFile['documents']> {
  return db('documents')
    .leftJoin('mutations', 'mutations.id', 'documents.mutationId')
    .leftJoin('messages', 'messages.id', 'documents.id') // a letter has its message's id
    .where({ 'documents.employerId': employerId, 'documents.employeeId': employeeId, forOffice: 0 })
    .where((known) => known.whereNull('mutations.id').orWhereNot('mutations.status', 'draft'))
    .orderBy([{ column: 'documents.createdAt', order: 'desc' }, 'documents.id'])
    .select('documents.*', { letter: 'messages.kind' })
}
