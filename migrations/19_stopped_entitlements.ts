import type { Knex } from 'knex'

export const up = (db: Knex) =>
  db.schema.alterTable('entitlements', (table) => {
    table.string('ended_before', 10) // the end it had before `ended_by` stopped it, to which it is resumed
  })

export const down = (db: Knex) =>
  db.schema.alterTable('entitlements', (table) => {
    table.dropColumn('ended_before')
  })
