import type { Knex } from 'knex'

/** How somebody wants the portal: JSON, read with each session and so a part of the key of kept pages. */
export const up = (db: Knex) =>
  db.schema.alterTable('users', (table) => {
    table.string('choices', 400).notNullable().defaultTo('{}') // see db/notices/choices.ts
  })

// Not through Knex, which would copy the table: others refer to it.
export const down = (db: Knex) => db.raw('alter table users drop column choices')
