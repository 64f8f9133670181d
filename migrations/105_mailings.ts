import type { Knex } from 'knex'
import { expose, protect } from './47_row_security.js'

/** What the office writes to one employer or to many, with its files; who gets it; and a message in the mailbox of each. */
export async function up(db: Knex) {
  await db.schema.createTable('mailings', (table) => {
    table.string('id', 40).primary() // also the id of the key its text and files lie under
    table.string('status', 10).notNullable() // draft | open | done
    table.string('topic', 20).notNullable()
    table.string('subject', 200).notNullable()
    table.text('text').notNullable() // sealed
    table.text('audience').notNullable() // whom it was begun for: ids or a filter of the register, as JSON
    table.string('created_by', 40).notNullable()
    table.string('saved_at', 24).notNullable()
    table.string('sent_at', 24)
    table.string('done_at', 24)
    table.index(['status', 'saved_at'])
    table.index(['sent_at'])
  })
  await db.schema.createTable('mailing_files', (table) => {
    table.string('id', 40).primary()
    table.string('mailing_id', 40).notNullable().references('mailings.id').onDelete('CASCADE')
    table.text('name').notNullable() // sealed
    table.integer('size').notNullable() // bytes
    table.string('sha256', 64).notNullable() // of the plain bytes
    table.string('created_at', 24).notNullable()
    table.index(['mailing_id'])
  })
  await db.schema.createTable('mailing_file_bytes', (table) => {
    table.string('file_id', 40).primary().references('mailing_files.id').onDelete('CASCADE')
    table.binary('sealed').notNullable()
  })
  // fixed when it is sent: who joins the register later gets nothing
  await db.schema.createTable('mailing_recipients', (table) => {
    table.string('mailing_id', 40).notNullable().references('mailings.id').onDelete('CASCADE')
    table.string('employer_id', 40).notNullable().references('employers.id')
    table.primary(['mailing_id', 'employer_id'])
  })
  await db.raw('alter table messages add column mailing_id varchar(40) references mailings (id)')
  await db.schema.alterTable('messages', (table) => table.index(['mailing_id', 'read_at']))
  // a message may be words alone, and a notice about something that is no report
  if (isPostgres(db)) {
    await protect(db, ['mailing_recipients'])
    await db.raw('alter table messages alter column document_id drop not null')
    await db.raw('alter table notices drop constraint notices_mutation_id_foreign')
    return
  }
  await rewrite(db, 'messages', (sql) => sql.replace(/(`document_id` varchar\(100\)) not null/, '$1'))
  await rewrite(db, 'notices', withoutReference)
}

export async function down(db: Knex) {
  await db('messages').whereNotNull('mailing_id').delete()
  await db('notices').whereNotIn('mutation_id', db('mutations').select('id')).delete()
  if (isPostgres(db)) {
    await db.raw('set constraints all immediate') // what counts changes is done before the table is altered
    await expose(db, ['mailing_recipients'])
    await db.raw('alter table messages alter column document_id set not null')
    await db.raw(
      'alter table notices add constraint notices_mutation_id_foreign foreign key (mutation_id) references mutations (id)',
    )
  }
  await db.schema.alterTable('messages', (table) => table.dropIndex(['mailing_id', 'read_at']))
  if (isPostgres(db)) await db.raw('alter table messages drop column mailing_id')
  else {
    await rewrite(db, 'messages', (sql) =>
      sql
        .replace(/, mailing_id varchar\(40\) references mailings \(id\)/, '')
        .replace(/(`document_id` varchar\(100\))/, '$1 not null'),
    )
    await rewrite(db, 'notices', (sql) => sql.replace(/\)$/, `, ${reference})`))
  }
  for (const table of ['mailing_recipients', 'mailing_file_bytes', 'mailing_files', 'mailings'])
    await db.schema.dropTable(table)
}

const isPostgres = (db: Knex) => db.client.config.client === 'pg'

const reference = 'foreign key(`mutation_id`) references `mutations`(`id`)'
const withoutReference = (sql: string) => sql.replace(`, ${reference}`, '')

/** Makes a table of SQLite anew from its own statement, with its rows, indexes and triggers: it can be changed no other way. */
async function rewrite(db: Knex, table: string, change: (sql: string) => string): Promise<void> {
  const parts: { type: string; sql: string }[] = await db('sqlite_master')
    .where({ tbl_name: table })
    .whereNotNull('sql')
    .select('type', 'sql')
  const made = parts.find(({ type }) => type === 'table')?.sql ?? ''
  const anew = change(made)
  if (anew === made) throw new Error(`${table} is not as it was expected: ${made}`)
  await db.raw(anew.replace(/^create table ([`"])\w+\1/i, 'create table anew'))
  const columns = (await db.raw("select name from pragma_table_info('anew')")).map(
    ({ name }: { name: string }) => name,
  )
  await db.raw(`insert into anew (${columns}) select ${columns} from ${table}`)
  await db.raw(`drop table ${table}`)
  await db.raw(`alter table anew rename to ${table}`)
  for (const { type, sql } of parts) if (type !== 'table') await db.raw(sql)
}
