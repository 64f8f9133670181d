import type { Knex } from 'knex'

export const up = (db: Knex) =>
  db.schema.createTable('sessions', (table) => {
    table.string('id_hash', 64).primary() // SHA-256: whoever reads the table cannot use a session
    table.string('user_id', 40)
    table.text('content').notNullable()
    table.string('created_at', 24).notNullable()
    table.string('seen_at', 24).notNullable()
    table.index(['user_id'])
    table.index(['seen_at']) // the sweep of what has expired
  })

export const down = (db: Knex) => db.schema.dropTable('sessions')
