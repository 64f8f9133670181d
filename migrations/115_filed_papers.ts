import type { Knex } from 'knex'

/**
 * Papers the office has filed with a report: whether they are for the office alone. On PostgreSQL a connection that works for an employer
 * sees none of those, whatever it asks for.
 */
export async function up(db: Knex) {
  await db.schema.alterTable('documents', (table) => {
    table.integer('for_office').notNullable().defaultTo(0)
  })
  if (isPostgres(db))
    await db.raw(
      `create policy for_the_office on documents as restrictive
        using (for_office = 0 or (select current_setting('portal.employer', true)) = '*')`,
    )
}

export async function down(db: Knex) {
  if (isPostgres(db)) await db.raw('drop policy for_the_office on documents')
  // by itself: Knex would make the table anew on SQLite, to which others point
  await db.raw('alter table documents drop column for_office')
}

const isPostgres = (db: Knex) => db.client.config.client === 'pg'
