import type { Knex } from 'knex'
import { addDays, addMonths, type Instant, type IsoDate } from '../../domain/dates.js'
import type { MutationKind } from '../../domain/kinds.js'
import { type Json, look, named } from '../look.js'
import { heading, withOwnWords } from '../mailings/words.js'
import type { MessageRow } from '../messages/list.js'
import { openAbout, openMessageAbout, openReport, type Topics } from '../open-topics.js'
import { type RunningMutation, runningCount, runningIn } from '../reports/running.js'
import { draft, openTask } from './counts.js'
import { type Menu, menuIn, type Visiting } from './menu.js'
import { type Upcoming, upcomingIn, wagesAsked } from './upcoming.js'

/** Something an employer has to do: a task with its due day, or a draft that was saved at a moment. */
export interface ToDo {
  /** Of the task, or of the mutation that is a draft. */
  id: string
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

export interface Overview extends Menu {
  /** The most urgent of what waits, tasks before drafts. */
  toDo: ToDo[]
  /** Tasks that are overdue. */
  overdue: number
  /** The newest, those nobody has opened first. */
  messages: Pick<
    MessageRow,
    'id' | 'kind' | 'createdAt' | 'readAt' | 'firstName' | 'lastName' | 'subject' | 'heading'
  >[]
  /** The next days to come. */
  upcoming: Upcoming[]
  /** Reports under way, those that wait for the employer first. */
  mutations: RunningMutation[]
  /** How many reports are under way. */
  running: number
  /** Open tasks that are due within a week, today included. */
  soon: number
  drafts: number
  /** Training certificates that are asked for. */
  certificates: number
  /** Allowances whose proof of training runs out within two months, and the first such day. */
  proofs: number
  proofsFrom: IsoDate | null
  /** Whether wages of the year before were reported since the first of January, or of this one since November. */
  wagesReported: boolean
  /** Whether the office asks for wages now. */
  wagesAsked: boolean
  /** Employments that end within a month, or ended in the last one, and have no report of it: the first of them. */
  leaving: { employeeId: string; firstName: string; lastName: string; endsOn: IsoDate }[]
  /** The kind that was reported most often in the last half year. */
  usual: MutationKind | null
  /** How many passkeys the visitor has. */
  passkeys: number
  /** How many act for the employer, the visitor included. */
  acting: number
}

/** The days around one that the overview looks at. Wages are declared from November on; what was sent before was for the year before. */
export const around = (today: IsoDate) => ({
  today,
  week: addDays(today, 7),
  month: addMonths(today, 1),
  monthBefore: addMonths(today, -1),
  twoMonths: addMonths(today, 2),
  halfYearBefore: addMonths(today, -6),
  wagesSince:
    today.slice(5) >= '11' ? `${today.slice(0, 4)}-11-01` : `${Number(today.slice(0, 4)) - 1}-11-01`,
})

/** What waits for an employer on a day, what is new, and what is under way: at most `limit` of each, one report more. */
export async function overviewOf(
  db: Knex,
  { topics, ...whose }: Visiting,
  today: IsoDate,
  limit: number,
): Promise<Overview> {
  const found = await look<Overview>(db, (json) => overviewSql(json, topics), {
    ...whose,
    ...around(today),
    limit,
    more: limit + 1,
  })
  // SQLite says 1 for true
  return { ...found, wagesReported: Boolean(found.wagesReported), wagesAsked: Boolean(found.wagesAsked) }
}

const whose = 'employer_id = :employerId'

const overviewSql = (json: Json, own: Topics) =>
  `select ${json.object({
    ...menuIn(json, own),
    toDo: json.list(toDo, toDoSql(own), toDoOrder),
    overdue: `(select count(*) from tasks where ${openTask(own)} and due_on < :today)`,
    messages: json.list(message, messagesSql(own), messagesOrder),
    mutations: runningIn(json, `mutations.${whose} and ${openReport(own, 'mutations.kind')}`, ':more'),
    running: runningCount(`${whose} and ${openReport(own, 'mutations.kind')}`),
    upcoming: upcomingIn(json, `${whose} and ${openAbout(own, 'tasks.mutation_id')}`),
    wagesAsked: wagesAsked(whose),
    soon: `(select count(*) from tasks where ${openTask(own)} and due_on >= :today and due_on <= :week)`,
    drafts: `(select count(*) from mutations where ${draft(own)})`,
    certificates: `(select count(*) from tasks where ${openTask(own)} and step = 'certificate')`,
    proofs: `(select count(*) from entitlements where ${whose} and ${isRunningOut})`,
    proofsFrom: `(select min(proven_until) from entitlements where ${whose} and ${isRunningOut})`,
    wagesReported: wagesReported(whose),
    leaving: json.list(leaving, leavingSql, 'ends_on, employee_id'),
    usual: `(select kind from (select kind, count(*) as sent from mutations where employer_id = :employerId
      and submitted_at >= :halfYearBefore and kind not in ('training-certificate', 'salary-declaration')
      group by kind) as reported order by sent desc, kind limit 1)`,
    passkeys: '(select count(*) from passkeys where user_id = :userId)',
    acting: '(select count(*) from mandates where employer_id = :employerId and ended_at is null)',
  })} as found`

/** That the proof of a training runs out soon, as a condition on `entitlements`. */
export const isRunningOut = `kind = 'education' and proven_until >= :today
  and proven_until <= :twoMonths and (ends_on is null or ends_on > proven_until)`

/** Whether wages were reported; `whose` is a condition on the employer of `mutations`. */
export const wagesReported = (whose: string): string => `exists (select 1 from mutations where ${whose}
  and kind = 'salary-declaration' and submitted_at >= :wagesSince)`

const leaving = named('employeeId', 'firstName', 'lastName', 'endsOn')
const leavingSql = `
  select employee_id, first_name, last_name, ends_on
  from employments join employees on employees.id = employments.employee_id
  where employments.employer_id = :employerId and ends_on >= :monthBefore and ends_on <= :month
    and not exists (select 1 from mutations where mutations.employee_id = employees.id and kind = 'termination')
    and not exists (select 1 from employments next where next.employee_id = employees.id and next.ends_on is null)
  order by ends_on, employee_id limit 1`

const about = { kind: 'kind', firstName: 'first_name', lastName: 'last_name', subject: 'subject' }

const toDo = {
  id: 'id',
  step: 'step',
  dueOn: 'due_on',
  savedAt: 'moment',
  reference: 'reference',
  ...about,
}
const toDoOrder = 'case when due_on is null then 1 else 0 end, due_on, moment desc, id'
const toDoSql = (own: Topics) => `
  select waiting.id as id, step, due_on, moment, kind, reference, first_name, last_name, subject from (
    select * from (
      select id, mutation_id, step, due_on, opened_at as moment from tasks
      where ${openTask(own)} order by due_on limit :limit
    ) as open_tasks
    union all
    select * from (
      select id, id as mutation_id, null as step, null as due_on, saved_at as moment from mutations
      where ${draft(own)} order by saved_at desc limit :limit
    ) as drafts
  ) as waiting
  join mutations on mutations.id = waiting.mutation_id
  left join employees on employees.id = mutations.employee_id
  order by ${toDoOrder} limit :limit`

const message = { id: 'id', createdAt: 'created_at', readAt: 'read_at', heading: 'heading', ...about }
const messagesOrder = 'case when read_at is null then 0 else 1 end, created_at desc, id'
const messagesSql = (own: Topics) => `
  select messages.id as id, messages.kind as kind, messages.created_at as created_at, read_at, first_name, last_name,
    mutations.subject as subject, ${heading} as heading
  from (
    select * from messages where employer_id = :employerId and archived_at is null and ${openMessageAbout(own)} order by ${messagesOrder} limit :limit
  ) as messages left join employees on employees.id = messages.employee_id
  left join mutations on mutations.id = messages.mutation_id
  left join mailings on mailings.id = messages.mailing_id
  ${withOwnWords}
  order by case when read_at is null then 0 else 1 end, messages.created_at desc, messages.id`
