import type { Knex } from 'knex'

// When an operator's work was last done, such as a backup: what the doctor asks for.
export const up = (db: Knex) =>
  db.schema.createTable('operations', (table) => {
    table.string('name', 40).primary()
    table.string('at', 24).notNullable()
  })

export const down = (db: Knex) => db.schema.dropTable('operations')
