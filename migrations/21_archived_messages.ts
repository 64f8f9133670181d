import type { Knex } from 'knex'

export const up = (db: Knex) =>
  db.schema.alterTable('messages', (table) => {
    table.string('archived_at', 24)
    table.string('archived_by', 40)
  })

export const down = (db: Knex) =>
  db.schema.alterTable('messages', (table) => {
    table.dropColumns('archived_at', 'archived_by')
  })
