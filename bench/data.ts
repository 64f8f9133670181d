import type { Knex } from 'knex'
import { searchText } from '../db/people/search.js'
import { addDays, swissDate } from '../domain/dates.js'

const at = () => new Date().toISOString()
const place = { street: 'Musterweg 1', zip: '9000', city: 'St. Gallen' }
export const lastNames = [
  'Keller',
  'Meier',
  'Huber',
  'Steiner',
  'Brunner',
  'Baumann',
  'Frei',
  'Zbinden',
  'Gerber',
  'Roth',
]
export const firstNames = ['Anna', 'Luca', 'Mia', 'Noah', 'Lea', 'Tim', 'Sara', 'Jan', 'Nina', 'Reto']

/** In transactions of a thousand rows: PostgreSQL's count of changes takes ever longer within one. */
export async function insertAll(db: Knex, table: string, rows: object[]): Promise<void> {
  for (let at = 0; at < rows.length; at += 1000) await db.batchInsert(table, rows.slice(at, at + 1000), 50)
}

/** An employer with so many employees, and one user of it. Answers the ids. */
export async function manyEmployees(
  db: Knex,
  count: number,
  user: { passwordHash: string; totpSeed: string },
) {
  const employer = 'bench-employer'
  await db('employers').insert({
    id: employer,
    memberNumber: '99.999',
    name: 'Bench AG',
    ...place,
    canton: 'SG',
    language: 'de',
  })
  await db('users').insert({
    id: 'bench-user',
    email: 'bench@bench.example',
    name: 'Berta Bench',
    language: 'de',
    role: 'employer',
    ...user,
  })
  await db('mandates').insert({ userId: 'bench-user', employerId: employer, role: 'admin' })
  const employees = Array.from({ length: count }, (_, n) => person(`p${n}`, employer, n))
  const employments = employees.map((it) => ({
    id: `e-${it.id}`,
    employerId: employer,
    employeeId: it.id,
    personnelNumber: it.id,
    canton: 'SG',
    workload: 100,
    monthlyWage: 600_000,
    startsOn: '2020-01-01',
  }))
  await insertAll(db, 'employees', employees)
  await insertAll(db, 'employments', employments)
  return { employer, employees: employees.map((it) => it.id) }
}

/** So many tasks of the office, of which every hundredth is open, spread over 500 other employers. */
export async function manyTasks(db: Knex, count: number) {
  const today = swissDate(at())
  const moment = at()
  const employers = Array.from({ length: 500 }, (_, n) => ({
    id: `f${n}`,
    memberNumber: `1.${n}`,
    name: `Firma ${n} AG`,
    ...place,
    canton: 'SG',
    language: 'de',
  }))
  await insertAll(db, 'employers', employers)
  const people = employers.map(({ id }, n) => person(`q${n}`, id, n))
  await insertAll(db, 'employees', people)
  const mutations = Array.from({ length: count }, (_, n) => ({
    id: `m${n}`,
    reference: `FZ-B${String(n).padStart(7, '0')}`,
    kind: 'family-allowance',
    employerId: `f${n % 500}`,
    employeeId: `q${n % 500}`,
    status: n % 100 === 0 ? 'submitted' : 'closed',
    outcome: n % 100 === 0 ? null : 'granted',
    draft: '{}',
    answers: '{}',
    createdBy: 'bench-user',
    createdAt: moment,
    savedAt: moment,
    submittedAt: moment,
  }))
  const tasks = mutations.map((it, n) => ({
    id: `${it.id}/review/1`,
    mutationId: it.id,
    employerId: it.employerId,
    step: 'review',
    n: 1,
    side: 'fund',
    status: n % 100 === 0 ? 'open' : 'done',
    details: '{"brief":{"verdict":"grant","amount":24500}}',
    ladder: '[]',
    openedAt: moment,
    dueOn: addDays(today, (n % 30) - 3),
    outcome: n % 100 === 0 ? null : '{"decision":"approve"}',
  }))
  await insertAll(db, 'mutations', mutations)
  await insertAll(db, 'tasks', tasks)
  await db.raw('analyze')
}

/** What a start page shows: four things to do of seven, four messages of six, and reports under way. */
export async function somethingToDo(db: Knex, employerId: string, employees: string[]) {
  const moment = at()
  const report = (n: number, status: string) => ({
    id: `own${n}`,
    reference: `FZ-A${String(n).padStart(7, '0')}`,
    kind: 'family-allowance',
    employerId,
    employeeId: employees[n] ?? null,
    status,
    draft: '{}',
    answers: '{}',
    createdBy: 'bench-user',
    createdAt: moment,
    savedAt: moment,
    submittedAt: status === 'draft' ? null : moment,
  })
  const reports = Array.from({ length: 9 }, (_, n) => report(n, n < 3 ? 'draft' : 'submitted'))
  await db('mutations').insert(reports)
  for (const { id: mutationId } of reports.slice(3, 7)) {
    const task = {
      id: `${mutationId}/provide-documents/1`,
      mutationId,
      employerId,
      step: 'provide-documents',
      n: 1,
    }
    const open = { side: 'employer', status: 'open', details: '{}', ladder: '[]', openedAt: moment }
    await db('tasks').insert({ ...task, ...open, dueOn: addDays(swissDate(moment), 5) })
  }
  for (const { id: mutationId, employeeId } of reports.slice(3)) {
    const about = { employerId, employeeId, mutationId, createdAt: moment }
    const file = {
      origin: 'office',
      purpose: 'decision',
      name: 'a.pdf',
      mime: 'application/pdf',
      size: 1,
      sha256: 'x',
    }
    await db('documents').insert({ id: `d-${mutationId}`, ...about, ...file })
    await db('messages').insert({
      id: `n-${mutationId}`,
      ...about,
      kind: 'decision',
      documentId: `d-${mutationId}`,
    })
  }
}

function person(id: string, employerId: string, n: number) {
  const [firstName, lastName] = [firstNames[n % 10] ?? '', `${lastNames[Math.floor(n / 10) % 10]} ${n}`]
  const search = searchText({ lastName, firstName, ahvNumber: null, personnelNumber: id })
  const about = {
    birthDate: '1985-05-18',
    sex: 'female',
    civilStatus: 'single',
    nationality: 'CH',
    language: 'de',
  }
  return { id, employerId, firstName, lastName, ...about, ...place, country: 'CH', search }
}
