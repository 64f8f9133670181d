import type { Knex } from 'knex'

export const up = (db: Knex) =>
  db.schema.createTable('campaigns', (table) => {
    table.string('id', 40).primary() // random, or `daily-<day>` for what the clock opens
    table.string('kind', 40).notNullable()
    table.string('status', 10).notNullable() // open | done
    table.integer('lead_days').notNullable()
    table.text('employers') // ids as JSON; null means all
    table.integer('found') // what the preview counted; null for the clock
    table.string('opened_by', 40).notNullable()
    table.string('opened_at', 24).notNullable()
    table.string('done_at', 24)
    table.index(['opened_at'])
  })

export const down = (db: Knex) => db.schema.dropTable('campaigns')
