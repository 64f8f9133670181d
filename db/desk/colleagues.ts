import type { Knex } from 'knex'
import { type Json, look, named } from '../look.js'

/** A caseworker to whom a task can be given. */
export interface Colleague {
  id: string
  name: string
}

/** The caseworkers of the office who can sign in, by name. */
export const colleagues = (db: Knex): Promise<Colleague[]> =>
  look(db, (json) => `select ${colleaguesIn(json)} as found`, {})

/** The same as a part of a statement. */
export const colleaguesIn = (json: Json): string =>
  json.list(
    named('id', 'name'),
    "select id, name from users where role = 'caseworker' and status = 'active'",
    'name, id',
  )
