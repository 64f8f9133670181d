import type { Knex } from 'knex'
import type { Instant, IsoDate } from '../domain/dates.js'
import type { MutationKind } from '../domain/kinds.js'
import { financeMessages, type Topic, topicOf } from '../domain/topics.js'
import { searchWords } from './employee-search.js'
import { type Json, look, named } from './look.js'
import { anywhere, compared, containing } from './words.js'

export const inboxViews = ['all', 'overdue', 'tasks', 'messages', 'drafts'] as const
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

/** Something that waits for somebody who acts for several employers, and for which of them. */
export interface InboxItem {
  sort: 'task' | 'message' | 'draft'
  /** Of the task, the message, or the report that is a draft. */
  id: string
  employerId: string
  /** Of a task. */
  step: string | null
  dueOn: IsoDate | null
  /** Opened, delivered or saved. */
  moment: Instant
  /** Of a message: what kind of letter it is. */
  letter: string | null
  kind: MutationKind | null
  reference: string | null
  firstName: string | null
  lastName: string | null
  subject: string | null
}

/** What waits for one employer. */
export interface Waiting {
  id: string
  tasks: number
  overdue: number
  messages: number
  drafts: number
}

export interface Inbox {
  /** Of every employer for which something waits, whatever is filtered. */
  firms: Waiting[]
  items: InboxItem[]
  found: number
}

export const inboxPerPage = 30

/**
 * What waits for a user at all employers for which they act now: open tasks by urgency, then messages nobody has opened, the newest
 * first, then drafts, the oldest first. One statement, which asks for the mandates itself; without the right to a part of the portal
 * nothing of that part.
 */
export function inboxOf(db: Knex, userId: string, filter: InboxFilter, today: IsoDate): Promise<Inbox> {
  const { firm, topic, page } = filter
  const words = searchWords(filter.q)
  const values = Object.fromEntries(words.map((word, n) => [`word${n}`, anywhere(word)]))
  const range = { limit: inboxPerPage, offset: (page - 1) * inboxPerPage }
  const sql = (json: Json) => inboxSql(json, { ...filter, words })
  return look(db, sql, { userId, today, ...range, ...(firm && { firm }), ...(topic && { topic }), ...values })
}

/** How much waits at each employer for which a user acts and for which anything waits. */
export function waitingAt(db: Knex, userId: string, today: IsoDate): Promise<Waiting[]> {
  return look(db, (json) => `${everything} select ${firmsIn(json)} as found`, { userId, today })
}

const quoted = (texts: readonly string[]) => texts.map((text) => `'${text}'`).join(', ')
const kindsOf = (topic: Topic) =>
  quoted(Object.keys(topicOf).filter((kind) => topicOf[kind as MutationKind] === topic))

/** Tasks and drafts are for whoever may see reports, messages for everybody who acts: as on the pages of one employer. */
const everything = `
  with mine as (
    select employer_id as id, case when topics like '%personnel%' or topics like '%salaries%' then 1 else 0 end as reports
    from mandates where user_id = :userId and ended_at is null
  ), waiting as (
    select 'task' as sort, 0 as rank, tasks.id as id, mine.id as employer_id, mutation_id, step, due_on, opened_at as moment, null as letter
    from mine join tasks on tasks.employer_id = mine.id and side = 'employer' and status = 'open' where reports = 1
    union all
    select 'message', 1, messages.id, mine.id, mutation_id, null, null, created_at, kind
    from mine join messages on messages.employer_id = mine.id and read_at is null and archived_at is null
    union all
    select 'draft', 2, mutations.id, mine.id, mutations.id, null, null, saved_at, null
    from mine join mutations on mutations.employer_id = mine.id and status = 'draft' where reports = 1
  )`

const firmsIn = (json: Json) =>
  json.list(
    { id: 'employer_id', ...named('tasks', 'overdue', 'messages', 'drafts') },
    `select employer_id, ${count("sort = 'task'")} as tasks, ${count('due_on < :today')} as overdue,
      ${count("sort = 'message'")} as messages, ${count("sort = 'draft'")} as drafts
    from waiting group by employer_id`,
    'employer_id',
  )

const count = (condition: string) => `count(case when ${condition} then 1 end)`

/** The page that is asked for is told of; only where a topic or a word is asked for as well must all that waits be. */
function inboxSql(json: Json, { show, firm, topic, words }: InboxFilter & { words: string[] }): string {
  const asksAll = topic !== '' || words.length > 0
  const conditions = [
    wants[show],
    firm && 'employer_id = :firm',
    topic && 'topic = :topic',
    ...words.map((_, n) => hasWord(`:word${n}`)),
  ]
  return `
    ${everything}, wanted as (
      select * from (${asksAll ? toldOf('waiting') : 'select * from waiting'}) as entry
      where ${conditions.filter(Boolean).join(' and ')}
    ), page as (select * from wanted order by ${order} limit :limit offset :offset)
    select ${json.object({
      firms: firmsIn(json),
      items: json.list(fields, asksAll ? 'select * from page' : toldOf('page'), order),
      found: '(select count(*) from wanted)',
    })} as found`
}

/** What the reports and people are called that something is about. */
const toldOf = (entries: string) => `
  select ${entries}.*, mutations.kind as kind, reference, subject, first_name, last_name, search,
    case when letter in (${quoted(financeMessages)}) then 'finance'
      when mutations.kind in (${kindsOf('salaries')}) or letter = 'salaries-notice' then 'salaries' else 'personnel' end as topic
  from ${entries}
  left join mutations on mutations.id = ${entries}.mutation_id
  left join employees on employees.id = mutations.employee_id`

const wants: Record<InboxView, string> = {
  all: '1 = 1',
  overdue: 'due_on < :today',
  tasks: "sort = 'task'",
  messages: "sort = 'message'",
  drafts: "sort = 'draft'",
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
const order = "rank, due_on, case when sort = 'message' then moment end desc, moment, id"
