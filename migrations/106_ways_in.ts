import type { Knex } from 'knex'

// By what pages look something up among millions: each of these was read from end to end.
export async function up(db: Knex) {
  await db.schema.alterTable('messages', (table) => {
    table.index(['mutation_id'])
    table.index(['employee_id', 'created_at'])
    table.index(['employer_id', 'read_at', 'created_at'], 'messages_unread')
    table.dropIndex(['employer_id', 'read_at'])
  })
  await db.schema.alterTable('mutations', (table) => {
    table.index(['employer_id', 'submitted_at', 'kind'], 'mutations_as_sent')
  })
  await db.schema.alterTable('audit', (table) => {
    table.index(['action', 'seq'])
  })
}

export async function down(db: Knex) {
  await db.schema.alterTable('audit', (table) => table.dropIndex(['action', 'seq']))
  await db.schema.alterTable('mutations', (table) => table.dropIndex([], 'mutations_as_sent'))
  await db.schema.alterTable('messages', (table) => {
    table.index(['employer_id', 'read_at'])
    table.dropIndex([], 'messages_unread')
    table.dropIndex(['employee_id', 'created_at'])
    table.dropIndex(['mutation_id'])
  })
}
