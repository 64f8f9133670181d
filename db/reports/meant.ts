import type { Knex } from 'knex'
import type { Instant } from '../../domain/dates.js'
import { partsOfReference, referenceIn } from '../../domain/references.js'
import { oneOf } from '../one-of.js'
import { rows } from '../prepared.js'
import type { Reach } from '../reach.js'
import { anywhere, compared, containing, contains, containsFolded } from '../words.js'
import type { Mutation } from './mutations.js'

/** What a search in reports or messages wants. */
export interface Meaning {
  words: string[]
  /** A reference, or how one begins, instead of words. */
  begun?: string | null
  /** By the word: kinds that are called so. */
  kinds?: Map<string, string[]>
}

/** A condition on rows, with its values. */
interface Condition {
  sql: string
  values: Record<string, string | number | null>
}

export interface MeantReport {
  id: string
  status: Mutation['status']
  savedAt: Instant
}

/** So many people or reports are looked up one by one: of more, the newest are found sooner by reading all from the newest on. */
const few = { people: 300, reports: 2000, correspondents: 1500 }

/**
 * All reports of somebody that meet a condition on `mutations` and `employees`, the newest first, found by whom or what they can be about;
 * null where that are too many to look up.
 */
export async function reportsMeant(
  db: Knex,
  reach: Reach,
  meaning: Meaning,
  { sql, values }: Condition,
): Promise<MeantReport[] | null> {
  const meant = await meantBy(db, reach, meaning, few.people)
  if (!meant) return null
  const found = await rows<MeantReport>(
    db,
    `with meant as materialized (
      select id from mutations where ${meant.isAbout('mutations')}
      union ${meant.reports}
    ) select mutations.id, mutations.status, mutations.saved_at
    from meant join mutations on mutations.id = meant.id left join employees on employees.id = mutations.employee_id
    where ${sql}
    order by mutations.saved_at desc, mutations.id limit :atMost`,
    { ...meant.values, ...values, atMost: few.reports + 1 },
  )
  return found.length > few.reports ? null : found
}

/**
 * The same for its messages: a select of the ids of all that can meet the condition, or null. Who wants only the newest
 * few finds them sooner from the newest on, unless hardly anybody is called so.
 */
export async function messagesMeant(
  db: Knex,
  reach: Reach,
  meaning: Meaning,
  wanted: 'all' | 'newest' = 'all',
): Promise<Condition | null> {
  const meant = await meantBy(db, reach, meaning, wanted === 'all' ? few.correspondents : few.people)
  if (!meant) return null
  return {
    sql: `select id from messages where ${meant.isAbout('messages')}
      union select id from messages where ${reach.owned('employer_id')} and employee_id is null
      union select id from messages where mutation_id in (${meant.reports})`,
    values: meant.values,
  }
}

/** A condition that a reference has a part that was typed without dashes; null for what none has. */
export function refers(word: string, name: string): Condition | null {
  const parts = partsOfReference(word)
  if (parts.length === 0) return null
  const sql = parts.map((_, n) => `reference like :${name}part${n}`).join(' or ')
  return {
    sql: `(${sql})`,
    values: Object.fromEntries(parts.map((part, n) => [`${name}part${n}`, `%${part}%`])),
  }
}

/** A condition that a reference is this one, or begins so where it is not whole. */
export function begins(begun: string): Condition {
  const isWhole = referenceIn(begun) === begun
  return isWhole
    ? { sql: 'reference = :begun', values: { begun } }
    : { sql: 'reference like :begun', values: { begun: `${begun}%` } }
}

/** A condition that a report is about somebody or something by all these words; `isSent`: and was sent. */
export function aboutAll(words: string[], isSent = false): Condition {
  const all = words.map((word, n) => {
    const referring = refers(word, `word${n}`)
    const ways = [compared.plain('employees.search'), compared.folded('mutations.subject')].map((content) =>
      containing(content, `:word${n}`),
    )
    const sql = `(${[...ways, ...(referring ? [referring.sql] : [])].join(' or ')})`
    return { sql, values: { [`word${n}`]: anywhere(word), ...referring?.values } }
  })
  const sent = isSent ? ['mutations.submitted_at is not null'] : []
  return {
    sql: ['1 = 1', ...all.map(({ sql }) => sql), ...sent].join(' and '),
    values: Object.assign({}, ...all.map(({ values }) => values)),
  }
}

/** The same for one word, as a part of a query that Knex builds of reports with their people. */
export function aboutWord(db: Knex, either: Knex.QueryBuilder, word: string): void {
  either.where(contains(db, 'employees.search', word)).orWhere(containsFolded(db, 'mutations.subject', word))
  for (const part of partsOfReference(word)) either.orWhereLike('mutations.reference', `%${part}%`)
}

/** Reports of an employer that have one word, in the person or in what they are called; each of these is read from an index. */
export function reportsAbout(db: Knex, word: string, employerId: string) {
  const reports = () => db('mutations').where({ employerId })
  const people = db('employees')
    .where({ employerId })
    .where(contains(db, 'search', word))
  return [
    db('mutations').whereIn('employeeId', people.select('id')),
    reports()
      .whereNotNull('subject')
      .where(containsFolded(db, 'subject', word)),
    ...partsOfReference(word).map((part) => reports().whereLike('reference', `%${part}%`)),
  ]
}

/**
 * About whom a search can be: people who have all the words that are not what a kind is called. Whoever meets the whole condition is
 * among them, or the report is found by what it is called: by a word in its subject or in its reference.
 */
async function meantBy(db: Knex, reach: Reach, { words, kinds, begun }: Meaning, atMost: number) {
  const owned = reach.owned('employer_id')
  if (begun)
    return {
      isAbout: () => '1 = 0',
      reports: `select id from mutations where ${owned} and ${begins(begun).sql}`,
      values: { ...reach.values, ...begins(begun).values },
    }
  const called = words.filter((word) => !kinds?.get(word)?.length)
  if (called.length === 0) return null
  const holds = called.map((_, n) => containing(compared.plain('search'), `:called${n}`))
  const typed = Object.fromEntries(called.map((word, n) => [`called${n}`, anywhere(word)]))
  const people = await rows<{ id: string }>(
    db,
    `select id from employees where ${owned} and ${holds.join(' and ')} limit :atMost`,
    { ...reach.values, ...typed, atMost: atMost + 1 },
  )
  if (people.length > atMost) return null
  const subjects = called.map((_, n) => containing(compared.folded('subject'), `:called${n}`))
  const references = called.flatMap((word, n) => refers(word, `called${n}`) ?? [])
  const reports = [
    `subject is not null and (${subjects.join(' or ')})`,
    ...(references.length > 0 ? [references.map(({ sql }) => sql).join(' or ')] : []),
  ]
  return {
    isAbout: (table: string) => `${table}.employee_id ${oneOf(db, 'people')}`,
    /** Reports that are found by what they are called. */
    reports: reports
      .map((either) => `select id from mutations where ${owned} and (${either})`)
      .join(' union '),
    values: Object.assign(
      { ...reach.values, ...typed, people: JSON.stringify(people.map(({ id }) => id)) },
      ...references.map(({ values }) => values),
    ) as Condition['values'],
  }
}
