import type { Knex } from 'knex'
import { isPostgres } from './knex.js'

/** That a column holds one of the texts of a JSON list, which is a value of this name; SQL. One statement, however long the list is. */
export const oneOf = (db: Knex, name: string): string =>
  isPostgres(db)
    ? `= any (array(select json_array_elements_text(cast(:${name} as json))))`
    : `in (select value from json_each(:${name}))`
