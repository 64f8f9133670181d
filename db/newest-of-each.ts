import type { Knex } from 'knex'
import { isPostgres } from './knex.js'
import type { Reach } from './reach.js'

/** Rows of a table with an index by employer and moment, and a condition on it and what is joined to it; SQL. */
interface Newest {
  table: 'mutations' | 'messages'
  moment: string
  joined: string
  wanted: string
}

/** A select of the ids of the newest `:limit` of each employer in reach that meet a condition: an index has them in this order by employer. */
export function newestOfEach({ table, moment, joined, wanted }: Newest, reach: Reach, db: Knex): string {
  const first = `select ${table}.id from ${table} ${joined}
    where ${table}.employer_id = each_one.id and ${wanted} order by ${moment} desc, ${table}.id limit :limit`
  const each = `(select id from employers where ${reach.owned('id')}) as each_one`
  return isPostgres(db)
    ? `select newest.id from ${each} cross join lateral (${first}) as newest`
    : `select newest.id from ${each} cross join ${table} as newest on newest.id in (${first})`
}
