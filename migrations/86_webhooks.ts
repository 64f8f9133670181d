import type { Knex } from 'knex'
import { expose, protect } from './47_row_security.js'

// Where a system is told that something has happened, and for each employer how far it was told: events wait in their order.
export async function up(db: Knex) {
  await db.schema.createTable('webhooks', (table) => {
    table.string('system_id', 40).primary().references('systems.id')
    table.string('url', 500).notNullable()
    table.string('status', 10).notNullable() // on | off
    table.text('secret').notNullable() // sealed, in base64
    table.text('old_secret') // signs as well until it has run out
    table.string('old_until', 24)
    table.integer('queued_seq').notNullable() // events up to this one are in the lanes
    table.string('last_ok_at', 24)
  })
  await db.schema.createTable('webhook_lanes', (table) => {
    table.string('system_id', 40).notNullable().references('webhooks.system_id')
    table.string('employer_id', 40).notNullable().references('employers.id')
    table.integer('told_seq').notNullable() // the last event that was taken
    table.integer('last_seq').notNullable() // the last event that is to be told
    table.integer('failures').notNullable() // of the event that is next
    table.string('next_try_at', 24)
    table.string('stopped_at', 24) // given up until somebody looks
    table.string('reason', 60) // why the last try failed: a status, or the name of an error
    table.primary(['system_id', 'employer_id'])
  })
  if (isPostgres(db)) await protect(db, ['webhook_lanes'])
}

export async function down(db: Knex) {
  if (isPostgres(db)) await expose(db, ['webhook_lanes'])
  await db.schema.dropTable('webhook_lanes')
  await db.schema.dropTable('webhooks')
}

const isPostgres = (db: Knex) => db.client.config.client === 'pg'
