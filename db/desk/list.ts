import type { Knex } from 'knex'
import type { Instant, IsoDate } from '../../domain/dates.js'
import type { MutationKind } from '../../domain/kinds.js'
import { type Json, look, named } from '../look.js'
import { openListed } from '../person-keys.js'
import { isAskedBack } from '../reports/withdrawals.js'
import { isNotLater, isOnDesk } from '../start/counts.js'
import { type Colleague, colleaguesIn } from './colleagues.js'
import { askedOf, type DeskFilter, openTasks, ownOf, subjectsOf, wantedBy } from './wanted.js'

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
  followUpOn: IsoDate | null
  followUpReason: string | null
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
  memberNumber: string
  canton: string
  /** 1 where the employer has asked for the report back. */
  isAskedBack: number
}

export interface DeskCounts {
  all: number
  mine: number
  free: number
  overdue: number
  second: number
  /** Those that wait for a later day. */
  later: number
}

export interface Desk {
  counts: DeskCounts
  /** When the first of those that wait comes back. */
  nextLater: IsoDate | null
  /** How many open tasks the filter leaves. */
  found: number
  /** The page that was asked for, or the last one there is. */
  page: number
  rows: DeskRow[]
  /** To whom tasks can be given. */
  people: Colleague[]
}

/** One page of the open tasks of the office, the most urgent first, and the numbers of a caseworker's views, in one look. */
export async function deskOf(
  db: Knex,
  filter: DeskFilter,
  caseworker: string,
  today: IsoDate,
  { page, perPage }: { page: number; perPage: number },
): Promise<Desk> {
  const { sql, values } = wantedBy(filter, caseworker, today)
  const { standsInFor, ...asked } = filter
  const isFiltered = Object.values(asked).some(Boolean)
  const place = { offset: (page - 1) * perPage, limit: perPage }
  const write = (json: Json) => deskSql(json, sql, isFiltered, ownOf(filter))
  const desk = await look<Omit<Desk, 'page'>>(db, write, { ...values, ...place })
  const last = Math.max(Math.ceil(desk.found / perPage), 1)
  if (page > last) return deskOf(db, filter, caseworker, today, { page: last, perPage })
  return {
    ...desk,
    page,
    rows: (await openListed(db, desk.rows)).map((row) => ({
      ...row,
      details: JSON.parse(String(row.details)),
    })),
  }
}

const deskSql = (json: Json, wanted: string, isFiltered: boolean, isOwn: string) => `
  with counted as (
    select count(case when ${isNotLater} then 1 end) as everything,
      count(case when ${isOwn} and ${isNotLater} then 1 end) as mine,
      count(case when claimed_by is null and ${isNotLater} then 1 end) as unclaimed,
      count(case when due_on < :today then 1 end) as overdue,
      count(case when step = 'second-review' and ${isNotLater} then 1 end) as second_reviews,
      count(case when tasks.follow_up_on > :today then 1 end) as later,
      min(case when tasks.follow_up_on > :today then tasks.follow_up_on end) as next_later
    from tasks where ${isOnDesk}
  )${isFiltered ? `, ${matching(wanted)}` : ''}
  select ${json.object({
    counts: json.object({
      all: 'everything',
      mine: 'mine',
      free: 'unclaimed',
      overdue: 'overdue',
      second: 'second_reviews',
      later: 'later',
    }),
    nextLater: 'next_later',
    found: isFiltered ? '(select count(*) from matching)' : 'everything',
    people: colleaguesIn(json),
    rows: json.list(
      line,
      linesSql(isFiltered ? 'matching' : `tasks where ${isOnDesk} and ${wanted}`),
      'due_on, listed.id',
    ),
  })} as found from counted`

// found once, for their number and for the page
const matching = (wanted: string) => `${openTasks}, matching as materialized (
    select tasks.id, tasks.due_on from ${askedOf('open_tasks as tasks', wanted)} where ${wanted}
  )`

const linesSql = (from: string) => `
  select tasks.id, tasks.mutation_id, tasks.step, tasks.n, tasks.due_on, tasks.details, tasks.claimed_by, tasks.claimed_at,
    tasks.follow_up_on, tasks.follow_up_reason,
    mutations.kind, mutations.reference, mutations.submitted_at, mutations.subject, employees.first_name, employees.last_name,
    employers.name as employer, employers.member_number, employers.canton, users.name as claimed_by_name, decided.closed_by as first_by,
    case when ${isAskedBack} then 1 else 0 end as is_asked_back
  from (
    select id from ${from} order by due_on, id limit :limit offset :offset
  ) as page join ${subjectsOf('tasks on tasks.id = page.id')}
  left join users on users.id = tasks.claimed_by
  left join tasks as decided on tasks.step = 'second-review'
    and decided.id = tasks.mutation_id || '/review/' || tasks.n
  order by tasks.due_on, tasks.id`

const line = named(
  'id',
  'mutationId',
  'step',
  'n',
  'dueOn',
  'details',
  'claimedBy',
  'claimedAt',
  'claimedByName',
  'followUpOn',
  'followUpReason',
  'firstBy',
  'kind',
  'reference',
  'submittedAt',
  'subject',
  'firstName',
  'lastName',
  'employer',
  'memberNumber',
  'canton',
  'isAskedBack',
)
