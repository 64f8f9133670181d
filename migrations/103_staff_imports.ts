import type { Knex } from 'knex'
import { expose, protect } from './47_row_security.js'

/** Staff lists that somebody has sent and may take over, and what such lists have changed about whom. */
export async function up(db: Knex) {
  await db.schema.createTable('staff_imports', (table) => {
    table.string('id', 36).primary() // also the id of the key its content lies under
    table.string('employer_id', 40).notNullable().references('employers.id')
    table.string('status', 10).notNullable() // read | applied
    table.text('content').notNullable() // sealed; empty once it was applied
    table.string('counts', 400).notNullable() // JSON: how many rows of each kind, how many reports were prepared
    table.string('created_by', 40).notNullable()
    table.string('created_at', 24).notNullable()
    table.string('applied_at', 24)
    table.index(['employer_id', 'created_by'])
    table.index(['created_at'])
  })
  await db.schema.createTable('staff_changes', (table) => {
    table.string('id', 80).primary() // `<import>/<row>`
    table.string('employer_id', 40).notNullable().references('employers.id')
    table.string('employee_id', 40).notNullable().references('employees.id')
    table.text('changes').notNullable() // sealed JSON: old and new values by column
    table.string('changed_by', 40).notNullable()
    table.string('changed_at', 24).notNullable()
    table.index(['employee_id', 'changed_at'])
  })
  if (isPostgres(db)) await protect(db, tables)
}

export async function down(db: Knex) {
  if (isPostgres(db)) await expose(db, tables)
  for (const table of tables) await db.schema.dropTable(table)
}

const tables = ['staff_imports', 'staff_changes']
const isPostgres = (db: Knex) => db.client.config.client === 'pg'
