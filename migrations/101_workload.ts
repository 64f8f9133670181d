import type { Knex } from 'knex'

// What came in and what was done in the last weeks is counted from these alone, however many tasks there have been before.
export async function up(db: Knex) {
  await db.schema.alterTable('tasks', (table) => {
    table.index(['side', 'opened_at'], 'tasks_as_they_came')
    table.index(['side', 'closed_at', 'status', 'opened_at'], 'tasks_as_they_went')
  })
}

export async function down(db: Knex) {
  await db.schema.alterTable('tasks', (table) => {
    table.dropIndex([], 'tasks_as_they_came')
    table.dropIndex([], 'tasks_as_they_went')
  })
}
