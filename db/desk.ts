import type { Knex } from 'knex'
import type { Instant, IsoDate } from '../domain/dates.js'
import type { MutationKind } from '../domain/kinds.js'
import type { By } from './audit.js'
import { searchWords } from './employee-search.js'
import { claimTask, completeTask, notOwnDecision, type Task } from './tasks.js'
import { contains, containsFolded, containsSigns } from './words.js'

/** What of the open tasks of the office somebody wants to see; nothing set means all of them. */
export interface DeskFilter {
  q?: string
  kind?: string
  step?: string
  who?: 'mine' | 'free'
  /** Due before this day, or on it. */
  dueBy?: IsoDate
}

/** One line of the desk. */
export interface DeskRow {
  id: string
  mutationId: string
  step: string
  n: number
  dueOn: IsoDate
  details: Record<string, unknown>
  claimedBy: string | null
  claimedAt: Instant | null
  claimedByName: string | null
  /** Who decided what a second review looks at. */
  firstBy: string | null
  kind: MutationKind
  reference: string
  submittedAt: Instant
  firstName: string | null
  lastName: string | null
  /** What it is about, where nobody is on file. */
  subject: string | null
  employer: string
  canton: string
}

export interface DeskCounts {
  all: number
  mine: number
  free: number
  overdue: number
  second: number
}

/** How many open tasks each view of the desk holds, for this caseworker, in one query. */
export async function deskCounts(db: Knex, caseworker: string, today: IsoDate): Promise<DeskCounts> {
  const row = await openTasks(db)
    .select(
      db.raw('count(*) as "all"'),
      db.raw('count(case when claimed_by = ? then 1 end) as mine', [caseworker]),
      db.raw('count(case when claimed_by is null then 1 end) as free'),
      db.raw('count(case when due_on < ? then 1 end) as overdue', [today]),
      db.raw("count(case when step = 'second-review' then 1 end) as second"),
    )
    .first()
  return Object.fromEntries(Object.entries(row).map(([view, count]) => [view, Number(count)])) as never
}

/** How many open tasks a filter leaves. */
export async function countDesk(db: Knex, filter: DeskFilter, caseworker: string): Promise<number> {
  const row = await filtered(db, filter, caseworker).count({ found: '*' }).first()
  return Number(row?.found ?? 0)
}

/** One page of the open tasks of the office, the most urgent first. */
export async function deskRows(
  db: Knex,
  filter: DeskFilter,
  caseworker: string,
  page: { offset: number; limit: number },
): Promise<DeskRow[]> {
  const rows = await filtered(db, filter, caseworker)
    .leftJoin('users', 'users.id', 'tasks.claimedBy')
    .leftJoin('tasks as first', (first) =>
      first
        .on('tasks.step', db.raw("'second-review'"))
        .on('first.id', db.raw("?? || '/review/' || ??", ['tasks.mutationId', 'tasks.n'])),
    )
    .orderBy(['tasks.dueOn', 'tasks.id'])
    .offset(page.offset)
    .limit(page.limit)
    .select(
      ...['id', 'mutationId', 'step', 'n', 'dueOn', 'details', 'claimedBy', 'claimedAt'].map(
        (column) => `tasks.${column}`,
      ),
      ...['kind', 'reference', 'submittedAt', 'subject'].map((column) => `mutations.${column}`),
      ...['firstName', 'lastName'].map((column) => `employees.${column}`),
      { employer: 'employers.name', canton: 'employers.canton' },
      { claimedByName: 'users.name', firstBy: 'first.closedBy' },
    )
  return rows.map((row) => ({ ...row, details: JSON.parse(row.details) }))
}

const openTasks = (db: Knex) => db('tasks').where({ 'tasks.side': 'fund', 'tasks.status': 'open' })

function filtered(db: Knex, { q = '', kind, step, who, dueBy }: DeskFilter, caseworker: string) {
  const query = openTasks(db)
    .join('mutations', 'mutations.id', 'tasks.mutationId')
    .leftJoin('employees', 'employees.id', 'mutations.employeeId')
    .join('employers', 'employers.id', 'mutations.employerId')
  if (kind) query.where({ 'mutations.kind': kind })
  if (step) query.where({ 'tasks.step': step })
  if (who === 'mine') query.where({ 'tasks.claimedBy': caseworker })
  if (who === 'free') query.whereNull('tasks.claimedBy')
  if (dueBy) query.where('tasks.dueOn', '<=', dueBy)
  for (const word of searchWords(q))
    query.where((any) =>
      any
        .where(contains(db, 'employees.search', word))
        .orWhere(containsFolded(db, 'mutations.subject', word))
        .orWhere(containsSigns(db, 'mutations.reference', word))
        .orWhere(containsFolded(db, 'employers.name', word))
        .orWhere(containsSigns(db, 'employers.memberNumber', word)),
    )
  return query
}

/**
 * Takes the most urgent open task that nobody has, among those the filter leaves; with `mineToo` one that is
 * this caseworker's already will do as well. Answers its id, or null when there is none.
 */
export async function takeNext(
  db: Knex,
  filter: DeskFilter,
  by: By,
  { mineToo = false } = {},
): Promise<string | null> {
  for (let tries = 0; tries < 5; tries++) {
    const waiting = await filtered(db, filter, by.actor)
      .where((whose) => {
        whose.whereNull('tasks.claimedBy')
        if (mineToo) whose.orWhere({ 'tasks.claimedBy': by.actor })
      })
      .where(notOwnDecision(by.actor))
      .orderBy(['tasks.dueOn', 'tasks.id'])
      .limit(5)
      .select('tasks.id', 'tasks.claimedBy')
    if (waiting.length === 0) return null
    for (const task of waiting) if (task.claimedBy || (await claimTask(db, task.id, by))) return task.id
  }
  return null
}

/** `won`: the decision counts. `closed`: somebody was first. `not-theirs`: it is not this person's to decide. */
export type Ruling = 'won' | 'closed' | 'not-theirs'

/**
 * Writes a decision of the office, which only the caseworker may take who has claimed the task, and never the one
 * whose own decision is looked at a second time.
 */
export async function decideTask(
  db: Knex,
  task: Task & { kind: MutationKind },
  outcome: object,
  by: By,
): Promise<Ruling> {
  const onlyTheirs = async (trx: Knex.Transaction) => {
    const theirs = trx('tasks').where({ id: task.id, claimedBy: by.actor }).where(notOwnDecision(by.actor))
    if (!(await theirs.first('id'))) throw new NotTheirs()
  }
  try {
    return (await completeTask(db, task, outcome, by, onlyTheirs)) ? 'won' : 'closed'
  } catch (error) {
    if (error instanceof NotTheirs) return 'not-theirs'
    throw error
  }
}

class NotTheirs extends Error {}
