import { randomBytes, randomUUID } from 'node:crypto'
import type { Knex } from 'knex'
import type { Role } from '../../db/access/users.js'
import type { By } from '../../db/audit/note.js'
import { beginDraft } from '../../db/reports/drafts.js'
import { type Mutation, mutationById } from '../../db/reports/mutations.js'
import { submit } from '../../db/reports/submissions.js'
import { openTask, type Task, type TaskSpec } from '../../db/tasks/tasks.js'
import { referenceFor } from '../../domain/references.js'

/** A moment of the tests, so many minutes after nine o'clock on a day in November. */
export const at = (minutes = 0) => new Date(Date.UTC(2026, 10, 23, 9, minutes)).toISOString()

export const by = (actor: string, minutes = 0): By => ({ actor, at: at(minutes) })
export const clock = (minutes = 0): By => by('system', minutes)

/** An employer of its own for each test. */
export async function employer(db: Knex): Promise<string> {
  const id = randomUUID()
  const memberNumber = id.slice(0, 13)
  const address = { street: 'Dorfstrasse 1', zip: '9000', city: 'St. Gallen', canton: 'SG' }
  await db('employers').insert({ id, memberNumber, name: 'Zimmerei Testa', ...address, language: 'de' })
  return id
}

export async function employee(db: Knex, employerId: string): Promise<string> {
  const id = randomUUID()
  await db('employees').insert({
    id,
    employerId,
    firstName: 'Nora',
    lastName: 'Testa',
    birthDate: '1990-05-06',
    sex: 'female',
    civilStatus: 'married',
    nationality: 'CH',
    language: 'de',
    street: 'Dorfstrasse 2',
    zip: '9000',
    city: 'St. Gallen',
    country: 'CH',
    search: 'nora testa',
  })
  return id
}

export async function child(db: Knex, employerId: string, employeeId: string): Promise<string> {
  const id = randomUUID()
  const person = { firstName: 'Lia', lastName: 'Testa', birthDate: '2019-02-03', sex: 'female' }
  const place = { relation: 'own', residenceCountry: 'CH', residenceCanton: 'SG' }
  await db('children').insert({ id, employerId, employeeId, ...person, ...place })
  return id
}

/** A user; with employers, one who may act for them. */
export async function user(db: Knex, role: Role = 'employer', employers: string[] = []): Promise<string> {
  const id = randomUUID()
  const proof = { passwordHash: 'no password fits', totpSeed: 'no code fits' }
  await db('users').insert({
    id,
    email: `${id}@test.example`,
    name: 'Uma Test',
    language: 'de',
    role,
    ...proof,
  })
  for (const employerId of employers) await db('mandates').insert({ userId: id, employerId, role: 'member' })
  return id
}

export const reference = () => referenceFor('family-allowance', randomBytes(8))

/** A report about somebody on file. */
export type AboutEmployee = Mutation & { employeeId: string }

export async function draft(db: Knex, content: Mutation['draft'] = {}): Promise<AboutEmployee> {
  const employerId = await employer(db)
  const employeeId = await employee(db, employerId)
  const fresh = {
    kind: 'family-allowance' as const,
    reference: reference(),
    employerId,
    employeeId,
    draft: content,
  }
  return { ...(await mutationById(db, await beginDraft(db, fresh, by('hr')))), employeeId }
}

export async function submitted(db: Knex): Promise<AboutEmployee> {
  const mutation = await draft(db)
  await submit(db, mutation, { children: [] }, by('hr', 1))
  return { ...mutation, ...(await mutationById(db, mutation.id)), employeeId: mutation.employeeId }
}

/** What a review asks of the office, or what is asked of the employer. */
export const spec = (mutation: Mutation, step = 'review', n = 1): TaskSpec => ({
  mutationId: mutation.id,
  step,
  n,
  side: step === 'provide-documents' ? 'employer' : 'fund',
  details: { text: 'Geburtsurkunde' },
  ladder: [{ at: at(60), act: 'expire' }],
  dueOn: '2026-12-23',
})

export async function openedTask(db: Knex, task: TaskSpec): Promise<Task & { kind: Mutation['kind'] }> {
  const opened = await openTask(db, task, clock(2))
  if (!opened) throw new Error('the task was not opened')
  return { ...opened, kind: 'family-allowance' }
}
