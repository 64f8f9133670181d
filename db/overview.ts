import type { Knex } from 'knex'
import type { Instant, IsoDate } from '../domain/dates.js'
import type { MutationKind } from '../domain/kinds.js'
import { openStates } from './mutations.js'

export interface Counts {
  tasks: number
  messages: number
}

/** What waits for an employer: open tasks and drafts together, and unread messages. One query for every page's menu. */
export async function employerCounts(db: Knex, employerId: string): Promise<Counts> {
  const row = await db
    .select({
      tasks: db('tasks').where({ employerId, side: 'employer', status: 'open' }).count(),
      drafts: db('mutations').where({ employerId, status: 'draft' }).count(),
      messages: db('messages').where({ employerId }).whereNull('readAt').count(),
    })
    .first()
  return { tasks: Number(row.tasks) + Number(row.drafts), messages: Number(row.messages) }
}

/** How many tasks of the office are open. */
export async function deskCount(db: Knex): Promise<number> {
  const row = await db('tasks').where({ side: 'fund', status: 'open' }).count({ open: '*' }).first()
  return Number(row?.open ?? 0)
}

/** Something an employer has to do: a task with its due day, or a draft that was saved at a moment. */
export interface ToDo {
  /** Of the task, or of the mutation that is a draft. */
  id: string
  mutationId: string
  /** Null for a draft. */
  step: string | null
  dueOn: IsoDate | null
  savedAt: Instant
  kind: MutationKind
  reference: string
  firstName: string | null
  lastName: string | null
  /** What it is about, where nobody is on file. */
  subject: string | null
}

/** The most urgent of what an employer has to do, tasks before drafts, and how many tasks are overdue on a day. */
export async function nextToDo(
  db: Knex,
  employerId: string,
  today: IsoDate,
  limit: number,
): Promise<{ toDo: ToDo[]; overdue: number }> {
  const waiting = db.raw(toDoSql, { employerId, today, limit })
  const rows = await db.from(waiting).select('*').orderByRaw(toDoOrder).limit(limit)
  const toDo = rows.map(({ overdue, ...row }) => row)
  return { toDo, overdue: Number(rows[0]?.overdue ?? 0) }
}

const toDoOrder = 'case when due_on is null then 1 else 0 end, due_on, saved_at desc, id'

const toDoSql = `(
  select listed.*, kind, reference, first_name, last_name, subject, (
    select count(*) from tasks
    where employer_id = :employerId and side = 'employer' and status = 'open' and due_on < :today
  ) as overdue
  from (
    select * from (
      select id, mutation_id, step, due_on, opened_at as saved_at from tasks
      where employer_id = :employerId and side = 'employer' and status = 'open' order by due_on limit :limit
    ) as open_tasks
    union all
    select * from (
      select id, id as mutation_id, null as step, null as due_on, saved_at from mutations
      where employer_id = :employerId and status = 'draft' order by saved_at desc limit :limit
    ) as drafts
  ) as listed
  join mutations on mutations.id = listed.mutation_id
  left join employees on employees.id = mutations.employee_id
) as waiting`

/** A report that is under way, and which side must act on it now. */
export interface RunningMutation {
  id: string
  kind: MutationKind
  reference: string
  status: 'submitted' | 'running'
  submittedAt: Instant
  firstName: string | null
  lastName: string | null
  subject: string | null
  side: 'employer' | 'fund' | null
  dueOn: IsoDate | null
}

/** The reports of an employer that are under way, those that wait for the employer first, and how many they are. */
export async function runningMutations(
  db: Knex,
  employerId: string,
  limit: number,
): Promise<{ mutations: RunningMutation[]; running: number }> {
  const submitted = () =>
    db('mutations').where({ 'mutations.employerId': employerId }).whereIn('mutations.status', openStates)
  const rows = await submitted()
    .leftJoin('employees', 'employees.id', 'mutations.employeeId')
    .leftJoin('tasks', (on) => on.on('tasks.mutationId', 'mutations.id').andOnVal('tasks.status', 'open'))
    .orderByRaw("case tasks.side when 'employer' then 0 else 1 end")
    .orderBy([{ column: 'mutations.submittedAt', order: 'desc' }, 'mutations.id'])
    .limit(limit)
    .select('mutations.id', 'mutations.kind', 'mutations.reference', 'mutations.submittedAt')
    .select('mutations.status', 'mutations.subject')
    .select('employees.firstName', 'employees.lastName', 'tasks.side', 'tasks.dueOn')
    .select({ running: submitted().count() })
  const mutations = rows.map(({ running, ...row }) => row)
  return { mutations, running: Number(rows[0]?.running ?? 0) }
}
