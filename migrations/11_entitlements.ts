import type { Knex } from 'knex'

export const up = (db: Knex) =>
  db.schema.createTable('entitlements', (table) => {
    table.string('id', 160).primary() // `<mutation>/<child key>/<kind>/<n>`
    table.string('employer_id', 40).notNullable().references('employers.id')
    table.string('employee_id', 40).notNullable().references('employees.id')
    table.string('child_id', 120).notNullable().references('children.id')
    table.string('mutation_id', 40).references('mutations.id')
    table.string('kind', 12).notNullable() // child | education | birth | adoption
    table.string('canton', 2).notNullable()
    table.integer('rate').notNullable() // Rappen a month, or once
    table.integer('difference').notNullable().defaultTo(0)
    table.string('starts_on', 10).notNullable()
    table.string('ends_on', 10)
    table.string('proven_until', 10)
    table.string('ended_by', 40).references('mutations.id')
    table.index(['employee_id', 'starts_on'])
    table.index(['child_id'])
    table.index(['employer_id', 'ends_on'])
  })

export const down = (db: Knex) => db.schema.dropTable('entitlements')
