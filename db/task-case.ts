import type { Knex } from 'knex'
import type { IsoDate } from '../domain/dates.js'
import type { Canton, Language, MutationKind } from '../domain/kinds.js'
import { type Mutation, toMutation } from './mutations.js'
import { type Side, type Task, taskId, toTask } from './tasks.js'
import { namesOf } from './users.js'

/** A task with all that its page tells about it. */
export interface TaskCase {
  task: Task & { kind: MutationKind }
  mutation: Mutation
  employee: Person
  employer: { id: string; name: string; memberNumber: string; canton: Canton; language: Language }
  /** Who made the decision that a second review looks at. */
  firstBy: string | null
  /** Names of users by id: who claimed it, who closed it, who decided first, who sent the report. */
  names: Map<string, string>
}

/** Whom a report is about. Of somebody who is on nobody's file yet only the name is known, as it was typed. */
export interface Person {
  id: string | null
  firstName: string
  lastName: string
  birthDate: IsoDate | null
  ahvNumber: string | null
}

/** The person a report is about. */
export function personAbout(
  db: Knex,
  { employeeId, subject }: Pick<Mutation, 'employeeId' | 'subject'>,
): Promise<Person> {
  if (!employeeId)
    return Promise.resolve({
      id: null,
      firstName: '',
      lastName: subject ?? '',
      birthDate: null,
      ahvNumber: null,
    })
  return db('employees')
    .where({ id: employeeId })
    .first('id', 'firstName', 'lastName', 'birthDate', 'ahvNumber')
}

/** A task of one side with its report and its people, or null; for an employer only one of its own. */
export async function findTaskCase(
  db: Knex,
  side: Side,
  id: string,
  employerId?: string,
): Promise<TaskCase | null> {
  const row = await db('tasks')
    .where({ id, side, ...(employerId && { employerId }) })
    .first()
  if (!row) return null
  const mutation = toMutation(await db('mutations').where({ id: row.mutationId }).first())
  const employee = await personAbout(db, mutation)
  const employer = await db('employers')
    .where({ id: mutation.employerId })
    .first('id', 'name', 'memberNumber', 'canton', 'language')
  const task = { ...toTask(row), kind: mutation.kind }
  const firstBy = task.step === 'second-review' ? await deciderOf(db, task) : null
  const names = await namesOf(db, [
    task.claimedBy,
    task.closedBy,
    task.followUpBy,
    mutation.submittedBy,
    firstBy,
  ])
  return { task, mutation, employee, employer, firstBy, names }
}

async function deciderOf(db: Knex, { mutationId, n }: Task): Promise<string | null> {
  const review = await db('tasks')
    .where({ id: taskId({ mutationId, step: 'review', n }) })
    .first('closedBy')
  return review?.closedBy ?? null
}
