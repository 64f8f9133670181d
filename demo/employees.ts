import type { Knex } from 'knex'
import { searchText } from '../db/people/search.js'
import type { IsoDate } from '../domain/dates.js'
import { francs } from '../domain/money.js'
import { type Firm, firms } from './firms.js'
import { ahvNumberOf, idOf } from './ids.js'
import type { Person } from './person.js'

export const employeeId = (person: Person): string => idOf('employee', person.name)

/** First name, and the rest. */
export function namesOf({ name }: Person): { firstName: string; lastName: string } {
  const [firstName = '', ...rest] = name.split(' ')
  return { firstName, lastName: rest.join(' ') }
}

/** Writes the employers, and everybody who works or worked for them. */
export async function seedEmployees(db: Knex, day: IsoDate): Promise<void> {
  await db('employers').insert(firms.map(({ people: _, ...firm }) => firm))
  for (const firm of firms) {
    await db('employees').insert(firm.people.map((person, nth) => employeeRow(firm, person, nth, day)))
    await db('employments').insert(firm.people.map((person, nth) => employmentRow(firm, person, nth, day)))
  }
}

const personnelNumber = (nth: number) => String(1001 + nth)

function employeeRow(firm: Firm, person: Person, nth: number, day: IsoDate) {
  const { sex, born, status = 'married', nation = 'CH', language = firm.language, unnumbered } = person
  const ahvNumber = unnumbered ? null : ahvNumberOf(person.name)
  const names = namesOf(person)
  return {
    id: employeeId(person),
    employerId: firm.id,
    ahvNumber,
    ...names,
    birthDate: born(day),
    sex,
    civilStatus: status,
    nationality: nation,
    language,
    ...addressOf(person),
    search: searchText({ ...names, ahvNumber, personnelNumber: personnelNumber(nth) }),
  }
}

function addressOf({ name, home }: Person) {
  const [, street, country = 'CH', zip, city] = /^(.+), (?:([A-Z]{2})-)?(\d+) (.+)$/.exec(home) ?? []
  if (!street || !zip || !city) throw new Error(`the address of ${name} cannot be read`)
  return { street, zip, city, country }
}

function employmentRow(firm: Firm, person: Person, nth: number, day: IsoDate) {
  return {
    id: idOf('employment', person.name),
    employerId: firm.id,
    employeeId: employeeId(person),
    personnelNumber: personnelNumber(nth),
    function: person.work,
    workplace: person.workplace ?? firm.city,
    canton: workCanton(firm, person),
    workload: person.workload ?? 100,
    monthlyWage: francs(person.wage),
    startsOn: person.since(day),
    endsOn: person.until?.(day) ?? null,
  }
}

export const workCanton = (firm: Firm, person: Person) => person.canton ?? firm.canton
