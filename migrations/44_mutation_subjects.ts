import type { Knex } from 'knex'

// What the portal opens by itself has a subject, such as a child and a school year, and is never there twice.
export async function up(db: Knex) {
  await db.schema.alterTable('mutations', (table) => {
    table.string('subject_key', 140)
    table.string('campaign_id', 40) // the campaign that opened it
    table.unique(['kind', 'subject_key'])
    table.index(['campaign_id'])
  })
  // what a campaign looks for: proofs that run out, and children who turn 16
  await db.schema.alterTable('entitlements', (table) => {
    table.index(['kind', 'proven_until', 'id'])
  })
  await db.schema.alterTable('children', (table) => {
    table.index(['birth_date', 'id'])
  })
}

export async function down(db: Knex) {
  await db.schema.alterTable('children', (table) => table.dropIndex(['birth_date', 'id']))
  await db.schema.alterTable('entitlements', (table) => table.dropIndex(['kind', 'proven_until', 'id']))
  await db.schema.alterTable('mutations', (table) => {
    table.dropUnique(['kind', 'subject_key'])
    table.dropIndex(['campaign_id'])
  })
  // written out: knex would make the table anew on SQLite, and others refer to it
  await db.raw('alter table mutations drop column subject_key')
  await db.raw('alter table mutations drop column campaign_id')
}
