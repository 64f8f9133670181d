import type { Knex } from 'knex'

// The columns are those that rate-limiter-flexible expects.
export const up = (db: Knex) =>
  db.schema.createTable('rate_limits', (table) => {
    table.string('key', 255).primary()
    table.integer('points').notNullable().defaultTo(0)
    table.bigInteger('expire')
  })

export const down = (db: Knex) => db.schema.dropTable('rate_limits')
