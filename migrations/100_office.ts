import type { Knex } from 'knex'
import { unwatch, watch } from './32_changes.js'

/** How the office shares its work: saved views of the desk, teams with what is theirs, and who stands in for whom. */
export async function up(db: Knex) {
  await db.schema.createTable('desk_views', (table) => {
    table.string('id', 36).primary()
    table.string('user_id', 40).notNullable().references('users.id')
    table.string('name', 60).notNullable()
    table.string('state', 400).notNullable() // the query of its address
    table.integer('shared').notNullable().defaultTo(0) // 0 | 1: everybody of the office finds it
    table.string('created_at', 24).notNullable()
    table.index(['user_id'])
  })
  await db.schema.createTable('teams', (table) => {
    table.string('id', 36).primary()
    table.string('name', 60).notNullable()
    table.text('rules').notNullable() // {cantons, kinds, first, last}: what is theirs; empty is all
    table.string('created_at', 24).notNullable()
  })
  await db.schema.createTable('team_members', (table) => {
    table.string('team_id', 36).notNullable().references('teams.id')
    table.string('user_id', 40).notNullable().references('users.id')
    table.primary(['team_id', 'user_id'])
    table.index(['user_id'])
  })
  await db.schema.createTable('absences', (table) => {
    table.string('id', 36).primary()
    table.string('user_id', 40).notNullable().references('users.id')
    table.string('deputy_id', 40).notNullable().references('users.id')
    table.string('from_on', 10).notNullable()
    table.string('until_on', 10).notNullable()
    table.string('created_at', 24).notNullable()
    table.index(['deputy_id', 'until_on'])
    table.index(['user_id', 'until_on'])
  })
  for (const table of tables) await watch(db, table, { office: () => '1 = 1' })
}

export async function down(db: Knex) {
  for (const table of tables) await unwatch(db, table, {})
  for (const table of tables.toReversed()) await db.schema.dropTable(table)
}

const tables = ['desk_views', 'teams', 'team_members', 'absences']
