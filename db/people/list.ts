import type { Knex } from 'knex'
import type { IsoDate } from '../../domain/dates.js'
import { monthlyKinds } from '../../domain/family-allowance/answers.js'
import type { Canton } from '../../domain/kinds.js'
import type { StaffLine } from '../../domain/staff-list/row.js'
import { type Json, look, named } from '../look.js'
import type { Topics } from '../open-topics.js'
import { rows as statement } from '../prepared.js'
import { type FoundSavedList, savedListsIn, savedListsOf } from '../search/saved-lists.js'
import { type Menu, menuIn, type Visiting } from '../start/menu.js'
import { searchWords } from './search.js'

/** Which people somebody wants to see, on a day, and in which order. */
export interface EmployeeFilter {
  q: string
  show: 'all' | 'active' | 'left' | 'allowances' | 'tasks'
  sort: 'name' | 'birth' | 'entry'
  /** From 1. */
  page: number
  today: IsoDate
}

/** One person of the list. */
export interface EmployeeRow {
  id: string
  firstName: string
  lastName: string
  birthDate: IsoDate
  ahvNumber: string | null
  /** Of the newest employment. */
  personnelNumber: string | null
  function: string | null
  workplace: string | null
  canton: Canton | null
  startsOn: IsoDate | null
  endsOn: IsoDate | null
  /** Rappen a month that are running. */
  monthly: number
  /** Monthly allowances that are running, which is one a child. */
  children: number
  /** Day on which the first open task of the employer about this person is due. */
  taskDue: IsoDate | null
  /** `draft` if a report was begun, otherwise `submitted` if one is under way. */
  report: 'draft' | 'submitted' | null
}

export const employeesPerPage = 25
/** Counting stops here: who has more will search, not turn pages. */
export const countedAtMost = 1000

/** One page of people, how many there are at most `countedAtMost` + 1 (null if not counted), and what stands around them. */
export interface EmployeePage extends Menu {
  rows: EmployeeRow[]
  found: number | null
  /** What the visitor finds as saved lists of people. */
  saved: FoundSavedList[]
}

/** One page of an employer's people in one look. A page behind the last one answers the first. */
export async function listEmployees(
  db: Knex,
  { topics, ...whose }: Visiting,
  filter: EmployeeFilter,
  isCounted = true,
): Promise<EmployeePage> {
  const { q, show, sort, page, today } = filter
  const words = searchWords(q)
  const wanted = [shown[show], ...words.map((_, n) => `employees.search like :word${n}`)].join(' and ')
  const offset = (page - 1) * employeesPerPage
  const named = Object.fromEntries(words.map((word, n) => [`word${n}`, `%${word}%`]))
  const write = (json: Json) => listSql(json, wanted, sort, isCounted, topics)
  const found = await look<EmployeePage>(db, write, { ...whose, today, offset, list: 'employees', ...named })
  if (found.rows.length === 0 && page > 1)
    return listEmployees(db, { topics, ...whose }, { ...filter, page: 1 }, isCounted)
  return { ...found, saved: savedListsOf(found.saved) }
}

const listSql = (
  json: Json,
  wanted: string,
  sort: EmployeeFilter['sort'],
  isCounted: boolean,
  own: Topics,
) => `
  with page as (
    select id, first_name, last_name, birth_date, ahv_number, search, ${sort === 'entry' ? entry : 'null'} as entry
    from employees where employees.employer_id = :employerId and ${wanted}
    order by ${orders[sort]} limit ${employeesPerPage} offset :offset
  )
  select ${json.object({
    rows: json.list(person, peopleSql, orders[sort]),
    found: isCounted ? counted(wanted) : 'null',
    saved: savedListsIn(json),
    ...menuIn(json, own),
  })} as found`

const running = `kind in (${monthlyKinds.map((kind) => `'${kind}'`).join(', ')}) and starts_on <= :today and (ends_on is null or ends_on >= :today)`

// `cross join` keeps SQLite from reading all open tasks for each person.
const peopleSql = `
  select page.*, job.personnel_number, job.function, job.workplace, job.canton, job.starts_on, job.ends_on,
    (select coalesce(sum(rate), 0) from entitlements where employee_id = page.id and ${running}) as monthly,
    (select count(*) from entitlements where employee_id = page.id and ${running}) as children,
    (select min(due_on) from mutations cross join tasks where tasks.mutation_id = mutations.id
      and mutations.employee_id = page.id and side = 'employer' and tasks.status = 'open') as task_due,
    (select min(status) from mutations where employee_id = page.id and status in ('draft', 'submitted')) as report
  from page left join employments job on job.id =
    (select id from employments where employee_id = page.id order by starts_on desc limit 1)`

const person = named(
  'id',
  'firstName',
  'lastName',
  'birthDate',
  'ahvNumber',
  'personnelNumber',
  'function',
  'workplace',
  'canton',
  'startsOn',
  'endsOn',
  'monthly',
  'children',
  'taskDue',
  'report',
)

const counted = (wanted: string) => `(select count(*) from (
  select 1 from employees where employees.employer_id = :employerId and ${wanted} limit ${countedAtMost + 1}
) as counted)`

// `search` begins with the name, in an order that does not send umlauts to the end.
const orders = { name: 'search, id', birth: 'birth_date, search, id', entry: 'entry desc, search, id' }

const entry = '(select max(starts_on) from employments where employee_id = employees.id)'
const employed = `exists (select 1 from employments
  where employee_id = employees.id and (ends_on is null or ends_on >= :today))`

const shown: Record<EmployeeFilter['show'], string> = {
  all: '1 = 1',
  active: employed,
  left: `id in (select employee_id from employments where employer_id = :employerId and ends_on < :today)
    and not ${employed}`,
  allowances: `id in (select employee_id from entitlements where employer_id = :employerId and ${running})`,
  tasks: `id in (select employee_id from mutations where employer_id = :employerId and status = 'draft'
    union select mutations.employee_id from tasks join mutations on mutations.id = tasks.mutation_id
    where tasks.employer_id = :employerId and side = 'employer' and tasks.status = 'open')`,
}

/** All the people a list shows, without its pages: at most `limit`. */
export function staffLines(
  db: Knex,
  employerId: string,
  { q, show, today }: Pick<EmployeeFilter, 'q' | 'show' | 'today'>,
  limit: number,
): Promise<StaffLine[]> {
  const words = searchWords(q)
  const wanted = [shown[show], ...words.map((_, n) => `employees.search like :word${n}`)].join(' and ')
  const sql = `
    with people as (
      select * from employees where employees.employer_id = :employerId and ${wanted} order by search, id limit :limit
    )
    select people.last_name, people.first_name, people.birth_date, people.ahv_number, job.personnel_number, job.function,
      job.workplace, job.canton, job.workload, job.starts_on, job.ends_on
    from people left join employments job on job.id =
      (select id from employments where employee_id = people.id order by starts_on desc limit 1)
    order by people.search, people.id`
  const given = Object.fromEntries(words.map((word, n) => [`word${n}`, `%${word}%`]))
  return statement(db, sql, { employerId, today, limit, ...given })
}
