import type { Knex } from 'knex'

/**
 * The second net between employers, on PostgreSQL: a connection sees the rows of the employer it was told to see, or of several
 * parted by commas, everything with `*`, and nothing if it was told nothing (db/tenant-scope.ts). A new table with `employer_id` gets the same in a migration of its
 * own: `protect(db, ['its_name'])`; test/db/tenants.test.ts asks for it. Roles that are superusers are not held by it.
 */
export async function up(db: Knex) {
  if (isPostgres(db)) await protect(db, tables)
}

export async function down(db: Knex) {
  if (isPostgres(db)) await expose(db, tables)
}

const tables = [
  'employees', 'employments', 'children', 'mutations', 'tasks', 'entitlements', 'documents', 'messages',
  'declarations',
] // biome-ignore format: one row

/** Whether a row is of an employer that the connection may see: one, all, or one of several. */
export const isOfSeen = `(select current_setting('portal.employer', true)) in ('*', employer_id)
  or employer_id = any ((select string_to_array(current_setting('portal.employer', true), ','))::text[])`

export async function protect(db: Knex, names: string[]): Promise<void> {
  for (const name of names) {
    await db.raw(`alter table ${name} enable row level security`)
    await db.raw(`alter table ${name} force row level security`) // for the owner as well, which the portal is
    await db.raw(`create policy of_one_employer on ${name} using (${isOfSeen})`)
  }
}

export async function expose(db: Knex, names: string[]): Promise<void> {
  for (const name of names) {
    await db.raw(`drop policy of_one_employer on ${name}`)
    await db.raw(`alter table ${name} no force row level security`)
    await db.raw(`alter table ${name} disable row level security`)
  }
}

const isPostgres = (db: Knex) => db.client.config.client === 'pg'
