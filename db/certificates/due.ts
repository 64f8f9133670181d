import type { Knex } from 'knex'
import { addDays, addYears, firstOfMonth, type IsoDate, lastOfMonth } from '../../domain/dates.js'
import { monthOfBirthday } from '../../domain/family-allowance/ages.js'
import { monthlyKinds } from '../../domain/family-allowance/answers.js'
import type { Occasion } from '../../domain/training-certificate/answers.js'
import type { DueCursor } from '../../domain/training-certificate/due.js'
import {
  lastSchoolDay,
  nextSchoolYear,
  type SchoolYear,
  subjectKey,
} from '../../domain/training-certificate/school-year.js'

/** A child whose allowance ends soon unless somebody says that it is in education. */
export interface DueCertificate {
  childId: string
  employeeId: string
  employerId: string
  firstName: string
  lastName: string
  birthDate: IsoDate
  why: Occasion
  /** Last day that needs no new proof. */
  until: IsoDate
  schoolYear: SchoolYear
  subjectKey: string
}

/** Which children are meant: those whose last day lies between two days, at some employers or at all. */
export interface DueScope {
  from: IsoDate
  to: IsoDate
  employers: string[] | null
}

/** How long after its end a proof is still asked for, in days: what ended longer ago is a matter for a new report. */
const lookBack = 60

/** Who is due on a day when the office asks so many days ahead. A search that comes late finds what it has missed. */
export const dueScope = (today: IsoDate, leadDays: number, employers: string[] | null = null): DueScope => ({
  from: addDays(today, -lookBack),
  to: addDays(today, leadDays),
  employers,
})

/** The next so many children that are due and not asked about yet, in a fixed order, and where the search goes on; null at its end. */
export async function nextDue(
  db: Knex,
  scope: DueScope,
  after: DueCursor | null,
  limit: number,
): Promise<{ due: DueCertificate[]; next: DueCursor | null }> {
  const why = after?.why ?? 'proof-ends'
  const rows = await page(search[why](db, scope), why, after, limit)
  const last = rows.at(-1)
  const found = rows.filter((row) => !row.asked).map((row) => dueOf(row, why))
  if (rows.length === limit && last) return { due: found, next: { why, day: last.day, id: last.id } }
  return { due: found, next: why === 'proof-ends' ? { why: 'turns-16', day: '', id: '' } : null }
}

/** How many children of each employer are due and not asked about yet, the most first. */
export async function dueByEmployer(
  db: Knex,
  scope: DueScope,
): Promise<{ employerId: string; name: string; memberNumber: string; due: number }[]> {
  const rows = await db
    .from(unasked(db, scope))
    .join('employers', 'employers.id', 'due.employerId')
    .groupBy('employers.id', 'employers.name', 'employers.memberNumber')
    .select({ employerId: 'employers.id' }, 'employers.name', 'employers.memberNumber')
    .count({ due: '*' })
    .orderBy([{ column: 'due', order: 'desc' }, 'employers.name', 'employers.id'])
  return rows.map((row) => ({ ...row, due: Number(row.due) }) as never)
}

/** One page of the children that are due and not asked about yet, by name. */
export async function dueList(
  db: Knex,
  scope: DueScope,
  { offset, limit }: { offset: number; limit: number },
): Promise<(DueCertificate & { employer: string })[]> {
  const rows = await db
    .from(unasked(db, scope))
    .join('employers', 'employers.id', 'due.employerId')
    .orderBy(['due.lastName', 'due.firstName', 'due.id'])
    .offset(offset)
    .limit(limit)
    .select('due.*', { employer: 'employers.name' })
  return rows.map((row) => ({ ...dueOf(row, row.why), employer: row.employer }))
}

interface Row {
  /** Of the entitlement, or of the child: what the order goes by together with `day`. */
  id: string
  day: IsoDate
  asked: string | null
  childId: string
  employeeId: string
  employerId: string
  firstName: string
  lastName: string
  birthDate: IsoDate
}

function dueOf(
  { childId, employeeId, employerId, firstName, lastName, birthDate, day }: Row,
  why: Occasion,
): DueCertificate {
  const until = why === 'turns-16' ? monthOfBirthday(birthDate, 16) : day
  const schoolYear = nextSchoolYear(until)
  const child = { childId, employeeId, employerId, firstName, lastName, birthDate }
  return { ...child, why, until, schoolYear, subjectKey: subjectKey(childId, schoolYear) }
}

const unasked = (db: Knex, scope: DueScope) =>
  db
    .unionAll([
      search['proof-ends'](db, scope).whereNull('asked.id').select(db.raw("'proof-ends' as why")),
      search['turns-16'](db, scope).whereNull('asked.id').select(db.raw("'turns-16' as why")),
    ])
    .as('due')

/** The order runs along an index, so that each page costs the same however many came before it. */
function page(
  query: Knex.QueryBuilder,
  why: Occasion,
  after: DueCursor | null,
  limit: number,
): Promise<Row[]> {
  const [day, id] =
    why === 'proof-ends' ? ['drawn.provenUntil', 'drawn.id'] : ['children.birthDate', 'children.id']
  if (after?.day)
    query
      .where(day, '>=', after.day)
      .where((later) => later.where(day, '>', after.day).orWhere(id, '>', after.id))
  return query.orderBy([day, id]).limit(limit) as unknown as Promise<Row[]>
}

const search: Record<Occasion, (db: Knex, scope: DueScope) => Knex.QueryBuilder> = {
  'proof-ends': (db, { from, to, employers }) => {
    const query = db('entitlements as drawn')
      .join('children', 'children.id', 'drawn.childId')
      .where({ 'drawn.kind': 'education' })
      .whereBetween('drawn.provenUntil', [from, to])
      .where((runs) => runs.whereNull('drawn.endsOn').orWhereRaw('drawn.ends_on >= drawn.proven_until'))
      // past the month of the 25th birthday nothing can be proven any more (FamZG 3 I b)
      .whereRaw(
        '(cast(substr(birth_date, 1, 4) as integer) + 25) || substr(birth_date, 5, 3) > substr(drawn.proven_until, 1, 7)',
      )
      .whereNotExists(later(db, 'drawn.starts_on'))
      .select({ id: 'drawn.id', day: 'drawn.provenUntil', ...child })
    return asked(employed(among(query, employers), 'drawn.proven_until'), yearAfter('drawn.proven_until'))
  },
  'turns-16': (db, { from, to, employers }) => {
    const query = db('children')
      .join('entitlements as drawn', 'drawn.childId', 'children.id')
      .where({ 'drawn.kind': 'child' })
      // the months whose last day lies in the scope
      .whereBetween('children.birthDate', [addYears(firstOfMonth(from), -16), addYears(lastMonthBy(to), -16)])
      .whereRaw('drawn.starts_on <= ?', [to])
      // who cannot work draws until 20 (FamZG 3 I a)
      .where((runs) => runs.whereNull('drawn.endsOn').orWhereRaw(`substr(drawn.ends_on, 1, 7) = ${month16}`))
      .whereNotExists(later(db, 'drawn.starts_on'))
      .select({ id: 'children.id', day: 'children.birthDate', ...child })
    return asked(employed(among(query, employers), lastDay16), yearAfter(lastDay16))
  },
}

const child = {
  childId: 'children.id',
  employeeId: 'children.employeeId',
  employerId: 'children.employerId',
  firstName: 'children.firstName',
  lastName: 'children.lastName',
  birthDate: 'children.birthDate',
}

/** The last month that ends by a day, as one of its days. */
const lastMonthBy = (day: IsoDate): IsoDate =>
  day === lastOfMonth(day) ? day : addDays(firstOfMonth(day), -1)

const month16 =
  '((cast(substr(children.birth_date, 1, 4) as integer) + 16) || substr(children.birth_date, 5, 3))'
/** As days compare as text, the 31st stands for the last day of each month. */
const lastDay16 = `(${month16} || '-31')`

/** A newer allowance of the child, by which this one is settled already. */
const later = (db: Knex, start: string) =>
  db('entitlements as newer')
    .whereRaw(`newer.child_id = drawn.child_id and newer.starts_on > ${start}`)
    .whereIn('newer.kind', monthlyKinds)
    .where((runs) => runs.whereNull('newer.endsOn').orWhereRaw('newer.ends_on >= newer.starts_on'))

const among = (query: Knex.QueryBuilder, employers: string[] | null) =>
  employers ? query.whereIn('children.employerId', employers) : query

/** Only while there is a wage after the last day (FamZG 13 I). */
const employed = (query: Knex.QueryBuilder, day: string) =>
  query.whereExists((work) =>
    work
      .from('employments')
      .whereRaw('employments.employee_id = children.employee_id')
      .where((runs) => runs.whereNull('employments.endsOn').orWhereRaw(`employments.ends_on > ${day}`)),
  )

/** Joins the report about the same child and school year, if there is one. */
const asked = (query: Knex.QueryBuilder, year: string) =>
  query
    .leftJoin('mutations as asked', (on) =>
      on
        .onVal('asked.kind', 'training-certificate')
        .andOn('asked.subjectKey', query.client.raw(`children.id || '/' || ${year}`)),
    )
    .select({ asked: 'asked.id' })

/** In SQL what `nextSchoolYear` is in the rules. */
const yearAfter = (day: string) =>
  `(cast(substr(${day}, 1, 4) as integer) - case when substr(${day}, 6) >= '${lastSchoolDay}' then 0 else 1 end)`
