import type { Knex } from 'knex'
import { unwatch, watch } from './32_changes.js'

/**
 * Counts what the hints of a first visit show: that somebody has a passkey, for all employers they act for, and who acts for an
 * employer. So the start page may be kept while it shows them.
 */
export async function up(db: Knex) {
  await watch(db, 'mandates', { employer: 'employer_id' })
  for (const statement of isPostgres(db) ? postgres : sqlite) await db.raw(statement)
}

export async function down(db: Knex) {
  await unwatch(db, 'mandates', {})
  if (isPostgres(db)) {
    await db.raw('drop trigger changes_passkeys on passkeys')
    await db.raw('drop function count_passkey')
  } else for (const verb of verbs) await db.raw(`drop trigger changes_passkeys_${verb}`)
}

const isPostgres = (db: Knex) => db.client.config.client === 'pg'
const verbs = ['insert', 'delete'] // not its use, with every time somebody signs in

const counted = (row: string) => `
  insert into changes (scope, n) select employer_id, 1 from mandates where user_id = ${row}.user_id and ended_at is null
    on conflict (scope) do update set n = changes.n + 1;`

const sqlite = verbs.map((verb) => {
  const row = verb === 'delete' ? 'old' : 'new'
  return `create trigger changes_passkeys_${verb} after ${verb} on passkeys begin ${counted(row)} end`
})

// At the end of the transaction and in the order of the audit, as all counting.
const postgres = [
  `create function count_passkey() returns trigger language plpgsql as $$
    declare changed passkeys := coalesce(new, old);
    begin
      perform pg_advisory_xact_lock(2126);
      ${counted('changed')}
      return null;
    end $$`,
  `create constraint trigger changes_passkeys after insert or delete on passkeys deferrable initially deferred
    for each row execute function count_passkey()`,
]
