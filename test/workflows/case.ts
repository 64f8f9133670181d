import { randomUUID } from 'node:crypto'
import type { Knex } from 'knex'
import { circumstancesOf } from '../../db/allowances/entitlements.js'
import { beginDraft } from '../../db/reports/drafts.js'
import { mutationById } from '../../db/reports/mutations.js'
import { submit } from '../../db/reports/submissions.js'
import { askExtension } from '../../db/tasks/extensions.js'
import { completeTask, findTask } from '../../db/tasks/tasks.js'
import { addDays, addYears, firstOfMonth, swissDate } from '../../domain/dates.js'
import type { FamilyAllowanceAnswers } from '../../domain/family-allowance/answers.js'
import type { Review } from '../../domain/family-allowance/decision.js'
import { propose } from '../../domain/family-allowance/propose.js'

export const now = () => new Date().toISOString()
export const today = swissDate(now())
export const by = (actor: string) => ({ actor, at: now() })

/** An employer in SG with one employee and one user. */
export async function givenEmployee(db: Knex) {
  const ids = { employer: randomUUID(), employee: randomUUID(), user: randomUUID() }
  const place = { street: 'Musterweg 1', zip: '9000', city: 'St. Gallen' }
  await db('employers').insert({
    id: ids.employer,
    memberNumber: ids.employer.slice(0, 8),
    name: 'Muster Bau AG',
    ...place,
    canton: 'SG',
    language: 'de',
  })
  await db('users').insert({
    id: ids.user,
    email: `${ids.user}@muster.example`,
    name: 'Hanna Roth',
    language: 'de',
    role: 'employer',
    passwordHash: 'x',
    totpSeed: 'x',
  })
  await db('mandates').insert({ userId: ids.user, employerId: ids.employer, role: 'member' })
  await db('employees').insert({
    id: ids.employee,
    employerId: ids.employer,
    ahvNumber: '756.1234.5678.97',
    firstName: 'Reto',
    lastName: 'Zbinden',
    birthDate: '1990-05-18',
    sex: 'male',
    civilStatus: 'married',
    nationality: 'CH',
    language: 'de',
    ...place,
    country: 'CH',
    search: 'zbinden reto',
  })
  await db('employments').insert({
    id: randomUUID(),
    employerId: ids.employer,
    employeeId: ids.employee,
    canton: 'SG',
    workload: 100,
    monthlyWage: 600_000,
    startsOn: '2016-03-01',
  })
  return ids
}

/** An employer asks for so many days more for an open task, and gets them at once. */
export async function moreTime(db: Knex, id: string, days: number, at: string): Promise<string> {
  const task = await findTask(db, id)
  const { kind } = await mutationById(db, task.mutationId)
  const wanted = addDays(task.dueOn, days)
  const rules = { most: () => wanted, decideBy: wanted }
  await askExtension(db, { ...task, kind }, { wanted, reason: 'Ferien.' }, rules, { actor: 'hr', at })
  return wanted
}

const lastMonth = firstOfMonth(addDays(firstOfMonth(today), -1))

/** A child of three years whose allowance the rules simply grant, birth certificate included. */
export function plainAnswers(changes: Partial<FamilyAllowanceAnswers> = {}): FamilyAllowanceAnswers {
  return {
    request: { purpose: 'new', from: lastMonth },
    employment: {
      canton: 'SG',
      since: '2016-03-01',
      yearlyIncome: 7_800_000,
      otherEmployers: [],
      civilStatus: 'married',
    },
    children: [
      {
        key: 'c1',
        firstName: 'Emma',
        lastName: 'Zbinden',
        ahvNumber: '756.9217.0769.85',
        birthDate: addYears(firstOfMonth(today), -3),
        sex: 'female',
        relation: 'own',
        residenceCountry: 'CH',
        residenceCanton: 'SG',
        livesWith: 'both',
        authority: 'joint',
        incapable: false,
        kinds: ['child'],
      },
    ],
    otherParent: { known: 'yes', firstName: 'Selina', lastName: 'Zbinden', work: 'none', receives: 'no' },
    training: {},
    documents: [{ documentId: 'd1', purpose: 'birth-certificate', childKey: 'c1' }],
    payment: { to: 'employer' },
    ...changes,
  }
}

/** Submits a report of this employee and answers its id. */
export async function submitted(
  db: Knex,
  ids: { employer: string; employee: string; user: string },
  answers = plainAnswers(),
) {
  const reference = `FZ-${randomUUID().slice(0, 4)}-${randomUUID().slice(0, 4)}`.toUpperCase()
  const draft = {
    kind: 'family-allowance' as const,
    reference,
    employerId: ids.employer,
    employeeId: ids.employee,
    draft: {},
  }
  const id = await beginDraft(db, draft, by(ids.user))
  await submit(db, await mutationById(db, id), answers, by(ids.user))
  return id
}

/** Answers a task as a person would. */
export async function answer(db: Knex, id: string, outcome: object, actor = 'desk') {
  const task = await findTask(db, id)
  await db('tasks').where({ id, status: 'open' }).update({ claimedBy: actor, claimedAt: now() })
  return completeTask(
    db,
    { ...task, kind: (await mutationById(db, task.mutationId)).kind },
    outcome,
    by(actor),
  )
}

/** The review that agrees with the proposal. */
export async function agreement(
  db: Knex,
  mutationId: string,
  second: Review extends { second: infer S } ? S : string[] = [],
) {
  const mutation = await mutationById(db, mutationId)
  const { lines } = propose(
    mutation.answers as FamilyAllowanceAnswers,
    await circumstancesOf(db, mutation, today, 'per-day'),
  )
  return { decision: 'approve', lines, reason: '', second }
}
