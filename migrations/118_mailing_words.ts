import type { Knex } from 'knex'

/** What the office writes in other languages than German, which lies in `mailings`; whoever has no text here reads that one. */
export const up = (db: Knex) =>
  db.schema.createTable('mailing_words', (table) => {
    table.string('mailing_id', 40).notNullable().references('mailings.id').onDelete('CASCADE')
    table.string('language', 2).notNullable()
    table.string('subject', 200).notNullable()
    table.text('text').notNullable() // sealed under the key of the mailing
    table.primary(['mailing_id', 'language'])
  })

export const down = (db: Knex) => db.schema.dropTable('mailing_words')
