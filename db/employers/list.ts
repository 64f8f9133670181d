import type { Knex } from 'knex'
import type { Canton } from '../../domain/kinds.js'
import { searchWords } from '../people/search.js'
import { containsFolded, containsSigns } from '../words.js'

export interface EmployerRow {
  id: string
  name: string
  memberNumber: string
  city: string
  canton: Canton
  /** The number of the firm in the register of all firms, `CHE-…`. */
  uid: string | null
  /** How many act for it, and how many of them look after the others. */
  users: number
  administrators: number
}

export const employersPerPage = 50

/** Which employers are wanted; empty text is no filter. */
export interface EmployerFilter {
  q: string
  canton: Canton | ''
  /** The user who acts for them. */
  agent: string
}

/** The employers of the office by name, found by words of name, member number and UID, of all cantons or one: a page, and one more if there is. */
export const listEmployers = (db: Knex, filter: EmployerFilter, page: number): Promise<EmployerRow[]> =>
  employerLines(db, filter, employersPerPage + 1, (page - 1) * employersPerPage)

/** The same without pages: at most `limit`. */
export async function employerLines(
  db: Knex,
  filter: EmployerFilter,
  limit: number,
  offset = 0,
): Promise<EmployerRow[]> {
  const acting = () =>
    db('mandates').whereRaw('mandates.employer_id = employers.id').whereNull('mandates.endedAt').count()
  const wanted = wantedEmployers(db, filter)
    .orderBy(['employers.name', 'employers.id'])
    .limit(limit)
    .offset(offset)
    .select('employers.id', 'employers.name', 'employers.memberNumber', 'employers.city', 'canton', 'uid')
    .select({ users: acting(), administrators: acting().where({ role: 'admin' }) })
  const rows = await wanted
  return rows.map((row: EmployerRow) => ({
    ...row,
    users: Number(row.users),
    administrators: Number(row.administrators),
  }))
}

/** The first employers that a search finds, by name, and how many there are. */
export async function employersCalled(
  db: Knex,
  q: string,
  limit: number,
): Promise<{ employers: Omit<EmployerRow, 'users' | 'administrators'>[]; found: number }> {
  const rows = await wantedEmployers(db, { q, canton: '', agent: '' })
    .orderBy(['name', 'id'])
    .limit(limit)
    .select('id', 'name', 'memberNumber', 'city', 'canton', 'uid', db.raw('count(*) over () as found'))
  return { employers: rows, found: Number(rows[0]?.found ?? 0) }
}

/** The employers a filter finds. */
export function wantedEmployers(db: Knex, { q, canton, agent }: EmployerFilter): Knex.QueryBuilder {
  const wanted: Knex.QueryBuilder = db('employers')
  if (canton) wanted.where({ canton })
  if (agent)
    wanted.whereIn(
      'employers.id',
      db('mandates').where({ userId: agent }).whereNull('endedAt').select('employerId'),
    )
  if (q)
    wanted.where((either) =>
      either.where('employers.memberNumber', 'like', `${q.replace(/[%_\\]/g, '')}%`).orWhere((named) => {
        for (const word of searchWords(q))
          named.where((found) =>
            found
              .where(containsFolded(db, 'employers.name', word))
              .orWhere(containsSigns(db, 'employers.uid', word)),
          )
        if (searchWords(q).length === 0) named.whereRaw('1 = 0')
      }),
    )
  return wanted
}

export async function findEmployer(db: Knex, id: string): Promise<{ id: string; name: string } | null> {
  return (await db('employers').where({ id }).first('id', 'name')) ?? null
}
