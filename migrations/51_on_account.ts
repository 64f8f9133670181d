import type { Knex } from 'knex'
import { expose, protect } from './47_row_security.js'

// What an employer has paid on account for the contributions of a year (AHVV 34 and 35); comes from the office's core system.
export async function up(db: Knex) {
  await db.schema.createTable('on_account', (table) => {
    table.string('employer_id', 40).notNullable().references('employers.id')
    table.integer('year').notNullable()
    table.integer('amount').notNullable() // Rappen
    table.primary(['employer_id', 'year'])
  })
  if (isPostgres(db)) await protect(db, ['on_account'])
}

export async function down(db: Knex) {
  if (isPostgres(db)) await expose(db, ['on_account'])
  await db.schema.dropTable('on_account')
}

const isPostgres = (db: Knex) => db.client.config.client === 'pg'
