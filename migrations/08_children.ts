import type { Knex } from 'knex'

export const up = (db: Knex) =>
  db.schema.createTable('children', (table) => {
    table.string('id', 120).primary() // `<mutation>/<key>` for a child that came with a report
    table.string('employer_id', 40).notNullable().references('employers.id')
    table.string('employee_id', 40).notNullable().references('employees.id')
    table.string('ahv_number', 16)
    table.string('first_name', 100).notNullable()
    table.string('last_name', 100).notNullable()
    table.string('birth_date', 10).notNullable()
    table.string('sex', 6).notNullable()
    table.string('relation', 20).notNullable()
    table.string('residence_country', 2).notNullable()
    table.string('residence_canton', 2)
    table.index(['employee_id'])
    table.index(['ahv_number']) // one allowance per child and kind, whoever asks (FamZG 6)
  })

export const down = (db: Knex) => db.schema.dropTable('children')
