import type { Knex } from 'knex'

/** Whom an identity provider for members means, such as AGOV: linked by its owner, and found by its subject alone. */
export const up = (db: Knex) =>
  db.schema.createTable('member_identities', (table) => {
    table.string('issuer', 300).notNullable()
    table.string('subject', 255).notNullable()
    table.string('user_id', 40).notNullable().references('users.id')
    table.string('created_at', 24).notNullable()
    table.primary(['issuer', 'subject'])
    table.unique(['issuer', 'user_id'])
  })

export const down = (db: Knex) => db.schema.dropTable('member_identities')
