import type { Knex } from 'knex'

export const up = (db: Knex) =>
  db.schema.createTable('users', (table) => {
    table.string('id', 40).primary()
    table.string('email', 200).notNullable().unique()
    table.string('name', 200).notNullable()
    table.string('language', 2).notNullable()
    table.string('role', 20).notNullable() // employer | caseworker | supervisor
    table.string('status', 20).notNullable().defaultTo('active')
    table.string('password_hash', 200).notNullable()
    table.text('totp_seed').notNullable() // sealed with the data key, bound to the user's id
    table.integer('totp_last_step').notNullable().defaultTo(0) // a code of this step or an earlier one is spent
    table.string('last_sign_in_at', 24)
  })

export const down = (db: Knex) => db.schema.dropTable('users')
