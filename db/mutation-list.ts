import type { Knex } from 'knex'
import type { Instant } from '../domain/dates.js'
import type { MutationKind } from '../domain/kinds.js'
import { searchWords } from './employee-search.js'
import { type Mutation, type Outcome, openStates, toMutation } from './mutations.js'
import { personAbout } from './task-case.js'
import { contains, containsFolded, containsSigns } from './words.js'

export const mutationStates = ['draft', 'submitted', 'running', 'closed'] as const

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
  /** The employer has an open task about it. */
  waiting: boolean
}

export interface MutationFilter {
  /** Whose reports; all without it, but then only what was sent: drafts are none of the office's business. */
  employerId?: string
  /** Only what was sent, also of one employer: for the office. */
  onlySent?: boolean
  /** `open`: sent and not closed. */
  state?: Mutation['status'] | 'open'
  /** Words of a name or a reference, for the office also of the employer. */
  q: string
}

/** One page of reports, the newest first, and how many there are. */
export async function mutationList(
  db: Knex,
  filter: MutationFilter,
  page: { offset: number; limit: number },
): Promise<{ rows: ListedMutation[]; found: number }> {
  const counted = await found(db, filter).count({ all: '*' }).first()
  const rows = await found(db, filter)
    .orderBy([{ column: 'mutations.savedAt', order: 'desc' }, 'mutations.id'])
    .offset(page.offset)
    .limit(page.limit)
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
    .select({ waiting: openTasks(db) })
  return {
    rows: rows.map((row: ListedMutation) => ({ ...row, waiting: Number(row.waiting) > 0 })),
    found: Number(counted?.all ?? 0),
  }
}

/** How many reports there are in each state, for the same words. */
export async function mutationCounts(
  db: Knex,
  filter: MutationFilter,
): Promise<Record<Mutation['status'], number>> {
  const rows = await found(db, { ...filter, state: undefined })
    .groupBy('mutations.status')
    .select('mutations.status')
    .count({ all: '*' })
  const counts = { draft: 0, submitted: 0, running: 0, closed: 0 }
  for (const row of rows) counts[row.status as Mutation['status']] = Number(row.all)
  return counts
}

function found(db: Knex, { employerId, onlySent, state, q }: MutationFilter): Knex.QueryBuilder {
  const query = db('mutations')
    .leftJoin('employees', 'employees.id', 'mutations.employeeId')
    .join('employers', 'employers.id', 'mutations.employerId')
  if (employerId) query.where('mutations.employerId', employerId)
  if (!employerId || onlySent) query.whereNotNull('mutations.submittedAt')
  if (state === 'open') query.whereIn('mutations.status', openStates)
  else if (state) query.where('mutations.status', state)
  for (const word of searchWords(q))
    query.where((either) => {
      either
        .where(contains(db, 'employees.search', word))
        .orWhere(containsFolded(db, 'mutations.subject', word))
        .orWhere(containsSigns(db, 'reference', word))
      if (!employerId) either.orWhere(containsFolded(db, 'employers.name', word))
    })
  return query
}

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
