import type { Knex } from 'knex'

/** What an upload can do beside being looked at, such as `javascript`: words of `web/documents/active-content.ts`, with blanks between them. */
export const up = (db: Knex) =>
  db.schema.alterTable('documents', (table) => {
    table.string('active_content', 100).notNullable().defaultTo('')
  })

// By itself: Knex would make the table anew on SQLite, to which others point.
export const down = (db: Knex) => db.raw('alter table documents drop column active_content')
