import type { Knex } from 'knex'
import type { Instant, IsoDate } from '../../domain/dates.js'
import type { MutationKind } from '../../domain/kinds.js'
import { heading, withOwnWords } from '../mailings/words.js'
import { newestOfEach } from '../newest-of-each.js'
import { oneOf } from '../one-of.js'
import { searchWords } from '../people/search.js'
import { rows } from '../prepared.js'
import type { Reach } from '../reach.js'
import { messagesMeant, reportsMeant } from '../reports/meant.js'
import type { Mutation } from '../reports/mutations.js'
import { amongCalled, conditions, meaningOf, onlyKinds, type QuickSearch } from './quick-words.js'

interface About {
  firstName: string | null
  lastName: string | null
  subject: string | null
}

export interface FoundPerson {
  id: string
  employerId: string
  firstName: string
  lastName: string
  birthDate: IsoDate
  workplace: string | null
}

export interface FoundReport extends About {
  id: string
  employerId: string
  kind: MutationKind
  reference: string
  status: Mutation['status']
}

export interface FoundTask extends About {
  id: string
  employerId: string
  step: string
  kind: MutationKind
  reference: string
  dueOn: IsoDate
}

export interface FoundMessage extends About {
  id: string
  employerId: string
  kind: string
  /** What it is called, where the office has written it itself. */
  heading: string | null
  createdAt: Instant
  readAt: Instant | null
}

/** People whose name, AHV number or personnel number holds all words, by name. */
export function findPeople(db: Knex, reach: Reach, { q, limit }: QuickSearch): Promise<FoundPerson[]> {
  const words = searchWords(q)
  if (words.length === 0) return Promise.resolve([])
  const wanted = words.map((_, n) => `employees.search like :word${n}`).join(' and ')
  const values = Object.fromEntries(words.map((word, n) => [`word${n}`, `%${word}%`]))
  const sql = `select id, employer_id, first_name, last_name, birth_date,
      (select workplace from employments where employee_id = employees.id order by starts_on desc limit 1) as workplace
    from employees where ${reach.owned('employer_id')} and ${reach.openPerson} and ${wanted} order by search, id limit :limit`
  return rows(db, sql, { ...reach.values, limit, ...values })
}

/** Reports by name, reference or kind, the newest first. */
export async function findReports(db: Knex, reach: Reach, search: QuickSearch): Promise<FoundReport[]> {
  const { openReport, isWide } = reach
  const { wanted, values } = conditions(search, openReport, ofReports)
  if (!wanted) return []
  const given = { ...reach.values, ...values, limit: search.limit }
  const kind = isWide ? onlyKinds(search, 'mutations.kind') : null
  const meant = await reportsMeant(db, reach, meaningOf(search, kind !== null), { sql: wanted, values })
  if (!meant && !isWide) return rows(db, told(`${reach.owned('mutations.employer_id')} and ${wanted}`), given)
  const those = meant?.slice(0, search.limit) ?? []
  const sources = those.length > 0 ? [`select id from mutations where id ${oneOf(db, 'those')}`] : []
  const newest = (which: string) =>
    newestOfEach({ table: 'mutations', moment: 'saved_at', joined: '', wanted: which }, reach, db)
  const isNamed = amongCalled('mutations', reach)
  if (!meant) sources.push(newest(conditions(search, openReport, ofReports, { isNamed }).wanted))
  else if (kind) sources.push(newest(`${kind} and ${openReport}`))
  if (sources.length === 0) return []
  const ids = JSON.stringify(those.map(({ id }) => id))
  return rows(db, told(`mutations.id in (${sources.join(' union all ')})`), { ...given, those: ids })
}

const ofReports = ['mutations.kind']
const withPeople = 'left join employees on employees.id = mutations.employee_id'
const told = (which: string) => `
  select mutations.id, mutations.employer_id, mutations.kind, reference, status, first_name, last_name, subject
  from mutations ${withPeople} where ${which} order by saved_at desc, mutations.id limit :limit`

/** Open tasks of employers by name, reference or kind, the most urgent first. */
export function findTasks(db: Knex, reach: Reach, search: QuickSearch): Promise<FoundTask[]> {
  const { wanted, values } = conditions(search, reach.openReport, ['step', 'mutations.kind'])
  if (!wanted) return Promise.resolve([])
  const sql = `select tasks.id, tasks.employer_id, step, due_on, mutations.kind, reference, first_name, last_name, subject
    from tasks join mutations on mutations.id = tasks.mutation_id ${withPeople}
    where ${reach.owned('tasks.employer_id')} and side = 'employer' and tasks.status = 'open' and ${wanted}
    order by due_on, tasks.id limit :limit`
  return rows(db, sql, { ...reach.values, limit: search.limit, ...values })
}

/** Messages by name, reference or kind, the newest first. */
export async function findMessages(db: Knex, reach: Reach, search: QuickSearch): Promise<FoundMessage[]> {
  const { openMessage, isWide } = reach
  const { wanted, values } = conditions(search, openMessage, ofMessages, { texts })
  if (!wanted) return []
  const kind = isWide ? onlyKinds(search, 'messages.kind') : null
  const meant = await messagesMeant(db, reach, meaningOf(search, kind !== null), 'newest')
  const newest = (joined: string, which: string) =>
    newestOfEach({ table: 'messages', moment: 'messages.created_at', joined, wanted: which }, reach, db)
  const isNamed = amongCalled('messages', reach)
  const ofMany = () =>
    newest(withWords, conditions(search, openMessage, ofMessages, { texts, isNamed }).wanted)
  const sources = meant ? [meant.sql] : isWide ? [ofMany()] : []
  if (meant && kind) sources.push(newest(withReports, `${kind} and ${openMessage}`))
  const isListed = sources.length > 0
  const sql = `${isListed ? `with meant as materialized (${sources.join(' union ')})` : ''}
    select messages.id, messages.employer_id, messages.kind, messages.created_at, read_at, first_name, last_name,
      mutations.subject, ${heading} as heading
    from ${isListed ? 'meant join messages on messages.id = meant.id' : 'messages'} ${withWords}
    left join employees on employees.id = messages.employee_id
    where ${isListed ? '' : `${reach.owned('messages.employer_id')} and `}${wanted}
    order by messages.created_at desc, messages.id limit :limit`
  return rows(db, sql, { ...reach.values, limit: search.limit, ...values, ...meant?.values })
}

const ofMessages = ['messages.kind']
const texts = [heading]
const withReports = 'left join mutations on mutations.id = messages.mutation_id'
const withWords = `${withReports} left join mailings on mailings.id = messages.mailing_id ${withOwnWords}`
