import type { Knex } from 'knex'
import { expose, protect } from './47_row_security.js'

/**
 * What has happened, for systems that follow. The database writes it itself, in the transaction of the fact, so that no writer can
 * forget to; and it wakes the webhooks in the same transaction. Numbers are given out in the order of the commits and none is left
 * out, over all (`seq`) and for each employer (`employer_seq`): whoever has read up to a number has missed nothing before it.
 */
export async function up(db: Knex) {
  await db.schema.createTable('events', (table) => {
    table.integer('seq').primary()
    table.string('employer_id', 40).notNullable().references('employers.id')
    table.integer('employer_seq').notNullable()
    table.string('type', 30).notNullable()
    table.string('mutation_id', 40).notNullable()
    table.string('subject', 100).notNullable() // what is fetched: the id of a mutation, or of a message
    table.string('kind', 40).notNullable()
    table.string('outcome', 20)
    table.string('at', 24).notNullable()
    table.unique(['employer_id', 'employer_seq'])
    table.index(['employer_id', 'seq'])
    table.index(['mutation_id'])
  })
  const statements = isPostgres(db) ? postgres : sqlite
  for (const statement of statements) await db.raw(statement)
  await retell(db)
  if (isPostgres(db)) await protect(db, ['events'])
}

export async function down(db: Knex) {
  if (isPostgres(db)) {
    await expose(db, ['events'])
    for (const table of ['mutations', 'messages']) await db.raw(`drop trigger events_${table} on ${table}`)
    await db.raw('drop function tell_mutation')
    await db.raw('drop function tell_message')
    await db.raw('drop function tell_event')
  } else for (const name of triggers) await db.raw(`drop trigger ${name}`)
  await db.schema.dropTable('events')
  await db('changes').where({ scope: 'events' }).delete()
  await db('outbox').where({ workflow: 'webhook' }).delete()
}

const isPostgres = (db: Knex) => db.client.config.client === 'pg'

/** What happened to a report, by what its row has become; SQL. `old` is null where it is new. */
const became: [type: string, when: (was: (status: string) => string) => string][] = [
  ['mutation.submitted', (was) => `new.status = 'submitted' and ${was('draft')}`],
  ['mutation.decided', (was) => `new.status = 'running' and not ${was('running')}`],
  ['mutation.closed', (was) => `new.status = 'closed' and not ${was('closed')}`],
  [
    'declaration.accepted',
    (was) =>
      `new.status = 'closed' and not ${was('closed')} and new.kind = 'salary-declaration' and new.outcome = 'confirmed'`,
  ],
]

/** Rows that a backup brings back happened before, and their events come with them (db/care/backup.ts). */
const isHeard = `not exists (select 1 from changes where scope = 'restoring')`
const sqliteNow = `strftime('%Y-%m-%dT%H:%M:%fZ', 'now')`
const triggers = ['events_mutations_insert', 'events_mutations_update', 'events_messages']

const told = (
  type: string,
  subject: string,
  kind: string,
  outcome: string,
  mutation: string,
  when: string,
) => `
  insert into changes (scope, n) select 'events', 1 where ${when} on conflict (scope) do update set n = changes.n + 1;
  insert into events (seq, employer_id, employer_seq, type, mutation_id, subject, kind, outcome, at)
    select (select n from changes where scope = 'events'), new.employer_id,
      (select coalesce(max(employer_seq), 0) + 1 from events where employer_id = new.employer_id),
      '${type}', ${mutation}, ${subject}, ${kind}, ${outcome}, ${sqliteNow} where ${when};
  insert into outbox (workflow_id, workflow, mutation_id, token, priority, created_at)
    select 'webhook-' || system_id, 'webhook', system_id,
      'event-' || (select n from changes where scope = 'events'), 3, ${sqliteNow}
    from webhooks where status = 'on' and ${when}
    on conflict (workflow_id) do update set token = excluded.token;`

const toldOfMutation = (was: (status: string) => string) =>
  became.map(([type, when]) => told(type, 'new.id', 'new.kind', 'new.outcome', 'new.id', when(was))).join('')

const sqlite = [
  `create trigger events_mutations_insert after insert on mutations when new.status <> 'draft' and ${isHeard} begin
    ${toldOfMutation((status) => (status === 'draft' ? '1 = 1' : '1 = 0'))} end`,
  `create trigger events_mutations_update after update of status on mutations when new.status <> old.status and ${isHeard} begin
    ${toldOfMutation((status) => `old.status = '${status}'`)} end`,
  `create trigger events_messages after insert on messages when new.mutation_id is not null and ${isHeard} begin
    ${told('decision.issued', 'new.id', 'new.kind', 'null', 'new.mutation_id', '1 = 1')} end`,
]

// At the end of the transaction, and in the order of the audit, as the count of changes: the order of the commits is that of the numbers.
const postgres = [
  `create function tell_event(employer text, told text, mutation text, about text, of_kind text, came_to text) returns void
    language plpgsql as $$
    declare number integer;
      moment text := to_char(clock_timestamp() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"');
    begin
      if not (${isHeard}) then return; end if;
      perform pg_advisory_xact_lock(2126);
      insert into changes (scope, n) values ('events', 1) on conflict (scope) do update set n = changes.n + 1
        returning n into number;
      insert into events (seq, employer_id, employer_seq, type, mutation_id, subject, kind, outcome, at)
        values (number, employer, (select coalesce(max(employer_seq), 0) + 1 from events where employer_id = employer),
          told, mutation, about, of_kind, came_to, moment);
      insert into outbox (workflow_id, workflow, mutation_id, token, priority, created_at)
        select 'webhook-' || system_id, 'webhook', system_id, 'event-' || number, 3, moment
        from webhooks where status = 'on'
        on conflict (workflow_id) do update set token = excluded.token;
    end $$`,
  `create function tell_mutation() returns trigger language plpgsql as $$
    declare was text := case when tg_op = 'INSERT' then 'draft' else old.status end;
    begin
      if new.status = was then return null; end if;
      ${became
        .map(
          ([type, when]) =>
            `if ${when((status) => `was = '${status}'`)} then perform tell_event(new.employer_id, '${type}', new.id, new.id, new.kind, new.outcome); end if;`,
        )
        .join('\n      ')}
      return null;
    end $$`,
  `create function tell_message() returns trigger language plpgsql as $$
    begin
      if new.mutation_id is not null then
        perform tell_event(new.employer_id, 'decision.issued', new.mutation_id, new.id, new.kind, null);
      end if;
      return null;
    end $$`,
  `create constraint trigger events_mutations after insert or update of status on mutations deferrable initially deferred
    for each row execute function tell_mutation()`,
  `create constraint trigger events_messages after insert on messages deferrable initially deferred
    for each row execute function tell_message()`,
]

/** Tells what happened before there were events, in the order in which it did. */
async function retell(db: Knex): Promise<void> {
  const [{ n }] = await counted(
    db,
    `with told as (
      select employer_id, 'mutation.submitted' as type, id as mutation_id, id as subject, kind, null as outcome, submitted_at as at, 1 as rank
        from mutations where submitted_at is not null
      union all select employer_id, 'mutation.decided', id, id, kind, outcome, submitted_at, 2 from mutations where status = 'running'
      union all select employer_id, 'mutation.closed', id, id, kind, outcome, closed_at, 3 from mutations where closed_at is not null
      union all select employer_id, 'declaration.accepted', id, id, kind, outcome, closed_at, 4
        from mutations where closed_at is not null and kind = 'salary-declaration' and outcome = 'confirmed'
      union all select employer_id, 'decision.issued', mutation_id, id, kind, null, created_at, 5
        from messages where mutation_id is not null)
    insert into events (seq, employer_id, employer_seq, type, mutation_id, subject, kind, outcome, at)
    select row_number() over (order by at, rank, subject), employer_id,
      row_number() over (partition by employer_id order by at, rank, subject), type, mutation_id, subject, kind, outcome, at from told`,
  )
  if (n > 0) await db('changes').insert({ scope: 'events', n })
}

async function counted(db: Knex, sql: string): Promise<[{ n: number }]> {
  await db.raw(sql)
  const row = await db('events').count({ n: '*' }).first()
  return [{ n: Number(row?.n ?? 0) }]
}
