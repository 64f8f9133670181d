import type { Knex } from 'knex'

/** The children of reported births, so that the office sees when one is reported twice. */
export const up = (db: Knex) =>
  db.schema.createTable('births', (table) => {
    table.string('id', 60).primary() // `<mutation>/<child>`
    table.string('mutation_id', 40).notNullable().references('mutations.id')
    table.string('employee_id', 40).notNullable().references('employees.id')
    table.string('claim', 30).notNullable() // the kind of allowance: each parent has their own
    table.string('birth_date', 10).notNullable()
    table.string('name', 210).notNullable() // folded, as it is compared
    table.string('ahv_number', 16)
    table.index(['birth_date'])
    table.index(['ahv_number'])
    table.index(['mutation_id'])
  })

export const down = (db: Knex) => db.schema.dropTable('births')
