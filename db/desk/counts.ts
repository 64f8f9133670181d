import type { Knex } from 'knex'
import type { IsoDate } from '../../domain/dates.js'
import { type Json, look } from '../look.js'
import { askedOf, type DeskFilter, openTasks, ownOf, wantedBy } from './wanted.js'

/** How many tasks of a filter are this caseworker's or nobody's. */
export function leftOn(db: Knex, filter: DeskFilter, caseworker: string, today: IsoDate): Promise<number> {
  const { sql, values } = wantedBy(filter, caseworker, today)
  const theirs = `(tasks.claimed_by is null or ${ownOf(filter)})`
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

const countSql = (wanted: string) =>
  `with ${openTasks} select count(*) as found from ${askedOf('open_tasks as tasks', wanted)} where ${wanted}`
