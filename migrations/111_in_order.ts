import type { Knex } from 'knex'

// In the whole order of the lists: without it SQLite reads all reports of an employer for those in one state, and puts closed tasks in order anew.
export async function up(db: Knex) {
  await db.raw('create index mutations_in_state on mutations (employer_id, status, saved_at desc, id)')
  await db.schema.alterTable('mutations', (table) => table.dropIndex(['employer_id', 'status', 'saved_at']))
  await db.raw('drop index tasks_closed')
  await db.raw(
    "create index tasks_closed on tasks (employer_id, side, closed_at desc, id) where status <> 'open'",
  )
  // PostgreSQL does so by itself; SQLite would take an index it knows nothing of for the best
  if (db.client.config.client !== 'pg')
    for (const table of ['mutations', 'tasks', 'messages']) await db.raw(`analyze ${table}`)
}

export async function down(db: Knex) {
  await db.raw('drop index tasks_closed')
  await db.raw("create index tasks_closed on tasks (employer_id, side, closed_at, id) where status <> 'open'")
  await db.schema.alterTable('mutations', (table) => table.index(['employer_id', 'status', 'saved_at']))
  await db.raw('drop index mutations_in_state')
}
