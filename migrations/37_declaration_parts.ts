import type { Knex } from 'knex'

// The original file in pieces, and the persons in pages, both sealed with the declaration's own key: neither is ever whole in memory.
export const up = (db: Knex) =>
  db.schema.createTable('declaration_parts', (table) => {
    table.string('mutation_id', 40).notNullable().references('declarations.mutation_id').onDelete('CASCADE')
    table.string('of', 40).notNullable() // the upload or the reading it is part of
    table.string('what', 6).notNullable() // piece | page
    table.integer('n').notNullable()
    table.binary('sealed').notNullable()
    table.primary(['mutation_id', 'of', 'what', 'n'])
  })

export const down = (db: Knex) => db.schema.dropTable('declaration_parts')
