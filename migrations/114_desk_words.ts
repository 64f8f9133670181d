import type { Knex } from 'knex'
import { expose, protect } from './47_row_security.js'

/**
 * What each open task of the office is found by, a line for the person, the subject, the reference, the member and its number: one small
 * table to look through instead of four large ones. The database keeps it itself, so that no writer can forget to; with the task, the words go.
 */
export async function up(db: Knex) {
  await db.raw(`create table desk_words (
    task_id varchar(100) primary key,
    employer_id varchar(40) not null,
    words text not null
  )`)
  await db.raw(insert('1 = 1'))
  if (isPostgres(db)) await protect(db, ['desk_words'])
  for (const trigger of triggers) {
    const { name, table, verb, when, does } = trigger
    if (isPostgres(db)) {
      await db.raw(`create function ${name}() returns trigger language plpgsql as $$
        begin if ${when} then ${does} end if; return null; end $$`)
      await db.raw(`create trigger ${name} after ${verb} on ${table} for each row execute function ${name}()`)
    } else await db.raw(`create trigger ${name} after ${verb} on ${table} when ${when} begin ${does} end`)
  }
}

export async function down(db: Knex) {
  for (const { name, table } of triggers) {
    await db.raw(`drop trigger ${name}${isPostgres(db) ? ` on ${table}` : ''}`)
    if (isPostgres(db)) await db.raw(`drop function ${name}`)
  }
  if (isPostgres(db)) await expose(db, ['desk_words'])
  await db.schema.dropTable('desk_words')
}

const isPostgres = (db: Knex) => db.client.config.client === 'pg'

// Words are looked for in lower case and without accents, numbers without their dots and dashes. SQLite's lower() knows ASCII only.
const accents = { a: 'äàâáÄÀÂÁ', e: 'éèêëÉÈÊË', i: 'îïíìÎÏ', o: 'öôóòÖÔ', u: 'üûúùÜÛ', c: 'çÇ' }
const folded = (column: string) =>
  Object.entries(accents)
    .flatMap(([letter, marked]) => [...marked].map((mark) => [mark, letter]))
    .reduce((sql, [mark, letter]) => `replace(${sql}, '${mark}', '${letter}')`, `lower(${column})`)
const bare = (column: string) => `replace(replace(lower(${column}), '.', ''), '-', '')`

const lines = [
  "coalesce(employees.search, '')",
  `coalesce(${folded('mutations.subject')}, '')`,
  bare('mutations.reference'),
  folded('employers.name'),
  bare('employers.member_number'),
]

/** Writes the words of those open tasks; SQL. A line break parts them, which nobody can look for. */
export const insert = (which: string) =>
  `insert into desk_words (task_id, employer_id, words)
    select tasks.id, tasks.employer_id, ${lines.join(" || '\n' || ")}
    from tasks join mutations on mutations.id = tasks.mutation_id
    left join employees on employees.id = mutations.employee_id
    join employers on employers.id = mutations.employer_id
    where tasks.side = 'fund' and tasks.status = 'open' and ${which};`
const remove = (which: string) =>
  `delete from desk_words where task_id in (select tasks.id from tasks where tasks.side = 'fund' and ${which});`
const renew = (which: string) => `${remove(which)} ${insert(which)}`

const ofThePerson =
  "tasks.mutation_id in (select id from mutations where employee_id = new.id and status <> 'closed')"

const triggers = [
  {
    name: 'desk_words_begin',
    table: 'tasks',
    verb: 'insert',
    when: "new.side = 'fund' and new.status = 'open'",
    does: insert('tasks.id = new.id'),
  },
  {
    name: 'desk_words_follow',
    table: 'tasks',
    verb: 'update of status',
    when: "new.side = 'fund' and old.status <> new.status",
    does: renew('tasks.id = new.id'),
  },
  {
    name: 'desk_words_end',
    table: 'tasks',
    verb: 'delete',
    when: "old.side = 'fund'",
    does: 'delete from desk_words where task_id = old.id;',
  },
  {
    name: 'desk_words_of_reports',
    table: 'mutations',
    verb: 'update of employee_id, subject',
    when: "coalesce(old.employee_id, '') <> coalesce(new.employee_id, '') or coalesce(old.subject, '') <> coalesce(new.subject, '')",
    does: renew('tasks.mutation_id = new.id'),
  },
  {
    name: 'desk_words_of_people',
    table: 'employees',
    verb: 'update of search',
    when: 'old.search <> new.search',
    does: renew(ofThePerson),
  },
  {
    name: 'desk_words_of_members',
    table: 'employers',
    verb: 'update of name, member_number',
    when: 'old.name <> new.name or old.member_number <> new.member_number',
    does: renew('tasks.employer_id = new.id'),
  },
]
