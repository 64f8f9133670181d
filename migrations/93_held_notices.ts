import type { Knex } from 'knex'

/** Notices that wait for the mail of the day instead of going out at once. */
export const up = (db: Knex) =>
  db.schema.alterTable('notices', (table) => {
    table.integer('is_held').notNullable().defaultTo(0) // 0 | 1: the same on both databases
    table.index(['is_held', 'sent_at'])
  })

export async function down(db: Knex) {
  await db.schema.alterTable('notices', (table) => {
    table.dropIndex(['is_held', 'sent_at'])
  })
  await db.raw('alter table notices drop column is_held')
}
