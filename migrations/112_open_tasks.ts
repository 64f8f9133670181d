import type { Knex } from 'knex'

// What waits for somebody is little beside what is done: these hold only that, and all that the lists of the office ask of it.
export async function up(db: Knex) {
  const asked = 'due_on, id, claimed_by, step, follow_up_on, mutation_id'
  await db.raw(`create index tasks_open on tasks (side, ${asked}) where status = 'open'`)
  const known = 'id, employee_id, employer_id, kind, reference, subject, status, saved_at, submitted_at'
  await db.raw(`create index mutations_under_way on mutations (${known}) where status <> 'closed'`)
  await db.raw('drop index tasks_of_the_desk')
  // PostgreSQL does so by itself
  if (db.client.config.client !== 'pg')
    for (const table of ['mutations', 'tasks']) await db.raw(`analyze ${table}`)
}

export async function down(db: Knex) {
  const asked = 'due_on, id, claimed_by, step, follow_up_on'
  await db.raw(`create index tasks_of_the_desk on tasks (side, status, ${asked})`)
  await db.raw('drop index mutations_under_way')
  await db.raw('drop index tasks_open')
}
