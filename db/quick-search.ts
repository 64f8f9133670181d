import type { Knex } from 'knex'
import type { Instant, IsoDate } from '../domain/dates.js'
import type { MutationKind } from '../domain/kinds.js'
import { referenceBegun, referenceIn } from '../domain/references.js'
import { searchWords } from './employee-search.js'
import { heading, withOwnWords } from './mailing-words.js'
import type { Mutation } from './mutations.js'
import { openMessageAbout, openReport, type Topics } from './open-topics.js'
import { rows } from './prepared.js'
import { begins, messagesMeant, refers, reportsMeant } from './reports-meant.js'
import { anywhere, compared, containing } from './words.js'

/** What a search in all lists wants; words that mean a kind are found out by the caller, who knows the language. */
export interface QuickSearch {
  q: string
  /** By the word as it is searched: kinds of reports, of messages and steps of tasks that are called so. */
  kinds: Map<string, string[]>
  limit: number
  /** The topics of who looks. */
  topics: Topics
}

interface About {
  firstName: string | null
  lastName: string | null
  subject: string | null
}

export interface FoundPerson {
  id: string
  firstName: string
  lastName: string
  birthDate: IsoDate
  workplace: string | null
}

export interface FoundReport extends About {
  id: string
  kind: MutationKind
  reference: string
  status: Mutation['status']
}

export interface FoundTask extends About {
  id: string
  step: string
  kind: MutationKind
  reference: string
  dueOn: IsoDate
}

export interface FoundMessage extends About {
  id: string
  kind: string
  /** What it is called, where the office has written it itself. */
  heading: string | null
  createdAt: Instant
  readAt: Instant | null
}

type Values = Record<string, string | number | null>

/** People of an employer whose name, AHV number or personnel number holds all words, by name. */
export function findPeople(db: Knex, employerId: string, { q, limit }: QuickSearch): Promise<FoundPerson[]> {
  const words = searchWords(q)
  if (words.length === 0) return Promise.resolve([])
  const wanted = words.map((_, n) => `employees.search like :word${n}`).join(' and ')
  const values = Object.fromEntries(words.map((word, n) => [`word${n}`, `%${word}%`]))
  const sql = `select id, first_name, last_name, birth_date,
      (select workplace from employments where employee_id = employees.id order by starts_on desc limit 1) as workplace
    from employees where employer_id = :employerId and ${wanted} order by search, id limit :limit`
  return rows(db, sql, { employerId, limit, ...values })
}

/** Reports of an employer by name, reference or kind, the newest first. */
export async function findReports(db: Knex, employerId: string, search: QuickSearch): Promise<FoundReport[]> {
  const { wanted, values } = conditions(search, openReport(search.topics, 'mutations.kind'), [
    'mutations.kind',
  ])
  if (!wanted) return []
  const { limit } = search
  const meant = await reportsMeant(db, employerId, meaningOf(search), { sql: wanted, values })
  const those = meant?.slice(0, limit)
  if (those?.length === 0) return []
  const ids = Object.fromEntries(those?.map(({ id }, n) => [`id${n}`, id]) ?? [])
  const listed = Object.keys(ids).map((name) => `:${name}`)
  const which = those
    ? `mutations.id in (${listed.join(', ')})`
    : `mutations.employer_id = :employerId and ${wanted}`
  const sql = `select mutations.id, mutations.kind, reference, status, first_name, last_name, subject
    from mutations left join employees on employees.id = mutations.employee_id
    where ${which} order by saved_at desc, mutations.id limit :limit`
  return rows(db, sql, { employerId, limit, ...(those ? ids : values) })
}

const meaningOf = ({ q, kinds }: QuickSearch) => ({ words: searchWords(q), kinds, begun: begunIn(q) })
const begunIn = (q: string) => referenceIn(q) ?? referenceBegun(q)

/** Open tasks of an employer by name, reference or kind, the most urgent first. */
export function findTasks(db: Knex, employerId: string, search: QuickSearch): Promise<FoundTask[]> {
  const { wanted, values } = conditions(search, openReport(search.topics, 'mutations.kind'), [
    'step',
    'mutations.kind',
  ])
  if (!wanted) return Promise.resolve([])
  const sql = `select tasks.id, step, due_on, mutations.kind, reference, first_name, last_name, subject
    from tasks join mutations on mutations.id = tasks.mutation_id
    left join employees on employees.id = mutations.employee_id
    where tasks.employer_id = :employerId and side = 'employer' and tasks.status = 'open' and ${wanted}
    order by due_on, tasks.id limit :limit`
  return rows(db, sql, { employerId, limit: search.limit, ...values })
}

/** Messages of an employer by name, reference or kind, the newest first. */
export async function findMessages(
  db: Knex,
  employerId: string,
  search: QuickSearch,
): Promise<FoundMessage[]> {
  const { wanted, values } = conditions(search, openMessageAbout(search.topics), ['messages.kind'], [heading])
  if (!wanted) return []
  const meant = await messagesMeant(db, employerId, meaningOf(search), 'newest')
  const sql = `${meant?.sql ?? ''} select messages.id, messages.kind, messages.created_at, read_at, first_name, last_name, mutations.subject,
      ${heading} as heading
    from ${meant ? 'meant join messages on messages.id = meant.id' : 'messages'}
    left join employees on employees.id = messages.employee_id
    left join mutations on mutations.id = messages.mutation_id
    left join mailings on mailings.id = messages.mailing_id
    ${withOwnWords}
    where ${meant ? '' : 'messages.employer_id = :employerId and '}${wanted} order by messages.created_at desc, messages.id limit :limit`
  return rows(db, sql, { employerId, limit: search.limit, ...values, ...meant?.values })
}

/** What is open to who looks, and every word is in the name, in what was typed as a name, in the reference, in one of `texts`, or means the kind. */
function conditions(
  { q, kinds }: QuickSearch,
  isOpen: string,
  columns: string[],
  texts: string[] = [],
): { wanted: string; values: Values } {
  const begun = begunIn(q)
  if (begun) {
    const { sql, values } = begins(begun)
    return { wanted: `${sql} and ${isOpen}`, values }
  }
  const values: Values = {}
  const words = searchWords(q).map((word, n) => {
    values[`word${n}`] = anywhere(word)
    const either = [
      containing(compared.plain('employees.search'), `:word${n}`),
      containing(compared.folded('mutations.subject'), `:word${n}`),
      ...texts.map((text) => containing(compared.folded(text), `:word${n}`)),
    ]
    const referring = refers(word, `word${n}`)
    if (referring) either.push(referring.sql)
    Object.assign(values, referring?.values)
    const called = (kinds.get(word) ?? []).map((kind, k) => {
      values[`kind${n}of${k}`] = kind
      return `:kind${n}of${k}`
    })
    if (called.length > 0) either.push(...columns.map((column) => `${column} in (${called.join(', ')})`))
    return `(${either.join(' or ')})`
  })
  return { wanted: words.length > 0 ? [...words, isOpen].join(' and ') : '', values }
}
