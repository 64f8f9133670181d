import type { Knex } from 'knex'

export const up = (db: Knex) =>
  db.schema.createTable('reset_links', (table) => {
    table.string('token_hash', 64).primary() // SHA-256 of 128 random bits
    table.string('user_id', 40).notNullable().references('users.id')
    table.string('expires_at', 24).notNullable()
    table.string('used_at', 24)
    table.index(['user_id'])
  })

export const down = (db: Knex) => db.schema.dropTable('reset_links')
