import type { Knex } from 'knex'
import type { IsoDate } from '../../domain/dates.js'
import type { Canton, Language, MutationKind } from '../../domain/kinds.js'
import { namesIn } from '../../domain/names.js'
import { type Json, look, named } from '../look.js'
import { openListed } from '../person-keys.js'
import { type Mutation, mutationFields, toMutation } from '../reports/mutations.js'
import { type Side, type Task, taskFields, toTask } from './tasks.js'

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
      ...namesIn(subject ?? ''),
      birthDate: null,
      ahvNumber: null,
    })
  return db('employees')
    .where({ id: employeeId })
    .first('id', 'firstName', 'lastName', 'birthDate', 'ahvNumber')
}

/** A task of one side with its report and its people, in one look, or null; for an employer only one of its own. */
export async function findTaskCase(
  db: Knex,
  side: Side,
  id: string,
  employerId?: string,
): Promise<TaskCase | null> {
  const found = await look<Found | null>(db, (json) => caseSql(json, employerId), {
    ...{ id, side },
    ...(employerId && { employerId }),
  })
  if (!found) return null
  const { firstBy, users } = found
  const [task = {}, mutation = {}] = await openListed(db, [found.task, found.mutation])
  const report = toMutation(mutation)
  const employee = found.employee.id ? found.employee : await personAbout(db, report)
  const names = new Map(users.map((user) => [user.id, user.name]))
  return {
    ...{ mutation: report, employee, employer: found.employer, firstBy, names },
    task: { ...toTask(task), kind: report.kind },
  }
}

interface Found extends Pick<TaskCase, 'employee' | 'employer' | 'firstBy'> {
  task: Record<string, unknown>
  mutation: Record<string, unknown>
  users: { id: string; name: string }[]
}

const of = (table: string, fields: Record<string, string>) =>
  Object.fromEntries(Object.entries(fields).map(([name, column]) => [name, `${table}.${column}`]))

const caseSql = (json: Json, employerId?: string) => `
  select ${json.object({
    task: json.object(of('tasks', taskFields)),
    mutation: json.object(of('mutations', mutationFields)),
    employee: json.object(of('employees', named('id', 'firstName', 'lastName', 'birthDate', 'ahvNumber'))),
    employer: json.object(of('employers', named('id', 'name', 'memberNumber', 'canton', 'language'))),
    firstBy: 'decided.closed_by',
    users: json.list(
      named('id', 'name'),
      `select id, name from users where id in
        (tasks.claimed_by, tasks.closed_by, tasks.follow_up_by, mutations.submitted_by, decided.closed_by)`,
      'id',
    ),
  })} as found
  from tasks join mutations on mutations.id = tasks.mutation_id
  join employers on employers.id = mutations.employer_id
  left join employees on employees.id = mutations.employee_id
  left join tasks as decided on tasks.step = 'second-review' and decided.id = tasks.mutation_id || '/review/' || tasks.n
  where tasks.id = :id and tasks.side = :side ${employerId ? 'and tasks.employer_id = :employerId' : ''}`
