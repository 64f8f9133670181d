import type { Knex } from 'knex'
import { countFunction, unwatch, watch } from './32_changes.js'

// Until the office has a task about a report, no kept page of the office shows it: what waits for employers, a whole campaign of
// it, must not make everybody's desk be written anew.
export async function up(db: Knex) {
  if (isPostgres(db)) return db.raw(countFunction(shown))
  await unwatch(db, 'mutations', {})
  await watch(db, 'mutations', {
    employer: 'employer_id',
    office: (row) => `${row}.status <> 'draft' and ${hasTask(`${row}.id`)}`,
  })
}

export async function down(db: Knex) {
  if (isPostgres(db)) return db.raw(countFunction())
  await unwatch(db, 'mutations', {})
  await watch(db, 'mutations', { employer: 'employer_id', office: (row) => `${row}.status <> 'draft'` })
}

const isPostgres = (db: Knex) => db.client.config.client === 'pg'

const hasTask = (id: string) =>
  `exists (select 1 from tasks where tasks.mutation_id = ${id} and tasks.side = 'fund')`
const shown = `(tg_argv[1] <> 'mutations' or ${hasTask("changed ->> 'id'")})`
