import type { Knex } from 'knex'

/** What a letter comes to, beside the letter itself; null for those from before. */
export const up = (db: Knex) =>
  db.schema.alterTable('messages', (table) => {
    table.text('gist') // sealed JSON, see domain/gist.ts
  })

// Not through Knex, which would copy the table: others refer to it.
export const down = (db: Knex) => db.raw('alter table messages drop column gist')
