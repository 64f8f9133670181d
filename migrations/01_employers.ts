import type { Knex } from 'knex'

export const up = (db: Knex) =>
  db.schema.createTable('employers', (table) => {
    table.string('id', 40).primary()
    table.string('member_number', 20).notNullable().unique()
    table.string('uid', 20)
    table.string('name', 200).notNullable()
    table.string('street', 200).notNullable()
    table.string('zip', 10).notNullable()
    table.string('city', 100).notNullable()
    table.string('canton', 2).notNullable()
    table.string('language', 2).notNullable()
  })

export const down = (db: Knex) => db.schema.dropTable('employers')
