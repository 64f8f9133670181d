import type { Knex } from 'knex'
import type { Canton } from '../../domain/kinds.js'
import { type KnownPerson, personMeant } from '../../domain/new-employee/known.js'
import type { EmployeeValues } from '../../domain/register/columns.js'

/** An employment that is on file. */
export interface Work {
  id: string
  employeeId: string
  startsOn: string
  endsOn: string | null
  canton: Canton
  monthlyWage: number
  personnelNumber: string | null
}

/** A person who is on file, with every column, and the employments. */
export type PersonOnFile = Omit<KnownPerson, 'employments'> & { employments: Work[] } & Record<
    string,
    unknown
  >

/** The people of a file by employer: who is on file, and whoever has been added since. */
export interface People {
  find(employerId: string, values: EmployeeValues): PersonOnFile | null
  add(person: PersonOnFile): void
}

/** The employers of some rows by member number, locked against an entry that is confirmed meanwhile, and the people who may be meant. */
export async function peopleMeant(
  trx: Knex.Transaction,
  rows: EmployeeValues[],
  lock: boolean,
): Promise<{ employers: Map<string, string>; people: People }> {
  const numbers = [...new Set(rows.map(({ memberNumber }) => memberNumber))]
  const wanted = trx('employers').whereIn('memberNumber', numbers).orderBy('id').select('id', 'memberNumber')
  const found: { id: string; memberNumber: string }[] = await (lock ? wanted.forUpdate() : wanted)
  const employers = new Map(found.map(({ id, memberNumber }) => [memberNumber, id]))
  const alike: PersonOnFile[] = await trx('employees')
    .whereIn('employerId', [...employers.values()])
    .where(
      (either) =>
      either
        .whereIn('ahvNumber', rows.map(({ ahvNumber }) => ahvNumber)) // biome-ignore format: one line
        .orWhere((other) => other.whereNull('ahvNumber').whereIn('birthDate', rows.map(({ birthDate }) => birthDate))), // biome-ignore format: one line
    )
    .select('*')
  const ids = alike.map(({ id }) => id)
  const works: Work[] = await trx('employments')
    .whereIn('employeeId', ids)
    .select('id', 'employeeId', 'startsOn', 'endsOn', 'canton', 'monthlyWage', 'personnelNumber')
  const people = alike.map((it) => ({
    ...it,
    employments: works.filter(({ employeeId }) => employeeId === it.id),
  }))
  return {
    employers,
    people: {
      find: (employerId, values) =>
        personMeant(
          values,
          people.filter((it) => it.employerId === employerId),
        ),
      add: (person) => void people.push(person),
    },
  }
}

/** Which employment of a person a row means, null for a new one; or why it cannot be placed. */
export function placeOf(
  { startsOn, endsOn }: EmployeeValues,
  person: PersonOnFile | null,
): { work: Work | null } | { reason: string } {
  const works = person?.employments ?? []
  const work = works.find((it) => it.startsOn === startsOn) ?? null
  const last = '9999-12-31'
  const meets = works.find(
    (it) =>
      it !== work && it.startsOn <= ((endsOn ?? work?.endsOn) || last) && (it.endsOn ?? last) >= startsOn,
  )
  return meets ? { reason: `meets the employment from ${meets.startsOn} that is on file` } : { work }
}
