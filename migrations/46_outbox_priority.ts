import type { Knex } from 'knex'

// What is done in bulk waits behind what people do.
export const up = (db: Knex) =>
  db.schema.alterTable('outbox', (table) => {
    table.integer('priority').notNullable().defaultTo(1) // 1 for what a person did, 5 for bulk
  })

export const down = (db: Knex) => db.raw('alter table outbox drop column priority')
