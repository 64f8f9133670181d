import type { Knex } from 'knex'

export const up = (db: Knex) =>
  db.schema.alterTable('audit', (table) => {
    table.index(['employer_id', 'seq']) // an employer's part of it, newest first
    table.index(['at']) // the evidence of a span of time
  })

export const down = (db: Knex) =>
  db.schema.alterTable('audit', (table) => {
    table.dropIndex(['employer_id', 'seq'])
    table.dropIndex(['at'])
  })
