import type { Knex } from 'knex'
import type { DeclaredPerson } from '../../domain/salary-declaration/declaration.js'
import { declarationOf } from '../declarations/declarations.js'
import { personsThatCount } from '../declarations/parts.js'
import { withForerunners } from '../forgetting/reports.js'
import type { Document } from '../reports/documents.js'
import type { Vault } from '../seal.js'
import { peopleCalled } from './called.js'
import { plain, searchWords } from './search.js'

/** A person as the office finds it: with the employer. */
export interface PersonFound {
  id: string
  employerId: string
  firstName: string
  lastName: string
  birthDate: string
  ahvNumber: string | null
  employerName: string
  memberNumber: string
}

const people = (db: Knex) =>
  db('employees')
    .join('employers', 'employers.id', 'employees.employerId')
    .select('employees.id', 'employerId', 'firstName', 'lastName', 'birthDate', 'ahvNumber', 'memberNumber')
    .select({ employerName: 'employers.name' })

/** A person of any employer, for the office, or null. */
export const personById = async (db: Knex, id: string): Promise<PersonFound | null> =>
  (await people(db).where('employees.id', id).first()) ?? null

/** The people of all employers each of whose words, such as a name or an AHV number, begins so; at most so many, by name. */
export async function peopleFound(db: Knex, typed: string, limit: number): Promise<PersonFound[]> {
  const called = await peopleCalled(db, searchWords(typed), limit)
  return people(db).whereIn('employees.id', called).orderBy(['employees.search', 'employees.id'])
}

type Row = Record<string, unknown>

/** Everything that is kept about a person, table by table, opened; JSON where the column has JSON. */
export interface PersonFile {
  tables: Record<string, Row[]>
  /** What the employer has declared as wages, by the report. */
  wages: { mutationId: string; year: number; person: DeclaredPerson }[]
  documents: Document[]
}

/** Gathers everything that is kept about a person. The bytes of documents are read one by one, by whoever sends them. */
export async function personFile(db: Knex, vault: Vault, person: PersonFound): Promise<PersonFile> {
  const { id: employeeId, employerId } = person
  const own: { id: string }[] = await db('mutations').where({ employeeId }).select('id')
  const reports = await withForerunners(
    db,
    own.map(({ id }) => id),
  )
  const documents: Document[] = await db('documents')
    .where((about) => about.where({ employeeId }).orWhereIn('mutationId', reports))
    .orderBy(['createdAt', 'id'])
  const about = (table: string) => db(table).whereIn('mutationId', reports)
  const of = (table: string) => db(table).where({ employeeId })
  const objects = [employeeId, ...reports, ...documents.map(({ id }) => id)]
  const tables = {
    employees: await db('employees').where({ id: employeeId }),
    employments: await of('employments').orderBy('startsOn'),
    staffChanges: await of('staffChanges').orderBy('changedAt'),
    children: await of('children').orderBy('birthDate'),
    entitlements: await of('entitlements').orderBy('startsOn'),
    births: await of('births'),
    mutations: await db('mutations').whereIn('id', reports).orderBy('createdAt'),
    tasks: await about('tasks').orderBy('openedAt'),
    amendments: await about('amendments').orderBy('createdAt'),
    // what the office wrote down for itself belongs to the answer as well, and is called so (Art. 25 DSG)
    internalNotes: await about('caseNotes').orderBy(['writtenAt', 'id']),
    taskMoves: await about('taskMoves').orderBy(['at', 'id']),
    extensions: await about('extensions').orderBy('askedAt'),
    statements: await about('statements').orderBy('createdAt'),
    partLinks: await about('partLinks').select(
      'mutationId',
      'email',
      'language',
      'draft',
      'createdAt',
      'usedAt',
    ),
    messages: await db('messages').where((it) => it.where({ employeeId }).orWhereIn('mutationId', reports)),
    documents,
    audit: await db('audit')
      .whereIn('object', objects)
      .orderBy('seq')
      .select('seq', 'at', 'actor', 'action', 'object', 'fields'),
  }
  const opened = Object.entries(tables).map(([name, rows]) => [name, (rows as Row[]).map(readable)])
  return {
    tables: Object.fromEntries(opened),
    wages: await wagesOf(db, vault, person, employerId),
    documents,
  }
}

/** Columns of JSON as what they hold. */
function readable(row: Row): Row {
  return Object.fromEntries(Object.entries(row).map(([column, value]) => [column, jsonIn(value) ?? value]))
}

function jsonIn(value: unknown): unknown {
  if (typeof value !== 'string' || !/^[[{]/.test(value)) return null
  try {
    return JSON.parse(value)
  } catch {
    return null
  }
}

async function wagesOf(db: Knex, vault: Vault, person: PersonFound, employerId: string) {
  const found: PersonFile['wages'] = []
  const kept: { mutationId: string }[] = await db('declarations').where({ employerId }).orderBy('year')
  for (const { mutationId } of kept) {
    const declaration = await declarationOf(db, mutationId)
    if (!declaration) continue
    for await (const page of personsThatCount(db, vault, declaration))
      for (const declared of page)
        if (isSame(declared, person)) found.push({ mutationId, year: declaration.year, person: declared })
  }
  return found
}

/** The same AHV number; where one has none, the same name and birthday. */
const isSame = (
  declared: DeclaredPerson,
  { ahvNumber, firstName, lastName, birthDate }: PersonFound,
): boolean =>
  declared.ahvNumber && ahvNumber
    ? plain(declared.ahvNumber) === plain(ahvNumber)
    : declared.birthDate === birthDate &&
      plain(`${declared.lastName} ${declared.firstName}`) === plain(`${lastName} ${firstName}`)
