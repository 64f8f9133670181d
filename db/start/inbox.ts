import type { Knex } from 'knex'
import type { Instant, IsoDate } from '../../domain/dates.js'
import type { MutationKind } from '../../domain/kinds.js'
import { financeMessages, type Topic, topicOf } from '../../domain/topics.js'
import { type Json, look, named } from '../look.js'
import { openMessageToMandate, openToMandate } from '../open-topics.js'
import { searchWords } from '../people/search.js'
import { isRunning, type RunningMutation, whatItWaitsFor } from '../reports/running.js'
import { anywhere, compared, containing } from '../words.js'
import { aroundIn, type InboxAround } from './around.js'
import { around } from './overview.js'

export const inboxViews = ['all', 'overdue', 'soon', 'tasks', 'messages', 'drafts', 'running'] as const
export type InboxView = (typeof inboxViews)[number]

export interface InboxFilter {
  show: InboxView
  /** Of one employer; empty for all. */
  firm: string
  topic: Topic | ''
  q: string
  /** From 1. */
  page: number
}

/** Something that waits for somebody who acts for several employers, or is under way, and for which of them. */
export interface InboxItem {
  sort: 'task' | 'message' | 'draft' | 'running'
  /** Of the task, the message, or the report that is a draft. */
  id: string
  employerId: string
  /** Of a task. */
  step: string | null
  dueOn: IsoDate | null
  /** Opened, delivered, saved or sent. */
  moment: Instant
  /** Of a message: what kind of letter it is. */
  letter: string | null
  kind: MutationKind | null
  reference: string | null
  firstName: string | null
  lastName: string | null
  subject: string | null
  /** Of a report under way: how far it is. */
  state?: Pick<RunningMutation, 'status' | 'side' | 'dueOn'>
}

/** What waits for one employer. */
export interface Waiting {
  id: string
  tasks: number
  overdue: number
  /** Due within a week, today included. */
  soon: number
  messages: number
  drafts: number
}

export interface Inbox {
  /** Of every employer for which something waits, whatever is filtered. */
  firms: Waiting[]
  items: InboxItem[]
  found: number
  /** Without what only a whole page shows, null. */
  around: (InboxAround & { firsts: InboxItem[] }) | null
}

export const inboxPerPage = 30

/**
 * What waits for a user at all employers for which they act now: open tasks by urgency, then messages nobody has opened, the newest
 * first, then drafts, the oldest first. One statement, which asks for the mandates itself; without the right to a part of the portal
 * nothing of that part. `isWhole` asks for what stands around the list as well.
 */
export function inboxOf(
  db: Knex,
  userId: string,
  filter: InboxFilter,
  today: IsoDate,
  isWhole = true,
): Promise<Inbox> {
  const { firm, topic, page } = filter
  const words = searchWords(filter.q)
  const values = Object.fromEntries(words.map((word, n) => [`word${n}`, anywhere(word)]))
  const range = { limit: inboxPerPage, offset: (page - 1) * inboxPerPage }
  const sql = (json: Json) => inboxSql(json, { ...filter, words, isWhole })
  const days = around(today)
  return look(db, sql, {
    userId,
    ...days,
    ...range,
    ...(firm && { firm }),
    ...(topic && { topic }),
    ...values,
  })
}

/** How much waits at each employer for which a user acts and for which anything waits. */
export function waitingAt(db: Knex, userId: string, today: IsoDate): Promise<Waiting[]> {
  return look(db, (json) => `${everything} select ${firmsIn(json)} as found`, {
    userId,
    ...around(today),
  })
}

const quoted = (texts: readonly string[]) => texts.map((text) => `'${text}'`).join(', ')
const kindsOf = (topic: Topic) =>
  quoted(Object.keys(topicOf).filter((kind) => topicOf[kind as MutationKind] === topic))

const flag = (condition: string) => `case when ${condition} then 1 else 0 end`

const isMineToRead = openMessageToMandate('messages.kind', 'theirs.kind')

/** Of each employer what the topics of the mandate open: as on its own pages. */
const everything = `
  with mine as (
    select employer_id as id, topics, ${flag("topics like '%personnel%' or topics like '%salaries%'")} as reports,
      ${flag("topics like '%personnel%'")} as personnel, ${flag("topics like '%salaries%'")} as salaries
    from mandates where user_id = :userId and ended_at is null
  ), waiting as (
    select 'task' as sort, 0 as rank, tasks.id as id, mine.id as employer_id, mutation_id, step, due_on, opened_at as moment, null as letter
    from mine join tasks on tasks.employer_id = mine.id and side = 'employer' and tasks.status = 'open'
    join mutations as theirs on theirs.id = tasks.mutation_id where ${openToMandate('theirs.kind')}
    union all
    select 'message', 1, messages.id, mine.id, mutation_id, null, null, messages.created_at, messages.kind
    from mine join messages on messages.employer_id = mine.id and read_at is null and archived_at is null
    left join mutations as theirs on theirs.id = messages.mutation_id where ${isMineToRead}
    union all
    select 'draft', 2, mutations.id, mine.id, mutations.id, null, null, saved_at, null
    from mine join mutations on mutations.employer_id = mine.id and status = 'draft' where ${openToMandate('mutations.kind')}
  ), under_way as (
    select 'running' as sort, 3 as rank, mutations.id as id, mine.id as employer_id, mutations.id as mutation_id, null as step,
      null as due_on, submitted_at as moment, null as letter
    from mine join mutations on mutations.employer_id = mine.id and ${isRunning} where ${openToMandate('mutations.kind')}
  )`

const firmsIn = (json: Json) =>
  json.list(
    { id: 'employer_id', ...named('tasks', 'overdue', 'soon', 'messages', 'drafts') },
    `select employer_id, ${count("sort = 'task'")} as tasks, ${count('due_on < :today')} as overdue, ${count(wants.soon)} as soon,
      ${count("sort = 'message'")} as messages, ${count("sort = 'draft'")} as drafts
    from waiting group by employer_id`,
    'employer_id',
  )

const count = (condition: string) => `count(case when ${condition} then 1 end)`

/** The page that is asked for is told of; only where a topic or a word is asked for as well must all that waits be. */
function inboxSql(
  json: Json,
  { show, firm, topic, words, isWhole }: InboxFilter & { words: string[]; isWhole: boolean },
): string {
  const entries = show === 'running' ? 'under_way' : 'waiting'
  const asksAll = topic !== '' || words.length > 0
  const told = asksAll ? 'select * from page' : toldOf('page')
  const conditions = [
    wants[show],
    firm && 'employer_id = :firm',
    topic && 'topic = :topic',
    ...words.map((_, n) => hasWord(`:word${n}`)),
  ]
  return `
    ${everything}, wanted as (
      select * from (${asksAll ? toldOf(entries) : `select * from ${entries}`}) as entry
      where ${conditions.filter(Boolean).join(' and ')}
    ), page as (select * from wanted order by ${order} limit :limit offset :offset)${isWhole ? `, ${firsts}` : ''}
    select ${json.object({
      firms: firmsIn(json),
      items:
        show === 'running'
          ? json.list({ ...fields, state: json.object(state) }, statedOf(told), order)
          : json.list(fields, told, order),
      found: '(select count(*) from wanted)',
      around: isWhole
        ? json.object({ ...aroundIn(json), firsts: json.list(fields, toldOf('firsts'), order) })
        : 'null',
    })} as found`
}

/** The most urgent task and the newest draft. */
const firsts = `firsts as (
    select * from (select * from waiting where sort = 'task' order by due_on, moment, id limit 1) as task
    union all select * from (select * from waiting where sort = 'draft' order by moment desc, id limit 1) as draft
  )`

/** What the reports and people are called that something is about. */
const toldOf = (entries: string) => `
  select ${entries}.*, mutations.kind as kind, mutations.status as status, reference, subject, first_name, last_name, search,
    case when letter in (${quoted(financeMessages)}) then 'finance'
      when mutations.kind in (${kindsOf('salaries')}) or letter = 'salaries-notice' then 'salaries' else 'personnel' end as topic
  from ${entries}
  left join mutations on mutations.id = ${entries}.mutation_id
  left join employees on employees.id = mutations.employee_id`

/** How far they are. */
const statedOf = (told: string) => `
  select told.*, tasks.side as asked_side, tasks.due_on as asked_due_on from (${told}) as told ${whatItWaitsFor('told.mutation_id')}`

const wants: Record<InboxView, string> = {
  all: '1 = 1',
  overdue: 'due_on < :today',
  soon: 'due_on >= :today and due_on <= :week',
  tasks: "sort = 'task'",
  messages: "sort = 'message'",
  drafts: "sort = 'draft'",
  running: '1 = 1',
}

const hasWord = (word: string) =>
  `(${[
    containing(compared.plain('search'), word),
    containing(compared.folded('subject'), word),
    containing(compared.signs('reference'), word),
  ].join(' or ')})`

const fields = {
  ...named('sort', 'id', 'employerId', 'step', 'dueOn', 'moment', 'letter'),
  ...named('kind', 'reference', 'firstName', 'lastName', 'subject'),
}
const state = { status: 'status', side: 'asked_side', dueOn: 'asked_due_on' }
const order = "rank, due_on, case when sort in ('message', 'running') then moment end desc, moment, id"
