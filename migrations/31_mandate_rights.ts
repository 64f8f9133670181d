import type { Knex } from 'knex'

export const up = (db: Knex) =>
  db.schema.alterTable('mandates', (table) => {
    table.string('topics', 60).notNullable().defaultTo('personnel salaries finance') // parts of the portal it opens
    table.string('kind', 10).notNullable().defaultTo('staff') // staff | agent: of the employer, or of a fiduciary
    table.string('alias', 60) // what the user calls this employer
    table.integer('is_default').notNullable().defaultTo(0) // 0 | 1: the same on both databases
    table.string('begun_at', 24)
    table.string('ended_at', 24) // ended mandates stay: the file must tell who could act when
    table.string('ended_by', 40)
  })

export const down = (db: Knex) =>
  db.schema.alterTable('mandates', (table) => {
    for (const column of ['topics', 'kind', 'alias', 'is_default', 'begun_at', 'ended_at', 'ended_by'])
      table.dropColumn(column)
  })
