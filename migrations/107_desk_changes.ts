import type { Knex } from 'knex'
import { unwatch, watch } from './32_changes.js'

// Until the office has a task about a report, no kept page of the office shows it: what waits for employers, a whole campaign of
// it, must not make everybody's desk be written anew.
export async function up(db: Knex) {
  if (isPostgres(db)) return db.raw(count(shown))
  await unwatch(db, 'mutations', {})
  await watch(db, 'mutations', {
    employer: 'employer_id',
    office: (row) => `${row}.status <> 'draft' and ${hasTask(`${row}.id`)}`,
  })
}

export async function down(db: Knex) {
  if (isPostgres(db)) return db.raw(count('true'))
  await unwatch(db, 'mutations', {})
  await watch(db, 'mutations', { employer: 'employer_id', office: (row) => `${row}.status <> 'draft'` })
}

const isPostgres = (db: Knex) => db.client.config.client === 'pg'

const hasTask = (id: string) =>
  `exists (select 1 from tasks where tasks.mutation_id = ${id} and tasks.side = 'fund')`
const shown = `(tg_argv[1] <> 'mutations' or ${hasTask("changed ->> 'id'")})`

const count = (
  condition: string,
) => `create or replace function count_change() returns trigger language plpgsql as $$
  declare changed jsonb := to_jsonb(coalesce(new, old));
  begin
    perform pg_advisory_xact_lock(2126);
    if tg_argv[0] <> '' then
      insert into changes (scope, n) values (changed ->> tg_argv[0], 1)
        on conflict (scope) do update set n = changes.n + 1;
    end if;
    if tg_argv[1] <> '' and coalesce(changed ->> 'status', '') <> 'draft' and coalesce(changed ->> 'side', 'fund') = 'fund' and ${condition} then
      insert into changes (scope, n) values ('office', 1) on conflict (scope) do update set n = changes.n + 1;
    end if;
    return null;
  end $$`
