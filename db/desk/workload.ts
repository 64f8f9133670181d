import type { Knex } from 'knex'
import { addDays, type IsoDate } from '../../domain/dates.js'
import type { MutationKind } from '../../domain/kinds.js'
import type { Decided } from '../../domain/workload.js'
import { rows } from '../prepared.js'
import { isOnDesk } from '../start/counts.js'

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
  const values = { today, soon: addDays(today, 7) }
  // where it is early in the morning, a day of UTC is not over yet
  const yesterday = addDays(today, -1)
  const [before, came, decided, backlog, opened, loads] = await Promise.all([
    pastOf(db, since, yesterday),
    rows<Workload['came'][number]>(db, cameSql, { from: yesterday, to: after }),
    rows<Decided>(db, decidedSql, { from: yesterday, to: after }),
    rows<Backlog>(db, backlogSql, values),
    rows<Workload['opened'][number]>(db, openedSql, values),
    rows<Load>(db, loadsSql, values),
  ])
  return {
    came: [...before.came, ...came.map(counted)],
    decided: [...before.decided, ...decided.map(counted)],
    backlog: backlog.map((it) => ({ ...it, overdue: +it.overdue, soon: +it.soon, later: +it.later })),
    opened: opened.map(counted),
    loads: loads.map((it) => ({ ...it, open: +it.open, overdue: +it.overdue })),
  }
}

/** After every day. */
const after = '9999'

/** What came and was decided before a day: it stays as it was, and is counted once a day, which takes long with many tasks. */
function pastOf(db: Knex, since: IsoDate, until: IsoDate): Promise<Past> {
  const known = pasts.get(db)
  if (known?.since === since && known.until === until) return known.past
  const span = { from: since, to: until }
  const past = Promise.all([
    rows<Workload['came'][number]>(db, cameSql, span),
    rows<Decided>(db, decidedSql, span),
  ]).then(([came, decided]) => ({ came: came.map(counted), decided: decided.map(counted) }))
  pasts.set(db, { since, until, past })
  past.catch(() => pasts.delete(db))
  return past
}

type Past = Pick<Workload, 'came' | 'decided'>
const pasts = new WeakMap<Knex, { since: IsoDate; until: IsoDate; past: Promise<Past> }>()

// PostgreSQL counts in big numbers, which come as text
const counted = <Row extends { count: number }>(row: Row): Row => ({ ...row, count: Number(row.count) })

const cameSql = `select substr(opened_at, 1, 10) as day, count(*) as count from tasks
  where side = 'fund' and opened_at >= :from and opened_at < :to group by 1`

const decidedSql = `select substr(opened_at, 1, 10) as opened, substr(closed_at, 1, 10) as closed, count(*) as count from tasks
  where side = 'fund' and status = 'done' and closed_at >= :from and closed_at < :to group by 1, 2`

// the open tasks first: SQLite would rather begin with all reports there are
const backlogSql = `with open_tasks as materialized (select mutation_id, due_on from tasks where ${isOnDesk})
  select mutations.kind as kind,
    count(case when due_on < :today then 1 end) as overdue,
    count(case when due_on >= :today and due_on <= :soon then 1 end) as soon,
    count(case when due_on > :soon then 1 end) as later
  from open_tasks join mutations on mutations.id = open_tasks.mutation_id and mutations.status <> 'closed' group by 1 order by 1`

// what is open is not closed: that is where the index begins
const openedSql = `select substr(opened_at, 1, 10) as day, count(*) as count from tasks
  where ${isOnDesk} and closed_at is null group by 1`

const loadsSql = `select tasks.claimed_by as id, users.name as name, count(*) as open, count(case when due_on < :today then 1 end) as overdue
  from tasks left join users on users.id = tasks.claimed_by where ${isOnDesk} group by 1, 2 order by 3 desc, 2`
