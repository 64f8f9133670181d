import type { Knex } from 'knex'

export const up = (db: Knex) =>
  db.schema.createTable('account_mails', (table) => {
    table.string('id', 40).primary()
    table.string('kind', 30).notNullable()
    table.string('recipient', 200).notNullable()
    table.string('language', 2).notNullable()
    table.text('content').notNullable() // what is filled in, sealed: links and codes open accounts; empty once it was sent
    table.string('created_at', 24).notNullable()
    table.string('sent_at', 24)
    table.string('failed_at', 24)
    table.index(['sent_at', 'failed_at'])
  })

export const down = (db: Knex) => db.schema.dropTable('account_mails')
