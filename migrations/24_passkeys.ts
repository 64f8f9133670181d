import type { Knex } from 'knex'

export const up = (db: Knex) =>
  db.schema.createTable('passkeys', (table) => {
    table.string('id', 400).primary() // the credential's id, base64url
    table.string('user_id', 40).notNullable().references('users.id')
    table.string('name', 100).notNullable()
    table.text('public_key').notNullable() // COSE, base64url
    table.bigInteger('counter').notNullable() // how often it signed; synchronised passkeys always say 0
    table.string('transports', 100).notNullable()
    table.string('created_at', 24).notNullable()
    table.string('used_at', 24)
    table.index(['user_id'])
  })

export const down = (db: Knex) => db.schema.dropTable('passkeys')
