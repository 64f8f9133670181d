import type { Knex } from 'knex'

export const up = (db: Knex) =>
  db.schema.createTable('employees', (table) => {
    table.string('id', 40).primary()
    table.string('employer_id', 40).notNullable().references('employers.id')
    table.string('ahv_number', 16)
    table.string('first_name', 100).notNullable()
    table.string('last_name', 100).notNullable()
    table.string('birth_date', 10).notNullable()
    table.string('sex', 6).notNullable()
    table.string('civil_status', 20).notNullable()
    table.string('nationality', 2).notNullable()
    table.string('language', 2).notNullable()
    table.string('street', 200).notNullable()
    table.string('zip', 10).notNullable()
    table.string('city', 100).notNullable()
    table.string('country', 2).notNullable()
    table.string('search', 400).notNullable() // last name first, names and digits, lower case, without accents
    table.unique(['employer_id', 'ahv_number'])
    table.index(['employer_id', 'search', 'id']) // the list in its first order, and all that a search must read
  })

export const down = (db: Knex) => db.schema.dropTable('employees')
