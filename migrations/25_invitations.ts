import type { Knex } from 'knex'

export const up = (db: Knex) =>
  db.schema.createTable('invitations', (table) => {
    table.string('id', 40).primary()
    table.string('purpose', 10).notNullable() // join: a person, perhaps new, for an employer or the office | factors: a new second factor
    table.string('user_id', 40).notNullable() // whom it makes or is for: not yet a row of `users` where the person is new
    table.string('email', 200).notNullable()
    table.string('name', 200).notNullable()
    table.string('language', 2).notNullable()
    table.string('role', 20).notNullable()
    table.string('employer_id', 40).references('employers.id') // null: for the office
    table.text('mandate') // JSON: what the mandate will say
    table.string('link_hash', 64).notNullable().unique() // SHA-256 of 128 random bits
    table.string('proof_hash', 64).notNullable() // SHA-256 of link, code, e-mail and employer together
    table.integer('tries').notNullable().defaultTo(0) // wrong codes
    table.string('password_hash', 200) // chosen, until a second factor is proved
    table.string('created_at', 24).notNullable()
    table.string('expires_at', 24).notNullable()
    table.string('sent_at', 24).notNullable()
    table.string('closed_at', 24)
    table.string('outcome', 10) // used | withdrawn
    table.index(['employer_id', 'closed_at'])
    table.index(['email'])
  })

export const down = (db: Knex) => db.schema.dropTable('invitations')
