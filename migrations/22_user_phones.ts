import type { Knex } from 'knex'

export const up = (db: Knex) =>
  db.schema.alterTable('users', (table) => {
    table.string('phone', 20) // E.164, proved by a code; null: no codes by SMS. An empty `totp_seed`: no authenticator app
  })

export const down = (db: Knex) =>
  db.schema.alterTable('users', (table) => {
    table.dropColumn('phone')
  })
