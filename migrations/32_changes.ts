import type { Knex } from 'knex'

/**
 * How often what an employer sees has changed, and what the office's desk shows (`office`). The database counts for
 * itself, so that no writer can forget to: two equal numbers mean that a page read between them still holds.
 */
export async function up(db: Knex) {
  await db.schema.createTable('changes', (table) => {
    table.string('scope', 40).primary()
    table.bigInteger('n').notNullable()
  })
  if (isPostgres(db)) await db.raw(countFunction())
  for (const [table, scopes] of Object.entries(watched)) await watch(db, table, scopes)
}

export async function down(db: Knex) {
  for (const [table, scopes] of Object.entries(watched)) await unwatch(db, table, scopes)
  if (isPostgres(db)) await db.raw('drop function count_change')
  await db.schema.dropTable('changes')
}

/** Lets the database count the changes of a table; a later one says so in a migration of its own. */
export async function watch(db: Knex, table: string, scopes: Scopes): Promise<void> {
  for (const statement of isPostgres(db) ? postgres(table, scopes) : sqlite(table, scopes))
    await db.raw(statement)
}

export async function unwatch(db: Knex, table: string, { column = '' }: Scopes): Promise<void> {
  if (isPostgres(db)) await db.raw(`drop trigger changes_${table} on ${table}`)
  else for (const verb of verbsOf(column)) await db.raw(`drop trigger changes_${table}_${verb}`)
}

interface Scopes {
  /** The column with the employer's id. */
  employer?: string
  /** When a row concerns the desk as well. */
  office?: (row: string) => string
  /** The one column that counts, where a table changes often. */
  column?: string
}

const always = () => '1 = 1'
const watched: Record<string, Scopes> = {
  employers: { employer: 'id', office: always },
  employees: { employer: 'employer_id', office: always },
  employments: { employer: 'employer_id' },
  entitlements: { employer: 'employer_id' },
  mutations: { employer: 'employer_id', office: (row) => `${row}.status <> 'draft'` },
  tasks: { employer: 'employer_id', office: (row) => `${row}.side = 'fund'` },
  messages: { employer: 'employer_id' },
  users: { office: always, column: 'name' },
}

const isPostgres = (db: Knex) => db.client.config.client === 'pg'
const verbsOf = (column: string) => (column ? ['update'] : ['insert', 'update', 'delete'])

const counted = (scope: string, condition: string) =>
  `insert into changes (scope, n) select ${scope}, 1 where ${condition} on conflict (scope) do update set n = changes.n + 1;`

function sqlite(table: string, { employer, office, column = '' }: Scopes): string[] {
  return verbsOf(column).map((verb) => {
    const row = verb === 'delete' ? 'old' : 'new'
    const counts = [
      ...(employer ? [counted(`${row}.${employer}`, '1 = 1')] : []),
      ...(office ? [counted("'office'", office(row))] : []),
    ]
    const of = column && ` of ${column}`
    return `create trigger changes_${table}_${verb} after ${verb}${of} on ${table} begin ${counts.join(' ')} end`
  })
}

// At the end of the transaction, and in the order of the audit: whoever counts holds no other row's lock any more.
function postgres(table: string, { employer = '', office, column = '' }: Scopes): string[] {
  const verbs = verbsOf(column).join(' or ') + (column && ` of ${column}`)
  return [
    `create constraint trigger changes_${table} after ${verbs} on ${table} deferrable initially deferred
      for each row execute function count_change('${employer}', '${office ? table : ''}')`,
  ]
}

/** How PostgreSQL counts a row. The desk has changed where `shown` holds as well: a condition on `changed`, the row, and `tg_argv[1]`, its table. */
export const countFunction = (
  shown = 'true',
) => `create or replace function count_change() returns trigger language plpgsql as $$
  declare changed jsonb := to_jsonb(coalesce(new, old));
  begin
    perform pg_advisory_xact_lock(2126);
    if tg_argv[0] <> '' then
      insert into changes (scope, n) values (changed ->> tg_argv[0], 1)
        on conflict (scope) do update set n = changes.n + 1;
    end if;
    if tg_argv[1] <> '' and coalesce(changed ->> 'status', '') <> 'draft' and coalesce(changed ->> 'side', 'fund') = 'fund' and ${shown} then
      insert into changes (scope, n) values ('office', 1) on conflict (scope) do update set n = changes.n + 1;
    end if;
    return null;
  end $$`
