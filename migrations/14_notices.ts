import type { Knex } from 'knex'

export const up = (db: Knex) =>
  db.schema.createTable('notices', (table) => {
    table.string('id', 200).primary() // `<task or message>/<event>/<user>`: nobody is told twice of the same
    table.string('mutation_id', 40).notNullable().references('mutations.id')
    table.string('user_id', 40).notNullable().references('users.id')
    table.string('event', 20).notNullable() // task | reminder | message
    table.string('path', 200).notNullable() // where the link leads
    table.string('created_at', 24).notNullable()
    table.string('sent_at', 24)
    table.string('failed_at', 24)
    table.index(['mutation_id', 'sent_at'])
  })

export const down = (db: Knex) => db.schema.dropTable('notices')
