import type { Knex } from 'knex'
import type { IsoDate } from '../domain/dates.js'
import type { CivilStatus, Relation } from '../domain/family-allowance/answers.js'
import type { Span } from '../domain/family-allowance/span.js'
import type { Canton } from '../domain/kinds.js'
import type { Entitlement } from './entitlements.js'
import { interruptionsOf } from './interruptions.js'
import { type Json, look, named } from './look.js'
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

/** An employee of this employer with employment, children and entitlements in one look, or null. */
export async function personOnFile(
  db: Knex,
  employerId: string,
  employeeId: string,
): Promise<PersonOnFile | null> {
  type Found = Omit<PersonOnFile, 'employment' | 'interruptions' | 'exits'> & {
    employments: EmploymentOnFile[]
  }
  const [[found], interruptions, exits] = await Promise.all([
    look<Found[]>(db, personSql, { employerId, employeeId }),
    interruptionsOf(db, employeeId),
    reportedExits(db, employeeId),
  ])
  if (!found) return null
  const { employments, ...person } = found
  return { ...person, employment: employments[0] ?? null, interruptions, exits }
}

const employee = named('id', 'firstName', 'lastName', 'ahvNumber', 'birthDate', 'civilStatus')

const employment: Record<keyof EmploymentOnFile, string> = {
  canton: 'canton',
  startsOn: 'starts_on',
  endsOn: 'ends_on',
  monthlyWage: 'monthly_wage',
}

const child: Record<keyof ChildOnFile, string> = {
  id: 'id',
  firstName: 'first_name',
  lastName: 'last_name',
  ahvNumber: 'ahv_number',
  birthDate: 'birth_date',
  sex: 'sex',
  relation: 'relation',
  residenceCountry: 'residence_country',
  residenceCanton: 'residence_canton',
}

const entitlement: Record<keyof Entitlement, string> = {
  id: 'id',
  employeeId: 'employee_id',
  childId: 'child_id',
  mutationId: 'mutation_id',
  kind: 'kind',
  canton: 'canton',
  rate: 'rate',
  difference: 'difference',
  startsOn: 'starts_on',
  endsOn: 'ends_on',
  provenUntil: 'proven_until',
  endedBy: 'ended_by',
  endedBefore: 'ended_before',
}

const personSql = (json: Json) =>
  `select ${json.list(
    {
      ...employee,
      employments: json.list(employment, latestSql, 'starts_on'),
      children: json.list(child, 'select * from children where employee_id = :employeeId', 'birth_date, id'),
      entitlements: json.list(entitlement, runningSql, 'starts_on desc, id'),
    },
    'select * from employees where id = :employeeId and employer_id = :employerId',
    'id',
  )} as found`

const latestSql = `select * from employments
  where employee_id = :employeeId and employer_id = listed.employer_id order by starts_on desc limit 1`

const runningSql = `select * from entitlements
  where employee_id = :employeeId and (ends_on is null or ends_on >= starts_on)`
