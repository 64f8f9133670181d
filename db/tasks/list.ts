import type { Knex } from 'knex'
import { addDays, type Instant, type IsoDate } from '../../domain/dates.js'
import type { MutationKind } from '../../domain/kinds.js'
import { referenceBegun, referenceIn } from '../../domain/references.js'
import { openAbout, openReport, type Topics } from '../open-topics.js'
import { searchWords } from '../people/search.js'
import { aboutWord, reportsAbout } from '../reports/meant.js'

/** Which of an employer's tasks are wanted; a `step` is one kind of task. */
export interface EmployerTaskFilter {
  show: 'all' | 'mine' | 'overdue' | 'soon' | 'drafts' | 'done' | { step: string }
  q: string
  today: IsoDate
  /** Who looks, for `mine`. */
  userId?: string
  /** The topics of who looks. */
  topics: Topics
}

interface About {
  kind: MutationKind
  reference: string
  firstName: string | null
  lastName: string | null
  /** What it is about, where nobody is on file. */
  subject: string | null
}

/** A task that waits for the employer, or did. */
export interface EmployerTask extends About {
  id: string
  step: string
  status: 'open' | 'done' | 'expired' | 'withdrawn'
  dueOn: IsoDate
  details: Record<string, unknown>
  closedAt: Instant | null
  /** The colleague it was given to. */
  givenTo: string | null
}

/** A report that somebody began and has not sent. */
export interface UnsentDraft extends About {
  id: string
  savedAt: Instant
  /** Somebody else has handed in their part: it can be completed. */
  isReady: boolean
  begunBy: string | null
}

export interface EmployerTaskCounts {
  overdue: number
  /** Due within a week, today included. */
  soon: number
  /** Given to whoever looks. */
  mine: number
  drafts: number
  done: number
  /** Open tasks by their step. */
  steps: Record<string, number>
}

/** How many tasks and drafts of an employer there are, for the chips above the list. */
export async function employerTaskCounts(
  db: Knex,
  employerId: string,
  today: IsoDate,
  userId: string,
  own: Topics,
): Promise<EmployerTaskCounts> {
  const open = await db('tasks')
    .where({ employerId, side: 'employer', status: 'open' })
    .whereRaw(openAbout(own), { employerId })
    .groupBy('step')
    .select('step', db.raw('count(*) as waiting'))
    .select(db.raw('count(case when due_on < ? then 1 end) as overdue', [today]))
    .select(db.raw('count(case when due_on between ? and ? then 1 end) as soon', [today, addDays(today, 7)]))
    .select(db.raw('count(case when claimed_by = ? then 1 end) as mine', [userId]))
  const drafts = await db('mutations')
    .where({ employerId, status: 'draft', subjectKey: null })
    .whereRaw(openReport(own))
    .count({ found: '*' })
    .first()
  const done = await closedTasks(db, employerId, own).count({ found: '*' }).first()
  return {
    overdue: open.reduce((sum, row) => sum + Number(row.overdue), 0),
    mine: open.reduce((sum, row) => sum + Number(row.mine), 0),
    soon: open.reduce((sum, row) => sum + Number(row.soon), 0),
    drafts: Number(drafts?.found ?? 0),
    done: Number(done?.found ?? 0),
    steps: Object.fromEntries(open.map((row) => [row.step, Number(row.waiting)])),
  }
}

/** So many closed tasks are looked for: who finds more types another word. */
export const closedCounted = 1000

/** One page of an employer's tasks and, behind them, its drafts; with the number of all of them, of closed ones that were searched `closedCounted` + 1 if there are more. */
export async function employerTaskList(
  db: Knex,
  employerId: string,
  filter: EmployerTaskFilter,
  page: { offset: number; limit: number },
): Promise<{ tasks: EmployerTask[]; drafts: UnsentDraft[]; found: number }> {
  const wantsDrafts = filter.show === 'all' || filter.show === 'drafts'
  const { ids, count } = await foundTasks(db, employerId, filter, page)
  const tasks = await taskRows(db, ids, filter)
  const draftCount = wantsDrafts ? await counted(draftsOf(db, employerId, filter)) : 0
  const rest = { offset: Math.max(page.offset - count, 0), limit: page.limit - tasks.length }
  const drafts = wantsDrafts && rest.limit > 0 ? await draftRows(draftsOf(db, employerId, filter), rest) : []
  return { tasks, drafts, found: count + draftCount }
}

/** The ids of one page of tasks and the number of all; what is searched is read once. */
async function foundTasks(
  db: Knex,
  employerId: string,
  filter: EmployerTaskFilter,
  { offset, limit }: { offset: number; limit: number },
): Promise<{ ids: string[]; count: number }> {
  const ordered = tasksFor(db, employerId, filter).orderBy(orderOf(filter))
  if (searchWords(filter.q).length === 0) {
    const ids = await ordered.offset(offset).limit(limit).pluck('tasks.id')
    return { ids, count: await counted(tasksFor(db, employerId, filter)) }
  }
  if (filter.show === 'done') ordered.limit(Math.max(closedCounted + 1, offset + limit))
  const all: string[] = await ordered.pluck('tasks.id')
  return { ids: all.slice(offset, offset + limit), count: all.length }
}

const orderOf = ({ show }: EmployerTaskFilter) =>
  show === 'done'
    ? [{ column: 'tasks.closedAt', order: 'desc' }, { column: 'tasks.id' }]
    : [{ column: 'tasks.dueOn' }, { column: 'tasks.id' }]

function tasksFor(db: Knex, employerId: string, { show, q, today, userId, topics }: EmployerTaskFilter) {
  if (show === 'done') return closedAbout(db, employerId, q, topics)
  const query = db('tasks')
    .where({
      'tasks.employerId': employerId,
      side: 'employer',
      'tasks.status': 'open',
    })
    .whereRaw(openAbout(topics, 'tasks.mutation_id'), { employerId })
  if (show === 'drafts') query.whereRaw('1 = 0')
  if (show === 'mine') query.where({ 'tasks.claimedBy': userId ?? '' })
  if (show === 'overdue') query.where('tasks.dueOn', '<', today)
  if (show === 'soon') query.whereBetween('tasks.dueOn', [today, addDays(today, 7)])
  if (typeof show === 'object') query.where({ 'tasks.step': show.step })
  if (searchWords(q).length === 0) return query
  return aboutSomebody(db, query.join('mutations', 'mutations.id', 'tasks.mutationId'), q)
}

/** Of what is closed there may be tens of thousands: their reports are found first, each word's from indices. */
function closedAbout(db: Knex, employerId: string, q: string, own: Topics) {
  const query = closedTasks(db, employerId, own)
  for (const word of searchWords(q))
    query.where((either) => {
      for (const reports of reportsAbout(db, word, employerId))
        either.orWhereIn('tasks.mutationId', reports.select('id'))
    })
  return query
}

const closedTasks = (db: Knex, employerId: string, own: Topics) =>
  db('tasks')
    .where({ 'tasks.employerId': employerId, side: 'employer' })
    .whereRaw("tasks.status <> 'open'")
    .whereRaw(openAbout(own, 'tasks.mutation_id'), { employerId })

const draftsOf = (db: Knex, employerId: string, { q, topics }: EmployerTaskFilter) =>
  aboutSomebody(
    db,
    db('mutations')
      .where({ 'mutations.employerId': employerId, 'mutations.status': 'draft' })
      .whereRaw(openReport(topics, 'mutations.kind'))
      .whereNull('mutations.subjectKey'), // what the clock has asked for shows as its task
    q,
  )

function aboutSomebody(db: Knex, query: Knex.QueryBuilder, q: string) {
  query.leftJoin('employees', 'employees.id', 'mutations.employeeId')
  const begun = referenceIn(q) ?? referenceBegun(q)
  if (begun) return query.whereLike('mutations.reference', `${begun}%`)
  for (const word of searchWords(q)) query.where((either) => aboutWord(db, either, word))
  return query
}

const counted = async (query: Knex.QueryBuilder) =>
  Number((await query.count({ found: '*' }).first())?.found ?? 0)

const about = ['kind', 'reference', 'subject']
  .map((column) => `mutations.${column}`)
  .concat('employees.firstName', 'employees.lastName')

async function taskRows(db: Knex, ids: string[], filter: EmployerTaskFilter): Promise<EmployerTask[]> {
  const rows: (Omit<EmployerTask, 'details'> & { details: string })[] = await db('tasks')
    .whereIn('tasks.id', ids)
    .join('mutations', 'mutations.id', 'tasks.mutationId')
    .leftJoin('employees', 'employees.id', 'mutations.employeeId')
    .orderBy(orderOf(filter))
    .select(
      'tasks.id',
      'tasks.step',
      'tasks.status',
      'tasks.dueOn',
      'tasks.details',
      'tasks.closedAt',
      ...about,
    )
    .leftJoin('users', 'users.id', 'tasks.claimedBy')
    .select({ givenTo: 'users.name' })
  return rows.map((row) => ({ ...row, details: JSON.parse(row.details) }))
}

/** The oldest first: what was left lying longest is forgotten first. */
async function draftRows(
  query: Knex.QueryBuilder,
  { offset, limit }: { offset: number; limit: number },
): Promise<UnsentDraft[]> {
  const rows = await query
    .leftJoin('users', 'users.id', 'mutations.createdBy')
    .orderBy(['mutations.savedAt', 'mutations.id'])
    .offset(offset)
    .limit(limit)
    .leftJoin('partLinks', (on) =>
      on.on('partLinks.mutationId', 'mutations.id').andOnNotNull('partLinks.usedAt'),
    )
    .select('mutations.id', 'mutations.savedAt', { begunBy: 'users.name' }, ...about)
    .select({ usedAt: 'partLinks.usedAt' })
  return rows.map(({ usedAt, ...draft }: { usedAt: Instant | null }) => ({
    ...draft,
    isReady: usedAt !== null,
  }))
}
