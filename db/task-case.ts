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

export interface Person {
  id: string
  firstName: string
  lastName: string
  birthDate: IsoDate
  ahvNumber: string | null
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
  const employee = await db('employees')
    .where({ id: mutation.employeeId })
    .first('id', 'firstName', 'lastName', 'birthDate', 'ahvNumber')
  const employer = await db('employers')
    .where({ id: mutation.employerId })
    .first('id', 'name', 'memberNumber', 'canton', 'language')
  const task = { ...toTask(row), kind: mutation.kind }
  const firstBy = task.step === 'second-review' ? await deciderOf(db, task) : null
  const names = await namesOf(db, [task.claimedBy, task.closedBy, mutation.submittedBy, firstBy])
  return { task, mutation, employee, employer, firstBy, names }
}

async function deciderOf(db: Knex, { mutationId, n }: Task): Promise<string | null> {
  const review = await db('tasks')
    .where({ id: taskId({ mutationId, step: 'review', n }) })
    .first('closedBy')
  return review?.closedBy ?? null
}
