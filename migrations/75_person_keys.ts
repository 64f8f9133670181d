import type { Knex } from 'knex'

// A key for each person, wrapped with the office's: whoever destroys the row makes unreadable what lies under it.
export async function up(db: Knex) {
  await db.schema.createTable('person_keys', (table) => {
    table.string('id', 40).primary() // of the employee; or of the report, which is about nobody on file yet
    table.string('wrapped', 120).notNullable() // base64, bound to the id
  })
  // names of documents are sealed as well, which makes them longer; SQLite knows no lengths
  if (isPostgres(db)) await db.raw('alter table documents alter column name type text')
}

// What is sealed stays so: nobody can read it without the table. Only for whoever takes back the whole schema.
export async function down(db: Knex) {
  if (isPostgres(db))
    await db.raw('alter table documents alter column name type varchar(200) using left(name, 200)')
  await db.schema.dropTable('person_keys')
}

const isPostgres = (db: Knex) => db.client.config.client === 'pg'
