import type { Knex } from 'knex'

export const up = (db: Knex) =>
  db.schema.createTable('challenges', (table) => {
    table.string('id', 40).primary() // known to one session only
    table.string('user_id', 40).notNullable() // or the one an invitation will make
    table.string('purpose', 20).notNullable() // sign-in | phone | email
    table.string('target', 200).notNullable() // the number or address that was written to
    table.string('code_hash', 64).notNullable() // HMAC of the id and six digits
    table.integer('tries').notNullable().defaultTo(0)
    table.string('sent_at', 24).notNullable()
    table.string('expires_at', 24).notNullable()
    table.string('spent_at', 24) // used, or voided by a newer one
    table.index(['user_id', 'purpose'])
    table.index(['expires_at'])
  })

export const down = (db: Knex) => db.schema.dropTable('challenges')
