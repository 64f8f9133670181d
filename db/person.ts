import type { Knex } from 'knex'
import type { IsoDate } from '../domain/dates.js'
import type { CivilStatus, Relation } from '../domain/family-allowance/answers.js'
import type { Span } from '../domain/family-allowance/span.js'
import type { Canton } from '../domain/kinds.js'
import { type Entitlement, entitlementsOf } from './entitlements.js'
import { interruptionsOf } from './interruptions.js'
import { reportedExits } from './terminations.js'

/** What is on file about an employee and is asked no second time. */
export interface PersonOnFile {
  /** Null for somebody who is on nobody's file yet. */
  id: string | null
  firstName: string
  lastName: string
  ahvNumber: string | null
  birthDate: IsoDate
  civilStatus: CivilStatus
  /** The latest with this employer. */
  employment: EmploymentOnFile | null
  /** The eldest first. */
  children: ChildOnFile[]
  /** The newest first. */
  entitlements: Entitlement[]
  /** When the person is or was away, by reports that were sent. */
  interruptions: Span[]
  /** Last days of employments, by reports that were sent. */
  exits: IsoDate[]
}

export interface EmploymentOnFile {
  canton: Canton
  startsOn: IsoDate
  endsOn: IsoDate | null
  /** In Rappen. */
  monthlyWage: number
}

export interface ChildOnFile {
  id: string
  firstName: string
  lastName: string
  ahvNumber: string | null
  birthDate: IsoDate
  sex: 'female' | 'male'
  relation: Relation
  residenceCountry: string
  residenceCanton: Canton | null
}

/** Somebody who is on nobody's file yet: only a name, as it was typed. */
export const strangerNamed = (name: string): PersonOnFile => ({
  id: null,
  firstName: '',
  lastName: name,
  ahvNumber: null,
  birthDate: '',
  civilStatus: 'single',
  employment: null,
  children: [],
  entitlements: [],
  interruptions: [],
  exits: [],
})

/** An employee of this employer with employment, children and entitlements, or null. */
export async function personOnFile(
  db: Knex,
  employerId: string,
  employeeId: string,
): Promise<PersonOnFile | null> {
  const employee = await db('employees')
    .where({ id: employeeId, employerId })
    .first('id', 'firstName', 'lastName', 'ahvNumber', 'birthDate', 'civilStatus')
  if (!employee) return null
  const [employment, children, entitlements, interruptions, exits] = await Promise.all([
    db('employments').where({ employeeId, employerId }).orderBy('startsOn', 'desc').first(),
    db('children').where({ employeeId }).orderBy(['birthDate', 'id']),
    entitlementsOf(db, employeeId),
    interruptionsOf(db, employeeId),
    reportedExits(db, employeeId),
  ])
  return { ...employee, employment: employment ?? null, children, entitlements, interruptions, exits }
}
