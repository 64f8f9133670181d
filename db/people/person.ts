import type { Knex } from 'knex'
import type { IsoDate } from '../../domain/dates.js'
import type { CivilStatus, Relation } from '../../domain/family-allowance/answers.js'
import type { Canton } from '../../domain/kinds.js'
import { namesIn } from '../../domain/names.js'
import type { Span } from '../../domain/span.js'
import type { TerminationAnswers } from '../../domain/termination/answers.js'
import type { Entitlement } from '../allowances/entitlements.js'
import { interruptionsOf } from '../allowances/interruptions.js'
import { type Json, look, named } from '../look.js'
import { openListed } from '../person-keys.js'

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

/** Somebody who is on nobody's file yet: only a name, as a report keeps it. */
export const strangerNamed = (subject: string): PersonOnFile => ({
  id: null,
  ...namesIn(subject),
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
  const sql = (json: Json) => `select ${listOfPerson(json, ':employeeId')} as found`
  return personIn(db, await look<FoundPerson[]>(db, sql, { employerId, employeeId }))
}

/** A person as a look finds them. */
export type FoundPerson = Omit<PersonOnFile, 'employment' | 'interruptions' | 'exits'> & {
  employments: EmploymentOnFile[]
  reports: { kind: string; outcome: string | null; answers: string }[]
}

/** What `listOfPerson` has found, or null. */
export async function personIn(db: Knex, [found]: FoundPerson[]): Promise<PersonOnFile | null> {
  if (!found) return null
  const { employments, reports, ...person } = found
  const wasAway = person.id !== null && reports.some(({ kind }) => kind === 'work-interruption')
  const exits = reports.filter(({ kind, outcome }) => kind === 'termination' && holds(outcome))
  return {
    ...person,
    employment: employments[0] ?? null,
    // Rare, and told by more than the report.
    interruptions: wasAway ? await interruptionsOf(db, String(person.id)) : [],
    exits: (await openListed(db, exits)).map(lastDayIn),
  }
}

const holds = (outcome: string | null) => outcome !== 'recalled' && outcome !== 'refused'
const lastDayIn = ({ answers }: { answers: string }) => (JSON.parse(answers) as TerminationAnswers).lastDay

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

/** The list of the one employee of `:employerId` with this id (a piece of SQL), empty if there is none. */
export const listOfPerson = (json: Json, id: string): string =>
  json.list(
    {
      ...employee,
      employments: json.list(employment, latestSql, 'starts_on'),
      children: json.list(child, 'select * from children where employee_id = listed.id', 'birth_date, id'),
      entitlements: json.list(entitlement, runningSql, 'starts_on desc, id'),
      reports: json.list(named('kind', 'outcome', 'answers'), reportsSql, 'submitted_at, id'),
    },
    `select * from employees where id = ${id} and employer_id = :employerId`,
    'id',
  )

const latestSql = `select * from employments
  where employee_id = listed.id and employer_id = listed.employer_id order by starts_on desc limit 1`

const runningSql = `select * from entitlements
  where employee_id = listed.id and (ends_on is null or ends_on >= starts_on)`

const reportsSql = `select * from mutations
  where employee_id = listed.id and kind in ('termination', 'work-interruption') and submitted_at is not null`
