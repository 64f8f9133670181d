import type { Knex } from 'knex'
import { unwatch, watch } from './32_changes.js'

/** What somebody of the office has starred; and letters and reports among the favourites of an employer, whose ids may be longer. */
export async function up(db: Knex) {
  await db.schema.createTable('office_favourites', (table) => {
    table.string('id', 36).primary()
    table.string('user_id', 40).notNullable().references('users.id')
    table.string('kind', 10).notNullable() // page | guide | view | employer | mutation | employee
    table.string('target', 100).notNullable() // the page, the guide, or an id
    table.integer('position').notNullable()
    table.string('created_at', 24).notNullable()
    table.unique(['user_id', 'kind', 'target'])
  })
  await watch(db, 'office_favourites', { office: () => '1 = 1' })
  // SQLite keeps to no length
  if (isPostgres(db)) await db.raw('alter table favourites alter column target type varchar(100)')
}

export async function down(db: Knex) {
  if (isPostgres(db)) {
    await db.raw('delete from favourites where length(target) > 60')
    await db.raw('alter table favourites alter column target type varchar(60)')
  }
  await unwatch(db, 'office_favourites', {})
  await db.schema.dropTable('office_favourites')
}

const isPostgres = (db: Knex) => db.client.config.client === 'pg'
