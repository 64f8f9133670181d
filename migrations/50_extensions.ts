import type { Knex } from 'knex'

export const up = (db: Knex) =>
  db.schema.createTable('extensions', (table) => {
    table.string('id', 120).primary() // `<task>/<n>`: two at once meet here, and one looks again
    table.string('task_id', 100).notNullable().references('tasks.id')
    table.string('mutation_id', 40).notNullable().references('mutations.id')
    table.string('wanted', 10).notNullable() // the last day that was asked for
    table.string('granted', 10).notNullable() // the last day that was given at once
    table.text('reason').notNullable()
    table.string('asked_by', 40).notNullable()
    table.string('asked_at', 24).notNullable()
    table.index(['task_id'])
  })

export const down = (db: Knex) => db.schema.dropTable('extensions')
