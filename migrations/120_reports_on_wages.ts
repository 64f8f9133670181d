import type { Knex } from 'knex'

// Of the reports of a large employer one a year is about its wages. Who may see nothing else, or all but those, finds them here.
export async function up(db: Knex) {
  await db.raw(
    "create index mutations_on_wages on mutations (employer_id, status, saved_at desc, id) where kind = 'salary-declaration'",
  )
  // PostgreSQL does so by itself
  if (db.client.config.client !== 'pg') await db.raw('analyze mutations')
}

export const down = (db: Knex) => db.raw('drop index mutations_on_wages')
