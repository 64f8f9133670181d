import type { Knex } from 'knex'

// A person as corrected in the portal; as declared they stay in the pages. Sealed with the declaration's key.
export const up = (db: Knex) =>
  db.schema.createTable('declaration_corrections', (table) => {
    table.string('mutation_id', 40).notNullable().references('declarations.mutation_id').onDelete('CASCADE')
    table.integer('person').notNullable() // from 0; those beyond the last were added here
    table.binary('sealed').notNullable()
    table.string('corrected_by', 40).notNullable()
    table.string('corrected_at', 24).notNullable()
    table.primary(['mutation_id', 'person'])
  })

export const down = (db: Knex) => db.schema.dropTable('declaration_corrections')
