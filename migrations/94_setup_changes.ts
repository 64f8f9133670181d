import type { Knex } from 'knex'
import { unwatch, watch } from './32_changes.js'

/**
 * Counts what the hints of a first visit show: that somebody has a passkey, for all employers they act for, and who acts for an
 * employer. So the start page may be kept while it shows them. And who works at the office, which the desk offers to choose from.
 */
export async function up(db: Knex) {
  await watch(db, 'mandates', { employer: 'employer_id' })
  for (const statement of isPostgres(db) ? postgres : sqlite) await db.raw(statement)
}

export async function down(db: Knex) {
  await unwatch(db, 'mandates', {})
  for (const [name, table] of Object.entries(triggers(db)))
    await db.raw(`drop trigger ${name}${isPostgres(db) ? ` on ${table}` : ''}`)
  if (isPostgres(db)) await db.raw('drop function count_passkey')
}

const isPostgres = (db: Knex) => db.client.config.client === 'pg'

const triggers = (db: Knex) => ({
  ...(isPostgres(db)
    ? { changes_passkeys: 'passkeys' }
    : { changes_passkeys_insert: 'passkeys', changes_passkeys_delete: 'passkeys' }),
  changes_users_insert: 'users',
  changes_users_role: 'users',
})

const once = 'on conflict (scope) do update set n = changes.n + 1;'
// Not the use of a passkey, which comes with every time somebody signs in.
const ofPasskey = (row: string) => `insert into changes (scope, n)
  select employer_id, 1 from mandates where user_id = ${row}.user_id and ended_at is null ${once}`
const ofUser = `insert into changes (scope, n) select 'office', 1 where 1 = 1 ${once}`

const sqlite = [
  `create trigger changes_passkeys_insert after insert on passkeys begin ${ofPasskey('new')} end`,
  `create trigger changes_passkeys_delete after delete on passkeys begin ${ofPasskey('old')} end`,
  `create trigger changes_users_insert after insert on users begin ${ofUser} end`,
  `create trigger changes_users_role after update of role, status on users begin ${ofUser} end`,
]

// At the end of the transaction and in the order of the audit, as all counting.
const late = 'deferrable initially deferred for each row execute function'
const postgres = [
  `create function count_passkey() returns trigger language plpgsql as $$
    declare changed passkeys := coalesce(new, old);
    begin
      perform pg_advisory_xact_lock(2126);
      ${ofPasskey('changed')}
      return null;
    end $$`,
  `create constraint trigger changes_passkeys after insert or delete on passkeys ${late} count_passkey()`,
  `create constraint trigger changes_users_insert after insert on users ${late} count_change('', 'users')`,
  `create constraint trigger changes_users_role after update of role, status on users ${late} count_change('', 'users')`,
]
