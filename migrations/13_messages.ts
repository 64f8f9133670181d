import type { Knex } from 'knex'

export const up = (db: Knex) =>
  db.schema.createTable('messages', (table) => {
    table.string('id', 100).primary() // `<mutation>/<letter>`
    table.string('employer_id', 40).notNullable().references('employers.id')
    table.string('employee_id', 40).references('employees.id')
    table.string('mutation_id', 40).references('mutations.id')
    table.string('kind', 40).notNullable()
    table.string('document_id', 100).notNullable().references('documents.id')
    table.string('created_at', 24).notNullable()
    table.string('read_at', 24)
    table.string('read_by', 40)
    table.index(['employer_id', 'created_at'])
    table.index(['employer_id', 'read_at'])
  })

export const down = (db: Knex) => db.schema.dropTable('messages')
