import type { Knex } from 'knex'

// Whoever looks for what is done by a name has it found from these alone: the reports of people, and which of them a closed task belongs to.
export async function up(db: Knex) {
  await db.raw('create index mutations_of_person on mutations (employee_id, created_at, id)')
  await db.schema.alterTable('mutations', (table) => table.dropIndex(['employee_id', 'created_at']))
  await db.raw('drop index tasks_closed')
  await db.raw(`create index tasks_closed on tasks (${closed}, mutation_id) where status <> 'open'`)
  // PostgreSQL does so by itself
  if (db.client.config.client !== 'pg')
    for (const table of ['mutations', 'tasks']) await db.raw(`analyze ${table}`)
}

export async function down(db: Knex) {
  await db.raw('drop index tasks_closed')
  await db.raw(`create index tasks_closed on tasks (${closed}) where status <> 'open'`)
  await db.schema.alterTable('mutations', (table) => table.index(['employee_id', 'created_at']))
  await db.raw('drop index mutations_of_person')
}

const closed = 'employer_id, side, closed_at desc, id'
