import type { Knex } from 'knex'

/** Links by which a person fills in their part of an employer's draft, without an account. */
export const up = (db: Knex) =>
  db.schema.createTable('part_links', (table) => {
    table.string('id', 40).primary()
    table.string('mutation_id', 40).notNullable().references('mutations.id')
    table.string('token_hash', 64).notNullable().unique() // SHA-256: the token itself is only in the mail
    table.string('mail_id', 40).notNullable()
    table.string('email', 200).notNullable()
    table.string('language', 2).notNullable()
    table.text('draft').notNullable() // what was typed so far, by the slug of the step
    table.string('created_at', 24).notNullable()
    table.string('saved_at', 24).notNullable()
    table.string('expires_at', 24).notNullable()
    table.string('used_at', 24)
    table.string('withdrawn_at', 24)
    table.index(['mutation_id'])
  })

export const down = (db: Knex) => db.schema.dropTable('part_links')
