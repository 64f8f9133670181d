import type { Knex } from 'knex'
import { addDays, type IsoDate } from '../domain/dates.js'
import type { MutationKind } from '../domain/kinds.js'
import type { Decided } from '../domain/workload.js'
import { isOnDesk } from './counts.js'
import { rows } from './prepared.js'

/** How many open tasks of the office there are of a kind, and how many are over their day or nearly. */
export interface Backlog {
  kind: MutationKind
  overdue: number
  /** Due within a week. */
  soon: number
  later: number
}

/** What a caseworker has before them; `id` null is what nobody has. */
export interface Load {
  id: string | null
  name: string | null
  open: number
  overdue: number
}

export interface Workload {
  came: { day: IsoDate; count: number }[]
  decided: Decided[]
  backlog: Backlog[]
  opened: { day: IsoDate; count: number }[]
  loads: Load[]
}

/** What came to the desk and what was decided since a day, and what is open today. Days are those of UTC. */
export async function workloadOf(db: Knex, since: IsoDate, today: IsoDate): Promise<Workload> {
  const values = { since, today, soon: addDays(today, 7) }
  const [came, decided, backlog, opened, loads] = await Promise.all([
    rows<Workload['came'][number]>(db, cameSql, values),
    rows<Decided>(db, decidedSql, values),
    rows<Backlog>(db, backlogSql, values),
    rows<Workload['opened'][number]>(db, openedSql, values),
    rows<Load>(db, loadsSql, values),
  ])
  return {
    came: came.map(counted),
    decided: decided.map(counted),
    backlog: backlog.map((it) => ({ ...it, overdue: +it.overdue, soon: +it.soon, later: +it.later })),
    opened: opened.map(counted),
    loads: loads.map((it) => ({ ...it, open: +it.open, overdue: +it.overdue })),
  }
}

// PostgreSQL counts in big numbers, which come as text
const counted = <Row extends { count: number }>(row: Row): Row => ({ ...row, count: Number(row.count) })

const cameSql = `select substr(opened_at, 1, 10) as day, count(*) as count from tasks
  where side = 'fund' and opened_at >= :since group by 1`

const decidedSql = `select substr(opened_at, 1, 10) as opened, substr(closed_at, 1, 10) as closed, count(*) as count from tasks
  where side = 'fund' and status = 'done' and closed_at >= :since group by 1, 2`

// the open tasks first: SQLite would rather begin with all reports there are
const backlogSql = `with open_tasks as materialized (select mutation_id, due_on from tasks where ${isOnDesk})
  select mutations.kind as kind,
    count(case when due_on < :today then 1 end) as overdue,
    count(case when due_on >= :today and due_on <= :soon then 1 end) as soon,
    count(case when due_on > :soon then 1 end) as later
  from open_tasks join mutations on mutations.id = open_tasks.mutation_id group by 1 order by 1`

// what is open is not closed: that is where the index begins
const openedSql = `select substr(opened_at, 1, 10) as day, count(*) as count from tasks
  where ${isOnDesk} and closed_at is null group by 1`

const loadsSql = `select tasks.claimed_by as id, users.name as name, count(*) as open, count(case when due_on < :today then 1 end) as overdue
  from tasks left join users on users.id = tasks.claimed_by where ${isOnDesk} group by 1, 2 order by 3 desc, 2`
