import type { Knex } from 'knex'

export const up = (db: Knex) =>
  db.schema.createTable('recovery_codes', (table) => {
    table.string('code_hash', 64).primary() // SHA-256 of the user's id and 120 random bits
    table.string('user_id', 40).notNullable().references('users.id')
    table.string('created_at', 24).notNullable()
    table.string('used_at', 24)
    table.index(['user_id'])
  })

export const down = (db: Knex) => db.schema.dropTable('recovery_codes')
