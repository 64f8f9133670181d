import type { Knex } from 'knex'
import { isPostgres } from './knex.js'

/** A table of the schema with the columns of its primary key, in SQL's names. */
export interface Table {
  name: string
  key: string[]
}

/** All tables of the portal, those first to which others refer. */
export async function tablesInOrder(db: Knex): Promise<Table[]> {
  const links = await references(db)
  const waiting = await allTables(db)
  const ordered: Table[] = []
  while (waiting.length > 0) {
    const isReady = ({ name }: Table) =>
      links.every(({ from, to }) => from !== name || to === name || ordered.some((done) => done.name === to))
    const next = waiting.findIndex(isReady)
    if (next < 0)
      throw new Error(`these tables refer to each other in a ring: ${waiting.map(({ name }) => name)}`)
    ordered.push(...waiting.splice(next, 1))
  }
  return ordered
}

async function allTables(db: Knex): Promise<Table[]> {
  const rows: { name: string; column: string }[] = await rowsOf(
    db,
    isPostgres(db) ? keysOnPostgres : keysOnSqlite,
  )
  const names = [...new Set(rows.map(({ name }) => name))].filter((name) => !/^(knex|sqlite)_/.test(name))
  return names.map((name) => ({
    name,
    key: rows.filter((row) => row.name === name).map(({ column }) => column),
  }))
}

/** Which tables refer to which. */
export const references = (db: Knex): Promise<{ from: string; to: string }[]> =>
  rowsOf(db, isPostgres(db) ? linksOnPostgres : linksOnSqlite)

async function rowsOf<Row>(db: Knex, sql: string): Promise<Row[]> {
  const answer = await db.raw(sql)
  return answer.rows ?? answer
}

const keysOnSqlite = `
  select m.name as name, p.name as "column" from sqlite_master m join pragma_table_info(m.name) p
  where m.type = 'table' and p.pk > 0 order by m.name, p.pk`
const linksOnSqlite = `
  select m.name as "from", f."table" as "to" from sqlite_master m join pragma_foreign_key_list(m.name) f
  where m.type = 'table'`
const keysOnPostgres = `
  select t.table_name as name, k.column_name as "column"
  from information_schema.table_constraints t
  join information_schema.key_column_usage k using (constraint_schema, constraint_name)
  where t.constraint_type = 'PRIMARY KEY' and t.table_schema = current_schema()
  order by t.table_name, k.ordinal_position`
const linksOnPostgres = `
  select f.conrelid::regclass::text as "from", f.confrelid::regclass::text as "to"
  from pg_constraint f where f.contype = 'f'`
