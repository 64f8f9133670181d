import type { Knex } from 'knex'
import type { Instant, IsoDate } from '../domain/dates.js'
import type { MutationKind } from '../domain/kinds.js'
import { referenceIn } from '../domain/references.js'
import type { TeamRules } from '../domain/team.js'
import { type Colleague, colleaguesIn } from './colleagues.js'
import { isNotLater, isOnDesk } from './counts.js'
import { searchWords } from './employee-search.js'
import { type Json, look, named } from './look.js'
import { openListed } from './person-keys.js'
import { isAskedBack } from './withdrawals.js'
import { anywhere, compared, containing } from './words.js'

/** What of the open tasks of the office somebody wants to see; nothing set means all of them. */
export interface DeskFilter {
  q?: string
  kind?: string
  step?: string
  /** With whom: oneself, nobody, or the user of this id. */
  who?: 'mine' | 'free' | (string & {})
  /** Only what waits for a later day; everything else leaves that out. */
  isLater?: boolean
  /** Due before this day, or on it. */
  dueBy?: IsoDate
  /** Only what is one of these teams'. */
  teams?: TeamRules[]
  /** Who is away and whose tasks count as one's own. */
  standsInFor?: string[]
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
  const write = (json: Json) => deskSql(json, sql, isFiltered, own(filter))
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

/** How many tasks of a filter are this caseworker's or nobody's. */
export function leftOn(db: Knex, filter: DeskFilter, caseworker: string, today: IsoDate): Promise<number> {
  const { sql, values } = wantedBy(filter, caseworker, today)
  const theirs = `(tasks.claimed_by is null or ${own(filter)})`
  return look(db, () => countSql(`${sql} and ${theirs}`), values)
}

/** What a filter leaves out because it waits for a later day: how many, and when the first of them comes back. */
export function waitingBehind(
  db: Knex,
  filter: DeskFilter,
  caseworker: string,
  today: IsoDate,
): Promise<{ count: number; next: IsoDate | null }> {
  const { sql, values } = wantedBy({ ...filter, isLater: true }, caseworker, today)
  const write = (json: Json) =>
    `with ${openTasks} select ${json.object({ count: 'count(*)', next: 'min(tasks.follow_up_on)' })} as found
      from ${askedOf('open_tasks as tasks', sql)} where ${sql}`
  return look(db, write, values)
}

/** How many tasks each of these filters leaves, all counted in one reading of what is open. */
export async function countsOf(
  db: Knex,
  filters: DeskFilter[],
  caseworker: string,
  today: IsoDate,
): Promise<number[]> {
  if (filters.length > countedAtOnce) {
    const first = await countsOf(db, filters.slice(0, countedAtOnce), caseworker, today)
    return [...first, ...(await countsOf(db, filters.slice(countedAtOnce), caseworker, today))]
  }
  const all = filters.map((filter, n) => renamed(wantedBy(filter, caseworker, today), `of${n}_`))
  if (all.length === 0) return []
  const counted = Object.fromEntries(all.map(({ sql }, n) => [`n${n}`, `count(case when ${sql} then 1 end)`]))
  const write = (json: Json) =>
    `with ${openTasks} select ${json.object(counted)} as found
      from ${askedOf('open_tasks as tasks', all.map(({ sql }) => sql).join(' '))}`
  const found = await look<Record<string, number>>(
    db,
    write,
    Object.assign({}, ...all.map((it) => it.values)),
  )
  return all.map((_, n) => found[`n${n}`] ?? 0)
}

/** A function of PostgreSQL takes a hundred arguments. */
const countedAtOnce = 40

/** A condition whose values are called differently, so that it can stand beside others. */
const renamed = ({ sql, values }: ReturnType<typeof wantedBy>, prefix: string) => ({
  sql: sql.replace(/(?<![:\w]):([a-zA-Z]\w*)/g, `:${prefix}$1`),
  values: Object.fromEntries(Object.entries(values).map(([name, value]) => [prefix + name, value])),
})

/** A condition on what is a caseworker's own, or of those they stand in for. */
const own = ({ standsInFor = [] }: DeskFilter) =>
  `tasks.claimed_by in (${[':caseworker', ...standsInFor.map((_, n) => `:absent${n}`)].join(', ')})`

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

// Written down first: SQLite would rather begin with all employers or reports there are than with the tasks that are open.
const openTasks = `open_tasks as materialized (
    select id, mutation_id, step, due_on, claimed_by, follow_up_on from tasks where ${isOnDesk}
  )`

// found once, for their number and for the page
const matching = (wanted: string) => `${openTasks}, matching as materialized (
    select tasks.id, tasks.due_on from ${askedOf('open_tasks as tasks', wanted)} where ${wanted}
  )`

const countSql = (wanted: string) =>
  `with ${openTasks} select count(*) as found from ${askedOf('open_tasks as tasks', wanted)} where ${wanted}`

const subjectsOf = (tasks: string) => `${reportsOf(tasks)}
  left join employees on employees.id = mutations.employee_id
  join employers on employers.id = mutations.employer_id`

/** Only those tables a condition asks: most filters are answered by the tasks alone, or by their reports. */
const askedOf = (tasks: string, wanted: string) =>
  /employ(ees|ers)\./.test(wanted) ? subjectsOf(tasks) : /mutations\./.test(wanted) ? reportsOf(tasks) : tasks

// a report that is closed has no open task: what is under way has an index of its own
const reportsOf = (tasks: string) =>
  `${tasks} join mutations on mutations.id = tasks.mutation_id and mutations.status <> 'closed'`

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

/** Which of the open tasks of the office a filter leaves, as a condition on `subjectsOf` with its values. */
export function wantedBy(filter: DeskFilter, caseworker: string, today: IsoDate) {
  const { q = '', kind, step, who, dueBy, isLater, teams, standsInFor = [] } = filter
  const theirs = teams?.map(ofTeam)
  const reference = referenceIn(q)
  const words = reference ? [] : searchWords(q)
  const conditions = [
    kind && `${kindOf} = :kind`,
    step && 'tasks.step = :step',
    who === 'mine' && own(filter),
    who === 'free' && 'tasks.claimed_by is null',
    who && who !== 'mine' && who !== 'free' && 'tasks.claimed_by = :who',
    dueBy && 'tasks.due_on <= :dueBy',
    isLater && 'tasks.follow_up_on > :today',
    // what is overdue is never hidden from whoever looks for it
    !isLater && !(dueBy && dueBy < today) && isNotLater,
    theirs && (theirs.length > 0 ? `(${theirs.map(({ sql }) => sql).join(' or ')})` : '1 = 0'),
    reference && 'mutations.reference = :reference',
    words.length > 0 && foundBy(words),
  ]
  const typed = Object.fromEntries(words.map((word, n) => [`word${n}`, anywhere(word)]))
  return {
    sql: conditions.filter(Boolean).join(' and '),
    values: {
      ...typed,
      ...Object.assign({}, ...(theirs ?? []).map(({ values }) => values)),
      ...Object.fromEntries(standsInFor.map((id, n) => [`absent${n}`, id])),
      ...{
        caseworker,
        today,
        reference,
        kind: kind ?? null,
        step: step ?? null,
        who: who ?? null,
        dueBy: dueBy ?? null,
      },
    },
  }
}

// Not by the index of kinds: SQLite would begin with all reports of a kind there are, instead of with the tasks that are open.
const kindOf = "mutations.kind || ''"

/** What is a team's, as a condition on `subjectsOf` with its values. */
function ofTeam({ cantons, kinds, first, last }: TeamRules, nth: number) {
  const values: Record<string, string> = {}
  const named = (texts: string[], name: string) =>
    texts
      .map((text, n) => {
        values[`${name}${nth}x${n}`] = text
        return `:${name}${nth}x${n}`
      })
      .join(', ')
  const conditions = [
    cantons.length > 0 && `employers.canton in (${named(cantons, 'canton')})`,
    kinds.length > 0 && `${kindOf} in (${named(kinds, 'kind')})`,
    first &&
      `substr(${compared.folded('employers.name')}, 1, 1) in (${named(lettersBetween(first, last), 'letter')})`,
  ].filter(Boolean)
  return { sql: conditions.length > 0 ? `(${conditions.join(' and ')})` : '1 = 1', values }
}

/** `b` to `d` is b, c, d: which letter lies between two is not left to the order of a database's language. */
const lettersBetween = (first: string, last: string): string[] =>
  [...'abcdefghijklmnopqrstuvwxyz'].filter((letter) => letter >= first && letter <= last)

const foundBy = (words: string[]) =>
  `tasks.id in (select task_id from desk_words where ${words.map((_, n) => containing('words', `:word${n}`)).join(' and ')})`
