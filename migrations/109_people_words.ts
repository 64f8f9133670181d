import type { Knex } from 'knex'
import { expose, protect } from './47_row_security.js'

/**
 * The words people are found by, for whoever looks for one among those of all employers: an index knows how a word begins. The database keeps
 * them itself, beside `employees.search`, so that no writer can forget to.
 */
export async function up(db: Knex) {
  // compared by their bytes, in whatever order the database's language has: between a beginning and what follows it
  await db.raw(`create table people_words (
    word varchar(400) ${isPostgres(db) ? 'collate "C"' : ''} not null,
    employee_id varchar(40) not null,
    employer_id varchar(40) not null,
    primary key (word, employee_id)
  ) ${isPostgres(db) ? '' : 'without rowid'}`)
  await db.raw(`insert into people_words (word, employee_id, employer_id)
    select distinct word, id, employer_id from (${wordsOf(db, 'employees', 'employees')}) as found where word <> ''`)
  if (isPostgres(db)) await protect(db, ['people_words'])
  for (const statement of isPostgres(db) ? onPostgres(db) : onSqlite(db)) await db.raw(statement)
}

export async function down(db: Knex) {
  if (isPostgres(db)) {
    await db.raw('drop trigger words_of_people on employees')
    await db.raw('drop function note_words')
    await expose(db, ['people_words'])
  } else
    for (const verb of ['insert', 'update', 'delete']) await db.raw(`drop trigger words_of_people_${verb}`)
  await db.schema.dropTable('people_words')
}

const isPostgres = (db: Knex) => db.client.config.client === 'pg'

/** The words of a row of employees, or of all of them. */
const wordsOf = (db: Knex, row: string, from = '') =>
  isPostgres(db)
    ? `select ${row}.id, ${row}.employer_id, word from ${from && `${from}, `}unnest(string_to_array(${row}.search, ' ')) as word`
    : `select ${row}.id, ${row}.employer_id, value as word from ${from && `${from}, `}json_each('[' || replace(json_quote(${row}.search), ' ', '","') || ']')`

const insert = (db: Knex) =>
  `insert into people_words (word, employee_id, employer_id)
    select distinct word, id, employer_id from (${wordsOf(db, 'new')}) as found where word <> '' on conflict do nothing;`
const remove = (db: Knex) =>
  `delete from people_words where employee_id = old.id and word in (select word from (${wordsOf(db, 'old')}) as found);`

const onSqlite = (db: Knex) => [
  `create trigger words_of_people_insert after insert on employees begin ${insert(db)} end`,
  `create trigger words_of_people_update after update of search on employees when old.search <> new.search
    begin ${remove(db)} ${insert(db)} end`,
  `create trigger words_of_people_delete after delete on employees begin ${remove(db)} end`,
]

const onPostgres = (db: Knex) => [
  `create function note_words() returns trigger language plpgsql as $$
    begin
      if tg_op = 'UPDATE' and old.search = new.search then return null; end if;
      if tg_op <> 'INSERT' then ${remove(db)} end if;
      if tg_op <> 'DELETE' then ${insert(db)} end if;
      return null;
    end $$`,
  `create trigger words_of_people after insert or update of search or delete on employees
    for each row execute function note_words()`,
]
