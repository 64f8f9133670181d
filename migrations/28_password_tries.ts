import type { Knex } from 'knex'

export const up = (db: Knex) =>
  db.schema.createTable('password_tries', (table) => {
    table.string('key', 64).primary() // SHA-256 of an address, or of an address and a device that knows its user
    table.integer('failures').notNullable() // in a row, counted before a password is looked at
    table.bigInteger('open_at').notNullable() // ms since 1970: earlier tries are not looked at
  })

export const down = (db: Knex) => db.schema.dropTable('password_tries')
