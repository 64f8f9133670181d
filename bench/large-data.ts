import type { Knex } from 'knex'
import { isPostgres } from '../db/knex.js'
import { swissDate } from '../domain/dates.js'
import { insert as insertDeskWords } from '../migrations/114_desk_words.js'
import { firstNames, lastNames } from './data.js'
import { wagesOfTenYears } from './large-wages.js'

/** How much there is: people of all employers together, and tasks of ten years. */
export interface Size {
  employers: number
  employees: number
  tasks: number
}

/** The employer whose pages are looked at, with so many people of its own. */
export const bigEmployer = 'big-employer'
const ofBig = (employees: number) => Math.min(10_000, Math.floor(employees / 10))

/**
 * Fills an empty database with an office that has worked for ten years: written by the database itself, without its indices, which are
 * made afterwards. A task of 2500 waits for the office, which is a day's work, and one for its employer; each employer is asked for
 * the wages of the year before, and a tenth has sent them.
 */
export async function fillLarge(db: Knex, size: Size): Promise<void> {
  await withoutIndices(db, async (write) => {
    for (const statement of statements(db, size)) await write(statement)
  })
  // as the database itself does before long
  await db.raw(isPostgres(db) ? 'vacuum analyze' : 'analyze')
}

function statements(db: Knex, { employers, employees, tasks }: Size): string[] {
  const big = ofBig(employees)
  const today = swissDate(new Date().toISOString())
  const rows = (count: number) =>
    isPostgres(db)
      ? `from generate_series(0, ${count - 1}) as numbers(n)`
      : `from (with recursive counted(n) as (select 0 union all select n + 1 from counted where n < ${count - 1}) select n from counted) as numbers`
  const before = (days: string) =>
    isPostgres(db)
      ? `to_char(date '${today}' - (${days})::int, 'YYYY-MM-DD')`
      : `date('${today}', (0 - (${days})) || ' days')`
  const padded = (number: string, digits: number) => `substr(cast(${10 ** digits} + ${number} as text), 2)`
  const firm = (person: string) =>
    `case when ${person} < ${big} then '${bigEmployer}' else 'f' || (${person} % ${employers}) end`
  // also among those with open tasks, who are every 2500th
  const last = pick('n / 10 + n / 2500', lastNames)
  const first = pick('n + n / 2500', firstNames)
  const canton = pick('n', ['SG', 'ZH', 'BE', 'VD', 'TI', 'LU', 'AG', 'GE'])
  const kind = pick('n / 7', [
    'family-allowance',
    'training-certificate',
    'new-employee',
    'termination',
    'work-interruption',
    'maternity',
  ])
  const place = `'Musterweg 1', '9000', 'St. Gallen'`
  // a task of today is the youngest; what is open was asked within six weeks
  const isOpen = '(n % 2500 < 2)'
  const age = `case when ${isOpen} then (n / 2500) % 42 else ((${tasks} - n) / ${Math.max(1, Math.ceil(tasks / 3650))}) + 7 end`
  const opened = `${before(age)} || 'T08:00:00.000Z'`
  const closed = `${before(`(${age}) - 6`)} || 'T09:00:00.000Z'`
  const due = before(`(${age}) - 30`)
  const person = `(n % ${employees})`
  const answers = (year: number) =>
    `{"year":${year},"way":"form","role":"first","earlier":[],"findings":{},"remarks":{},"sums":{"persons":3,"ahv":20000000,"ahvFree":0,"alv":20000000,"alvFree":0,"alvSupplement":0,"allowances":0,"cantons":{},"years":{"${year}":{"ahv":20000000,"ahvFree":0,"alv":20000000,"alvFree":0,"alvSupplement":0,"cantons":{"SG":{"wage":20000000,"allowances":0}}}}}}`
  const said =
    '{"reason":"illness","begin":"2026-11-01","birth":{"date":"2026-03-01","alive":true},"since":{}}'
  // of those that are closed, one in five was the employer's
  const isEmployers = `(case when ${isOpen} then n % 2500 = 1 else n % 5 = 3 end)`
  const year = Number(today.slice(0, 4)) - 1
  const hasSent = '(n % 10 = 0)'
  return [
    `insert into employers (id, member_number, uid, name, street, zip, city, canton, language)
      select 'f' || n, '1.' || n, 'CHE-1' || ${padded('n', 8)}, 'Firma ' || n || ' AG', ${place}, ${canton}, 'de' ${rows(employers)}`,
    `insert into employers (id, member_number, name, street, zip, city, canton, language)
      values ('${bigEmployer}', '99.999', 'Gross AG', ${place}, 'SG', 'de')`,
    `insert into employees (id, employer_id, ahv_number, first_name, last_name, birth_date, sex, civil_status, nationality, language, street, zip, city, country, search)
      select 'p' || n, ${firm('n')}, '756' || ${padded('n', 10)}, ${first}, ${last} || ' ' || (n / 100), ${before('9000 + n % 14000')}, 'female', 'single', 'CH', 'de', ${place}, 'CH',
      lower(${last}) || ' ' || (n / 100) || ' ' || lower(${first}) || ' 756' || ${padded('n', 10)} ${rows(employees)}`,
    'delete from people_words', // of whoever was there before
    `insert into people_words (word, employee_id, employer_id) select distinct word, id, employer_id from (${
      isPostgres(db)
        ? "select id, employer_id, unnest(string_to_array(search, ' ')) as word from employees"
        : `select employees.id, employer_id, value as word from employees, json_each('[' || replace(json_quote(search), ' ', '","') || ']')`
    }) as found`,
    `insert into employments (id, employer_id, employee_id, personnel_number, canton, workload, monthly_wage, starts_on, ends_on)
      select 'e' || n, ${firm('n')}, 'p' || n, cast(n as text), ${canton}, 100, 600000, '2018-01-01', case when n % 20 = 0 then ${before('n % 900')} end ${rows(employees)}`,
    `insert into children (id, employer_id, employee_id, first_name, last_name, birth_date, sex, relation, residence_country, residence_canton)
      select 'c' || n, ${firm('n * 2')}, 'p' || (n * 2), ${first}, ${last}, ${before('n % 8000')}, 'female', 'own', 'CH', 'SG' ${rows(Math.floor(employees / 2))}`,
    `insert into entitlements (id, employer_id, employee_id, child_id, kind, canton, rate, starts_on, ends_on, proven_until)
      select 'a' || n, ${firm('n * 2')}, 'p' || (n * 2), 'c' || n, case when n % 3 = 0 then 'education' else 'child' end, 'SG', 24500, '2024-01-01', ${before('0 - n % 2000')},
      case when n % 3 = 0 then ${before('0 - n % 365')} end ${rows(Math.floor(employees / 2))}`,
    `insert into mutations (id, reference, kind, employer_id, employee_id, status, outcome, draft, answers, created_by, created_at, saved_at, submitted_by, submitted_at, closed_at)
      select 'm' || n, 'FZ-' || substr(${padded('n', 8)}, 1, 4) || '-' || substr(${padded('n', 8)}, 5), ${kind}, ${firm(person)}, 'p' || ${person}, case when ${isOpen} then 'submitted' else 'closed' end,
      case when ${isOpen} then null else 'granted' end, '{}', '${said}', 'big-user', ${opened}, ${opened}, 'big-user', ${opened}, case when ${isOpen} then null else ${closed} end ${rows(tasks)}`,
    `insert into tasks (id, mutation_id, employer_id, step, n, side, status, details, ladder, opened_at, due_on, outcome, closed_at, closed_by)
      select 'm' || n || case when ${isEmployers} then '/provide-documents/1' else '/review/1' end, 'm' || n, ${firm(person)}, case when ${isEmployers} then 'provide-documents' else 'review' end, 1,
      case when ${isEmployers} then 'employer' else 'fund' end, case when ${isOpen} then 'open' else 'done' end, '{"brief":{"verdict":"grant","amount":24500}}', '[]', ${opened}, ${due},
      case when ${isOpen} then null else '{"decision":"approve"}' end, case when ${isOpen} then null else ${closed} end, case when ${isOpen} then null else 'big-desk' end ${rows(tasks)}`,
    `insert into mutations (id, reference, kind, employer_id, status, draft, answers, created_by, created_at, saved_at, submitted_at, subject, subject_key)
      select 's' || n, 'LD-' || substr(${padded('n', 8)}, 1, 4) || '-' || substr(${padded('n', 8)}, 5), 'salary-declaration', 'f' || n, case when ${hasSent} then 'submitted' else 'draft' end, '{}', '${answers(year)}', 'clock',
      ${before('30')} || 'T08:00:00.000Z', ${before('20')} || 'T08:00:00.000Z', case when ${hasSent} then ${before('20')} || 'T08:00:00.000Z' end, '${year}', 'f' || n || '/${year}' ${rows(employers)}`,
    `insert into tasks (id, mutation_id, employer_id, step, n, side, status, details, ladder, opened_at, due_on)
      select 's' || n || case when ${hasSent} then '/review/1' else '/declare/1' end, 's' || n, 'f' || n, case when ${hasSent} then 'review' else 'declare' end, 1,
      case when ${hasSent} then 'fund' else 'employer' end, 'open', '{"brief":{"verdict":"grant","amount":24500}}', '[]', ${before('30')} || 'T08:00:00.000Z', ${before('0 - n % 20')} ${rows(employers)}`,
    ...wagesOfTenYears(bigEmployer, today, answers),
    'delete from desk_words',
    insertDeskWords('1 = 1'),
    `insert into documents (id, employer_id, employee_id, mutation_id, origin, purpose, name, mime, size, sha256, created_at)
      select 'd' || n, ${firm(`((n * 5 + 2) % ${employees})`)}, 'p' || ((n * 5 + 2) % ${employees}), 'm' || (n * 5 + 2), 'office', 'decision', 'a.pdf', 'application/pdf', 1, 'x', ${before(`n % 3650`)} || 'T09:00:00.000Z' ${rows(Math.floor(tasks / 5))}`,
    `insert into messages (id, employer_id, employee_id, mutation_id, kind, document_id, created_at, read_at)
      select 'm' || (n * 5 + 2) || '/decision', ${firm(`((n * 5 + 2) % ${employees})`)}, 'p' || ((n * 5 + 2) % ${employees}), 'm' || (n * 5 + 2), 'decision', 'd' || n, ${before(`n % 3650`)} || 'T09:00:00.000Z',
      case when n % 100 = 0 then null else ${before('0')} || 'T10:00:00.000Z' end ${rows(Math.floor(tasks / 5))}`,
    `insert into audit (seq, prev, hash, at, actor, employer_id, action, object, fields)
      select n + 1000 + (select coalesce(max(seq), 0) from audit), 'a' || n, 'a' || (n + 1), ${before(`(${Math.floor(tasks / 5)} - n) / ${Math.max(1, Math.ceil(tasks / 5 / 3650))}`)} || 'T09:00:00.000Z', 'big-desk', ${firm(person)},
      ${pick('n', ['task.claim', 'mutation.submit', 'mutation.close', 'document.read', 'message.read', 'task.complete', 'user.sign-in', 'employee.read'])}, 'm' || n, '' ${rows(Math.floor(tasks / 5))}`,
  ]
}

const pick = (number: string, words: string[]) =>
  `case (${number}) % ${words.length} ${words.map((word, n) => `when ${n} then '${word}'`).join(' ')} end`

/** Indices and triggers are put aside meanwhile: what they would tell is not asked here. */
async function withoutIndices(db: Knex, fill: (write: (sql: string) => Promise<void>) => Promise<void>) {
  if (isPostgres(db)) {
    const { rows: indices } = await db.raw(
      `select indexname as name, indexdef as made from pg_indexes left join pg_constraint on conname = indexname
       where schemaname = current_schema() and conname is null`,
    )
    for (const { name } of indices) await db.raw(`drop index ${name}`)
    await fill((sql) =>
      db.transaction(async (trx) => {
        await trx.raw(`set local session_replication_role = replica`)
        await trx.raw(sql)
      }),
    )
    for (const { made } of indices)
      await db.transaction(async (trx) => {
        await trx.raw(`set local maintenance_work_mem = '512MB'`)
        await trx.raw(made)
      })
    return
  }
  const aside = await db('sqlite_master')
    .whereIn('type', ['index', 'trigger'])
    .whereNotNull('sql')
    .select('type', 'name', 'sql')
  await db.raw('pragma synchronous=off')
  await db.raw('pragma foreign_keys=off')
  for (const { type, name } of aside) await db.raw(`drop ${type} "${name}"`)
  await fill(async (sql) => void (await db.raw(sql)))
  for (const { sql } of aside) await db.raw(sql)
}
