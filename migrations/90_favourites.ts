import type { Knex } from 'knex'
import { unwatch, watch } from './32_changes.js'
import { expose, protect } from './47_row_security.js'

/** What somebody has starred for one employer: only what it is and its id, so that no name lies here. */
export async function up(db: Knex) {
  await db.schema.createTable('favourites', (table) => {
    table.string('id', 36).primary()
    table.string('user_id', 40).notNullable().references('users.id')
    table.string('employer_id', 40).notNullable().references('employers.id')
    table.string('kind', 10).notNullable() // page | report | employee | list
    table.string('target', 60).notNullable() // the page, the kind of report, or an id
    table.integer('position').notNullable()
    table.string('created_at', 24).notNullable()
    table.unique(['user_id', 'employer_id', 'kind', 'target'])
  })
  await watch(db, 'favourites', { employer: 'employer_id' })
  if (isPostgres(db)) await protect(db, ['favourites'])
}

export async function down(db: Knex) {
  if (isPostgres(db)) await expose(db, ['favourites'])
  await unwatch(db, 'favourites', {})
  await db.schema.dropTable('favourites')
}

const isPostgres = (db: Knex) => db.client.config.client === 'pg'
