import type { Knex } from 'knex'
import type { Instant } from '../domain/dates.js'
import type { MutationKind } from '../domain/kinds.js'
import { referenceIn } from '../domain/references.js'
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

/** Counting stops here: who has more will search, not turn pages. */
export const reportsCounted = 1000

/** One page of reports, the newest first. */
export async function mutationList(
  db: Knex,
  filter: MutationFilter,
  page: { offset: number; limit: number },
  wanted?: Wanted,
): Promise<ListedMutation[]> {
  const ids = await newest(filter, page, wanted ?? (await wantedBy(db, filter)))
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
    .select({ waiting: openTasks(db) })
  return rows
    .map((row) => ({ ...row, waiting: Number(row.waiting) > 0 }))
    .toSorted((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id))
}

/** How many reports there are in each state for the same words, at most `reportsCounted` + 1. */
export async function mutationCounts(db: Knex, wanted: Wanted): Promise<Record<Mutation['status'], number>> {
  const counts = { draft: 0, submitted: 0, running: 0, closed: 0 }
  for (const state of wanted.states) {
    const some = wanted
      .in(state)
      .select('mutations.id')
      .limit(reportsCounted + 1)
    const row = await db.count({ all: '*' }).from(some.as('some')).first()
    counts[state] = Number(row?.all ?? 0)
  }
  return counts
}

/** The ids of one page: of each state the newest, which an index has in this order, and of these the newest. */
async function newest(
  filter: MutationFilter,
  { offset, limit }: { offset: number; limit: number },
  wanted: Wanted,
): Promise<string[]> {
  const found: { id: string; savedAt: Instant }[] = []
  for (const state of statesOf(filter).filter((it) => wanted.states.includes(it)))
    found.push(
      ...(await wanted
        .in(state)
        .orderBy([{ column: 'mutations.savedAt', order: 'desc' }, 'mutations.id'])
        .limit(offset + limit)
        .select('mutations.id', 'mutations.savedAt')),
    )
  return found
    .toSorted((a, b) => (a.savedAt === b.savedAt ? before(a.id, b.id) : before(b.savedAt, a.savedAt)))
    .slice(offset, offset + limit)
    .map(({ id }) => id)
}

const before = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
const statesOf = ({ state }: MutationFilter) =>
  state === 'open' ? openStates : state ? [state] : mutationStates

interface Wanted {
  /** The states that there can be any in. */
  states: readonly Mutation['status'][]
  in(state: Mutation['status']): Knex.QueryBuilder
}

/** The reports of a filter, state by state. What it takes long to find is found once, for the counts and for the list. */
export async function wantedBy(db: Knex, { employerId, onlySent, q }: MutationFilter): Promise<Wanted> {
  const reference = referenceIn(q)
  const words = reference ? [] : searchWords(q)
  const isWide = words.length > 0 && !employerId
  const closed = isWide ? await closedAbout(db, words) : null
  const isSent = !employerId || onlySent === true
  const inState = (state: Mutation['status']) => {
    const query = db('mutations').where('mutations.status', state)
    if (employerId) query.where('mutations.employerId', employerId)
    if (isSent) query.whereNotNull('mutations.submittedAt')
    if (reference) query.where({ reference })
    if (closed && state === 'closed') return query.where(closed)
    if (words.length > 0) query.leftJoin('employees', 'employees.id', 'mutations.employeeId')
    if (isWide) query.join('employers', 'employers.id', 'mutations.employerId')
    for (const word of words)
      query.where((either) => {
        either
          .where(contains(db, 'employees.search', word))
          .orWhere(containsFolded(db, 'mutations.subject', word))
          .orWhere(containsSigns(db, 'reference', word))
        if (isWide) either.orWhere(containsFolded(db, 'employers.name', word))
      })
    return query
  }
  return { states: isSent ? mutationStates.filter((it) => it !== 'draft') : mutationStates, in: inState }
}

/** So many people and firms are looked through among all that an office has ever known: who finds more types another word. */
const lookedThrough = { people: 500, firms: 20 }

/**
 * The closed reports of all employers that a search means, by what indices know: the person, the firm, or who never came to be on file. There may be
 * millions: nobody can read through them while somebody waits.
 */
async function closedAbout(db: Knex, words: string[]) {
  const people = db('employees').limit(lookedThrough.people)
  const firms = db('employers').limit(lookedThrough.firms)
  for (const word of words) {
    people.where(contains(db, 'employees.search', word))
    firms.where(containsFolded(db, 'employers.name', word))
  }
  const newcomers = db('mutations').whereNull('employeeId').where({ kind: 'new-employee', status: 'closed' })
  for (const word of words) newcomers.where(containsFolded(db, 'subject', word))
  const [employees, employers, others] = await Promise.all([
    people.pluck('id'),
    firms.pluck('id'),
    newcomers.limit(lookedThrough.people).pluck('id'),
  ])
  return (either: Knex.QueryBuilder) => {
    either.whereIn('mutations.employeeId', employees)
    if (employers.length > 0) either.orWhereIn('mutations.employerId', employers)
    if (others.length > 0) either.orWhereIn('mutations.id', others)
  }
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
