import type { Knex } from 'knex'

// Lengths the office has set, each with its first day; before that, and without a row, those of the configuration hold.
export const up = (db: Knex) =>
  db.schema.createTable('deadlines', (table) => {
    table.string('id', 36).primary()
    table.string('name', 40).notNullable()
    table.string('valid_from', 10).notNullable()
    table.integer('days').notNullable()
    table.string('set_by', 40).notNullable()
    table.string('set_at', 24).notNullable()
    table.index(['name', 'valid_from', 'set_at'])
  })

export const down = (db: Knex) => db.schema.dropTable('deadlines')
