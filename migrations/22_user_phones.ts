import type { Knex } from 'knex'

export const up = (db: Knex) =>
  db.schema.alterTable('users', (table) => {
    table.string('phone', 20) // E.164, proved by a code; null: no codes by SMS. An empty `totp_seed`: no authenticator app
  })

// Not through Knex, which would copy the table: others refer to it.
export const down = (db: Knex) => db.raw('alter table users drop column phone')
