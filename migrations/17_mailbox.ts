import type { Knex } from 'knex'

// Where the demo's mails and SMS end up; an office that sends real ones never fills it.
export const up = (db: Knex) =>
  db.schema.createTable('mailbox', (table) => {
    table.increments('id')
    table.string('channel', 5).notNullable() // mail | sms
    table.string('recipient', 200).notNullable()
    table.string('subject', 200).notNullable()
    table.text('text').notNullable()
    table.string('sent_at', 24).notNullable()
    table.string('message_id', 300).notNullable().unique()
  })

export const down = (db: Knex) => db.schema.dropTable('mailbox')
