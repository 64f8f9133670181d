import type { Knex } from 'knex'

/**
 * The name under which the parts of a declaration are sealed. It is the report's that took them in and stays when they move on to
 * another report, so that a recall need not open and seal a whole file.
 */
export async function up(db: Knex) {
  await db.schema.alterTable('declarations', (table) => {
    table.string('sealed_as', 40).notNullable().defaultTo('')
  })
  await db.raw('update declarations set sealed_as = mutation_id')
}

// What has moved on by then cannot be opened without the name.
export const down = (db: Knex) => db.raw('alter table declarations drop column sealed_as')
