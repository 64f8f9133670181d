import type { Knex } from 'knex'
import { isPostgres } from './knex.js'
import { snake } from './names.js'
import { rows, type Values } from './prepared.js'

/** How a database writes a JSON document: what a statement for `look` is put together from. */
export interface Json {
  /** An object: `object({ dueOn: 'tasks.due_on' })`. */
  object(fields: Record<string, string>): string
  /** The rows of a select as a list of objects, in this order. */
  list(fields: Record<string, string>, from: string, order: string): string
}

/** Fields that are called as their columns: `named('dueOn')` is `{ dueOn: 'due_on' }`. */
export const named = (...names: string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, snake(name)]))

const pairs = (fields: Record<string, string>) =>
  Object.entries(fields)
    .map(([name, column]) => `'${name}', ${column}`)
    .join(', ')

const sqlite: Json = {
  object: (fields) => `json_object(${pairs(fields)})`,
  list: (fields, from, order) =>
    `(select json_group_array(json_object(${pairs(fields)}) order by ${order}) from (${from}) as listed)`,
}

const postgres: Json = {
  object: (fields) => `json_build_object(${pairs(fields)})`,
  list: (fields, from, order) =>
    `(select coalesce(json_agg(json_build_object(${pairs(fields)}) order by ${order}), '[]') from (${from}) as listed)`,
}

/**
 * Looks once: everything a page shows in one statement that answers one JSON document as `found`, however many lists
 * that takes. Each statement costs a hop to a thread or over the network, which on the busiest pages was most of their
 * time. `:name` stands for a value.
 */
export async function look<Found>(db: Knex, write: (json: Json) => string, values: Values): Promise<Found> {
  const [row] = await rows<{ found: unknown }>(db, write(isPostgres(db) ? postgres : sqlite), values)
  return typeof row?.found === 'string' ? JSON.parse(row.found) : (row?.found as Found)
}
