import type { Knex } from 'knex'
import type { Instant } from '../../domain/dates.js'
import type { MutationKind } from '../../domain/kinds.js'
import { personAbout } from '../tasks/case.js'
import { type Mutation, type Outcome, openStates, toMutation } from './mutations.js'
import {
  type Dated,
  type MutationFilter,
  mutationStates,
  newestFirst,
  type Wanted,
  wantedBy,
} from './wanted.js'

/** A report as a list shows it. */
export interface ListedMutation {
  id: string
  reference: string
  kind: MutationKind
  status: Mutation['status']
  outcome: Outcome | null
  savedAt: Instant
  submittedAt: Instant | null
  closedAt: Instant | null
  employeeId: string | null
  firstName: string | null
  lastName: string | null
  /** What it is about, where nobody is on file. */
  subject: string | null
  employerName: string
  memberNumber: string
  /** The employer has an open task about it. */
  waiting: boolean
}

/** One page of reports, the newest first. */
export async function mutationList(
  db: Knex,
  filter: MutationFilter,
  page: { offset: number; limit: number },
  wanted?: Wanted,
): Promise<ListedMutation[]> {
  return listed(db, await newest(filter, page, wanted ?? (await wantedBy(db, filter))))
}

/** All reports of a filter, the newest first and without pages: at most `limit`. */
export async function mutationLines(
  db: Knex,
  filter: MutationFilter,
  limit: number,
): Promise<ListedMutation[]> {
  const ids = await newest(filter, { offset: 0, limit }, await wantedBy(db, filter, limit))
  const lines: ListedMutation[] = []
  for (let from = 0; from < ids.length; from += atOnce)
    lines.push(...(await listed(db, ids.slice(from, from + atOnce))))
  return lines
}

/** A statement takes only so many values. */
const atOnce = 500

async function listed(db: Knex, ids: string[]): Promise<ListedMutation[]> {
  if (ids.length === 0) return []
  const rows: ListedMutation[] = await db('mutations')
    .leftJoin('employees', 'employees.id', 'mutations.employeeId')
    .join('employers', 'employers.id', 'mutations.employerId')
    .whereIn('mutations.id', ids)
    .select(
      'mutations.id',
      'reference',
      'kind',
      'mutations.status',
      'outcome',
      'savedAt',
      'submittedAt',
      'closedAt',
    )
    .select('mutations.employeeId', 'firstName', 'lastName', 'subject', { employerName: 'employers.name' })
    .select('memberNumber', { waiting: openTasks(db) })
  return rows
    .map((row) => ({ ...row, waiting: Number(row.waiting) > 0 }))
    .toSorted((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id))
}

/** How many reports there are in each state for the same words, at most `reportsCounted` + 1. */
export async function mutationCounts(wanted: Wanted): Promise<Record<Mutation['status'], number>> {
  const counts = { draft: 0, submitted: 0, running: 0, closed: 0 }
  for (const state of wanted.states) counts[state] = await wanted.count(state)
  return counts
}

/** The ids of one page: of each state the newest, which an index has in this order, and of these the newest. */
async function newest(
  filter: MutationFilter,
  { offset, limit }: { offset: number; limit: number },
  wanted: Wanted,
): Promise<string[]> {
  const found: Dated[] = []
  for (const state of statesOf(filter).filter((it) => wanted.states.includes(it)))
    found.push(...(await wanted.newest(state, offset + limit)))
  return found
    .toSorted(newestFirst)
    .slice(offset, offset + limit)
    .map(({ id }) => id)
}

const statesOf = ({ state }: MutationFilter) =>
  state === 'open' ? openStates : state ? [state] : mutationStates

const openTasks = (db: Knex) =>
  db('tasks')
    .where({ side: 'employer', 'tasks.status': 'open' })
    .whereRaw('tasks.mutation_id = mutations.id')
    .count()

/** A report that was submitted, with its people, for the office; null for a draft. */
export async function findMutationCase(db: Knex, id: string) {
  const row = await db('mutations').where({ id }).whereNotNull('submittedAt').first()
  if (!row) return null
  const mutation = toMutation(row)
  const employee = await personAbout(db, mutation)
  const employer = await db('employers')
    .where({ id: mutation.employerId })
    .first('id', 'name', 'memberNumber')
  return { mutation, employee, employer }
}
