import type { Knex } from 'knex'
import { expose, protect } from './47_row_security.js'

export async function up(db: Knex) {
  // how long the office keeps each kind of data; the newest row of a kind counts
  await db.schema.createTable('retention_spans', (table) => {
    table.string('id', 36).primary()
    table.string('kind', 20).notNullable()
    table.integer('days').notNullable()
    table.string('set_by', 40).notNullable()
    table.string('set_at', 24).notNullable()
    table.index(['kind', 'set_at'])
  })
  await db.schema.createTable('retention_runs', (table) => {
    table.string('day', 10).primary() // one run a day, however often the clock fires
    table.string('started_at', 24).notNullable()
    table.string('done_at', 24)
    table.text('counts').notNullable() // JSON: how many of each kind were forgotten
    table.string('swept_at', 24) // the files were written anew without what was forgotten
  })
  await db.schema.createTable('erasures', (table) => {
    table.string('id', 36).primary()
    table.string('employer_id', 40).notNullable()
    table.string('employee_id', 40).notNullable() // no reference: it outlives the person
    table.string('basis', 20).notNullable()
    table.string('status', 10).notNullable() // ordered | declined | done
    table.string('ordered_by', 40).notNullable()
    table.string('ordered_at', 24).notNullable()
    table.string('decided_by', 40)
    table.string('decided_at', 24)
    table.integer('certificate') // the number of its entry in the audit
    table.index(['employee_id', 'status'])
    table.index(['status', 'ordered_at'])
  })
  if (isPostgres(db)) await protect(db, ['erasures'])
  await db.schema.alterTable('mutations', (table) => {
    table.index(['status', 'closed_at']) // what has been kept long enough
    table.index(['continued_as'])
  })
}

export async function down(db: Knex) {
  await db.schema.alterTable('mutations', (table) => {
    table.dropIndex(['status', 'closed_at'])
    table.dropIndex(['continued_as'])
  })
  if (isPostgres(db)) await expose(db, ['erasures'])
  for (const table of ['erasures', 'retention_runs', 'retention_spans']) await db.schema.dropTable(table)
}

const isPostgres = (db: Knex) => db.client.config.client === 'pg'
