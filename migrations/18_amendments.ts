import type { Knex } from 'knex'

export const up = (db: Knex) =>
  db.schema.createTable('amendments', (table) => {
    table.string('id', 60).primary() // `<mutation>/<n>`: two at once meet here, and one looks again
    table.string('mutation_id', 40).notNullable().references('mutations.id')
    table.string('what', 40).notNullable()
    table.text('said').notNullable() // what it says; its shape depends on `what`
    table.string('created_by', 40).notNullable()
    table.string('created_at', 24).notNullable()
    table.index(['mutation_id'])
  })

export const down = (db: Knex) => db.schema.dropTable('amendments')
