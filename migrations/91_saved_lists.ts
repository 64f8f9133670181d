import type { Knex } from 'knex'
import { unwatch, watch } from './32_changes.js'
import { expose, protect } from './47_row_security.js'

/** A list as somebody filtered and sorted it, under a name; for oneself or for all who act for the employer. */
export async function up(db: Knex) {
  await db.schema.createTable('saved_lists', (table) => {
    table.string('id', 36).primary()
    table.string('user_id', 40).notNullable().references('users.id')
    table.string('employer_id', 40).notNullable().references('employers.id')
    table.string('list', 20).notNullable() // employees | tasks | messages | mutations
    table.string('name', 60).notNullable()
    table.string('state', 400).notNullable() // the query of its address
    table.integer('shared').notNullable().defaultTo(0) // 0 | 1: the same on both databases
    table.string('created_at', 24).notNullable()
    table.index(['employer_id', 'list'])
  })
  await watch(db, 'saved_lists', { employer: 'employer_id' })
  if (isPostgres(db)) await protect(db, ['saved_lists'])
}

export async function down(db: Knex) {
  if (isPostgres(db)) await expose(db, ['saved_lists'])
  await unwatch(db, 'saved_lists', {})
  await db.schema.dropTable('saved_lists')
}

const isPostgres = (db: Knex) => db.client.config.client === 'pg'
