import type { Knex } from 'knex'

export const up = (db: Knex) =>
  db.schema.createTable('employments', (table) => {
    table.string('id', 40).primary()
    table.string('employer_id', 40).notNullable().references('employers.id')
    table.string('employee_id', 40).notNullable().references('employees.id')
    table.string('personnel_number', 40)
    table.string('function', 100)
    table.string('workplace', 100)
    table.string('canton', 2).notNullable()
    table.integer('workload').notNullable() // per cent
    table.integer('monthly_wage').notNullable() // Rappen
    table.string('starts_on', 10).notNullable()
    table.string('ends_on', 10)
    table.index(['employee_id', 'starts_on'])
    table.index(['employer_id', 'ends_on'])
  })

export const down = (db: Knex) => db.schema.dropTable('employments')
