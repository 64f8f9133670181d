import type { Knex } from 'knex'

/** What was stated about an allowance that is paid month by month. */
export const up = (db: Knex) =>
  db.schema.createTable('statements', (table) => {
    table.string('id', 70).primary() // `<mutation>/statement/<n>`
    table.string('mutation_id', 40).notNullable().references('mutations.id')
    table.string('through', 10).notNullable()
    table.integer('is_final').notNullable() // 0 or 1
    table.text('entries').notNullable() // month by month; sums in Rappen
    table.string('created_at', 24).notNullable()
    table.index(['mutation_id'])
  })

export const down = (db: Knex) => db.schema.dropTable('statements')
