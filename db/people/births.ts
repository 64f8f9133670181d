import type { Knex } from 'knex'
import type { IsoDate } from '../../domain/dates.js'
import type { MutationKind } from '../../domain/kinds.js'
import { wordsOf } from '../../domain/new-employee/names.js'
import { employeeOf, type Mutation } from '../reports/mutations.js'

/** A birth as it was reported. */
export interface ReportedBirth {
  date: IsoDate
  children: { key: string; firstName: string; lastName: string; ahvNumber?: string }[]
}

/** Notes the children of a reported birth, once. */
export async function noteBirth(
  db: Knex,
  mutation: Mutation,
  { date, children }: ReportedBirth,
): Promise<void> {
  const about = {
    mutationId: mutation.id,
    employeeId: employeeOf(mutation),
    claim: mutation.kind,
    birthDate: date,
  }
  const named = children.map((child) => ({
    ...about,
    id: `${mutation.id}/${child.key}`,
    name: folded(child),
    ahvNumber: child.ahvNumber ?? null,
  }))
  // a child that was not born alive has no name, but its birth is reported once as well
  const rows =
    named.length > 0 ? named : [{ ...about, id: `${mutation.id}/birth`, name: '', ahvNumber: null }]
  await db('births').insert(rows).onConflict('id').ignore()
}

/**
 * Whether another report of the same kind is about this birth: of the same person, who may have several employers, or of
 * somebody else, for the same child by number or by name and birth date. Reports taken back or refused do not count.
 */
export async function birthAlsoReported(
  db: Knex,
  mutation: Mutation,
  { date, children }: ReportedBirth,
): Promise<'no' | 'by-same-person' | 'by-another'> {
  const employeeId = employeeOf(mutation)
  const others = await othersOn(db, mutation.kind, mutation.id, date, numbersOf(children))
  const person = await db('employees').where({ id: employeeId }).first('ahvNumber')
  const isSame = (it: Other) =>
    it.employeeId === employeeId || (it.personNumber !== null && it.personNumber === person?.ahvNumber)
  if (others.some((it) => it.birthDate === date && isSame(it))) return 'by-same-person'
  const names = children.map(folded)
  const numbers = numbersOf(children)
  const isOurChild = (it: Other) =>
    (it.ahvNumber !== null && numbers.includes(it.ahvNumber)) ||
    (it.birthDate === date && it.name !== '' && names.includes(it.name))
  return others.some((it) => !isSame(it) && isOurChild(it)) ? 'by-another' : 'no'
}

interface Other {
  employeeId: string
  personNumber: string | null
  birthDate: IsoDate
  name: string
  ahvNumber: string | null
}

function othersOn(
  db: Knex,
  claim: MutationKind,
  mutationId: string,
  date: IsoDate,
  numbers: string[],
): Promise<Other[]> {
  return db('births')
    .join('mutations', 'mutations.id', 'births.mutationId')
    .join('employees', 'employees.id', 'births.employeeId')
    .where({ 'births.claim': claim })
    .whereNot('births.mutationId', mutationId)
    .where((counts) =>
      counts.whereNull('mutations.outcome').orWhereNotIn('mutations.outcome', ['recalled', 'refused']),
    )
    .where((any) => any.where('births.birthDate', date).orWhereIn('births.ahvNumber', numbers))
    .select('births.employeeId', 'births.birthDate', 'births.name', 'births.ahvNumber')
    .select({ personNumber: 'employees.ahvNumber' })
}

const numbersOf = (children: ReportedBirth['children']) =>
  children.flatMap(({ ahvNumber }) => ahvNumber ?? [])

const folded = ({ firstName, lastName }: { firstName: string; lastName: string }): string =>
  wordsOf(`${firstName} ${lastName}`).join(' ').slice(0, 210)
