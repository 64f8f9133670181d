import type { Knex } from 'knex'

export const up = (db: Knex) =>
  db.schema.createTable('outbox', (table) => {
    table.string('workflow_id', 60).primary()
    table.string('workflow', 40).notNullable() // a kind of mutation, or `post`
    table.string('mutation_id', 40).notNullable().references('mutations.id')
    table.string('token', 36).notNullable() // fresh with each promise: a newer one keeps its row
    table.string('created_at', 24).notNullable()
  })

export const down = (db: Knex) => db.schema.dropTable('outbox')
