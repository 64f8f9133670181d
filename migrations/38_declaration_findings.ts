import type { Knex } from 'knex'

export const up = (db: Knex) =>
  db.schema.createTable('declaration_findings', (table) => {
    table.string('mutation_id', 40).notNullable().references('declarations.mutation_id').onDelete('CASCADE')
    table.string('reading', 40).notNullable()
    table.integer('n').notNullable()
    table.string('severity', 8).notNullable() // error | warning
    table.string('code', 40).notNullable()
    table.integer('person') // from 0; null where it is about the whole
    table.text('said').notNullable()
    table.primary(['mutation_id', 'reading', 'n'])
    table.index(['mutation_id', 'severity', 'code'])
  })

export const down = (db: Knex) => db.schema.dropTable('declaration_findings')
