import type { Knex } from 'knex'
import type { Instant, IsoDate } from '../../domain/dates.js'
import type { Message } from '../messages/messages.js'
import { type Mutation, toMutation } from '../reports/mutations.js'

/** Who a report is about, as a system of the office knows them. */
export interface Person {
  id: string
  ahvNumber: string | null
  firstName: string
  lastName: string
  birthDate: IsoDate
}

/** A report that was sent, or null: drafts are the employer's own. */
export async function sentMutation(db: Knex, id: string): Promise<Mutation | null> {
  const row = await db('mutations').where({ id }).whereNot({ status: 'draft' }).first()
  return row ? toMutation(row) : null
}

/** A declaration of wages that the office has accepted, also where another has taken its place since, or null. */
export async function acceptedDeclaration(db: Knex, id: string): Promise<Mutation | null> {
  const row = await db('mutations')
    .where({ id, kind: 'salary-declaration', status: 'closed' })
    .whereIn('outcome', ['confirmed', 'superseded'])
    .whereExists(
      db('events').select(db.raw('1')).where({ mutationId: id, type: 'declaration.accepted' }), // not replaced before
    )
    .first()
  return row ? toMutation(row) : null
}

export async function employerParty(
  db: Knex,
  id: string,
): Promise<{ id: string; memberNumber: string; name: string; uid: string | null }> {
  const row = await db('employers').where({ id }).first()
  return { id, memberNumber: row.memberNumber, name: row.name, uid: row.uid ?? null }
}

export async function personParty(db: Knex, id: string | null): Promise<Person | null> {
  const columns = ['id', 'ahvNumber', 'firstName', 'lastName', 'birthDate']
  return id ? ((await db('employees').where({ id }).first(columns)) ?? null) : null
}

/** What the office has answered about a report, in its order. */
export async function reviewsOf(
  db: Knex,
  mutationId: string,
): Promise<{ step: string; n: number; closedAt: Instant; outcome: Record<string, unknown> }[]> {
  const rows = await db('tasks')
    .where({ mutationId, side: 'fund', status: 'done' })
    .orderBy(['closedAt', 'id'])
    .select('step', 'n', 'closedAt', 'outcome')
  return rows.map((row) => ({ ...row, outcome: JSON.parse(row.outcome ?? '{}') }))
}

/** The allowances that a report has given or ended, with the child of each. Rates in Rappen. */
export async function allowancesOf(db: Knex, mutationId: string) {
  const rows = await db('entitlements')
    .join('children', 'children.id', 'entitlements.childId')
    .where((touched) => touched.where({ mutationId }).orWhere({ endedBy: mutationId }))
    .orderBy('entitlements.id')
    .select('entitlements.id', 'kind', 'canton', 'rate', 'difference', 'startsOn', 'endsOn', 'provenUntil')
    .select({ childId: 'children.id', childAhvNumber: 'children.ahvNumber' })
    .select('children.firstName', 'children.lastName', 'children.birthDate')
  return rows.map(({ childId, childAhvNumber, firstName, lastName, birthDate, ...allowance }) => ({
    ...allowance,
    child: { id: childId, ahvNumber: childAhvNumber, firstName, lastName, birthDate },
  }))
}

/** A message by its id alone. */
export async function messageById(db: Knex, id: string): Promise<Message | null> {
  return (await db('messages').where({ id }).first()) ?? null
}

/** The ids of the messages about a report, in their order. */
export async function messageIdsOf(db: Knex, mutationId: string): Promise<string[]> {
  const rows = await db('messages').where({ mutationId }).orderBy(['createdAt', 'id']).select('id')
  return rows.map(({ id }) => id)
}
