import type { Knex } from 'knex'

// A report may be about nobody who is on file: an entry, or the wages of all. `subject` says what it is about instead.
export async function up(db: Knex) {
  await db.schema.alterTable('mutations', (table) => {
    table.string('subject', 210)
  })
  await (isPostgres(db)
    ? db.raw('alter table mutations alter column employee_id drop not null')
    : rewrite(db, required, optional))
  await db.schema.alterTable('employees', (table) => {
    table.index(['ahv_number']) // the same person with another employer
    table.index(['birth_date'])
  })
}

export async function down(db: Knex) {
  // reports about nobody have no place in the older schema
  const nobodys = () => db('mutations').whereNull('employee_id')
  for (const table of ['outbox', 'notices', 'messages', 'documents', 'amendments', 'tasks'])
    await db(table).whereIn('mutation_id', nobodys().select('id')).delete()
  await nobodys().delete()
  await db.schema.alterTable('employees', (table) => {
    table.dropIndex(['ahv_number'])
    table.dropIndex(['birth_date'])
  })
  await (isPostgres(db)
    ? db.raw('alter table mutations alter column employee_id set not null')
    : rewrite(db, optional, required))
  await db.raw('alter table mutations drop column subject') // Knex would make the table anew
}

const isPostgres = (db: Knex) => db.client.config.client === 'pg'

const optional = '`employee_id` varchar(40)'
const required = `${optional} not null`

/**
 * SQLite cannot alter a column, and a table others refer to cannot be made anew within a transaction. Dropping or adding
 * NOT NULL changes nothing on disk, so its text is changed where SQLite keeps it, as https://sqlite.org/lang_altertable.html
 * (section 7) has it.
 */
async function rewrite(db: Knex, before: string, after: string) {
  const [{ sql }] = await db('sqlite_master').where({ type: 'table', name: 'mutations' }).select('sql')
  if (!sql.includes(`${before},`)) throw new Error('the table of mutations is not as expected')
  const [row] = await db.raw('pragma schema_version')
  const [version] = Object.values<number>(row)
  await db.raw('pragma writable_schema=on')
  await db('sqlite_master')
    .where({ type: 'table', name: 'mutations' })
    .update({ sql: sql.replace(`${before},`, `${after},`) })
  await db.raw(`pragma schema_version=${Number(version) + 1}`)
  await db.raw('pragma writable_schema=reset')
}
