import type { Knex } from 'knex'

export const up = (db: Knex) =>
  db.schema.createTable('mutations', (table) => {
    table.string('id', 40).primary() // also the id of its workflow: opaque
    table.string('reference', 20).notNullable().unique()
    table.string('kind', 40).notNullable()
    table.string('employer_id', 40).notNullable().references('employers.id')
    table.string('employee_id', 40).notNullable().references('employees.id')
    table.string('status', 20).notNullable() // draft | submitted | closed
    table.string('outcome', 20) // granted | partly | refused | ended | recalled
    table.text('draft').notNullable() // what was typed, by step
    table.text('answers') // what it means, fixed at submission
    table.string('created_by', 40).notNullable()
    table.string('created_at', 24).notNullable()
    table.string('saved_at', 24).notNullable()
    table.string('submitted_by', 40)
    table.string('submitted_at', 24)
    table.string('closed_at', 24)
    table.string('closed_by', 40)
    table.string('continued_as', 40) // the draft a recalled mutation lives on in
    table.index(['employer_id', 'status', 'saved_at'])
    table.index(['employee_id', 'created_at'])
    table.index(['status', 'saved_at']) // the office's list, and the open ones for a rebuild of Temporal
  })

export const down = (db: Knex) => db.schema.dropTable('mutations')
