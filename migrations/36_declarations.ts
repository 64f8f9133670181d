import type { Knex } from 'knex'

// The wages a report of the kind salary-declaration declares: where they came from, how far they are read, what they come to.
export const up = (db: Knex) =>
  db.schema.createTable('declarations', (table) => {
    table.string('mutation_id', 40).primary().references('mutations.id').onDelete('CASCADE')
    table.string('employer_id', 40).notNullable().references('employers.id')
    table.integer('year').notNullable()
    table.string('way', 10).notNullable() // elm | excel | online
    table.string('state', 10).notNullable() // empty | reading | read | refused
    table.string('upload', 40).notNullable() // names the pieces that count: an upload that broke off leaves others
    table.string('reading', 40).notNullable() // names the pages that count: a newer reading leaves an older behind
    table.string('file_name', 200).notNullable()
    table.integer('file_size').notNullable() // bytes
    table.string('file_hash', 64).notNullable() // SHA-256 of the plain bytes
    table.binary('data_key').notNullable() // of this declaration alone, sealed with the office's key
    table.integer('pieces').notNullable()
    table.integer('pieces_read').notNullable()
    table.integer('persons').notNullable()
    table.integer('pages').notNullable()
    table.string('reading_until', 24) // a reader that has not been heard of since has died
    table.text('refusal')
    table.text('read') // what it comes to: head, sums, counts of findings
    table.text('seal') // the signed receipt, from the release on
    table.index(['employer_id', 'year'])
  })

export const down = (db: Knex) => db.schema.dropTable('declarations')
