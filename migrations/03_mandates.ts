import type { Knex } from 'knex'

export const up = (db: Knex) =>
  db.schema.createTable('mandates', (table) => {
    table.string('user_id', 40).notNullable().references('users.id')
    table.string('employer_id', 40).notNullable().references('employers.id')
    table.string('role', 20).notNullable() // member | admin
    table.primary(['user_id', 'employer_id'])
    table.index(['employer_id'])
  })

export const down = (db: Knex) => db.schema.dropTable('mandates')
