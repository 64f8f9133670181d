import type { IsoDate } from '../../domain/dates.js'
import type { MutationKind } from '../../domain/kinds.js'
import { type Json, named } from '../look.js'
import { openStates } from './mutations.js'

/** A report that is under way, and which side must act on it now. */
export interface RunningMutation {
  id: string
  employerId: string
  kind: MutationKind
  reference: string
  status: 'submitted' | 'running'
  firstName: string | null
  lastName: string | null
  subject: string | null
  side: 'employer' | 'fund' | null
  dueOn: IsoDate | null
}

/** That a report is under way, as a condition on `mutations`. */
export const isRunning = `mutations.status in (${openStates.map((state) => `'${state}'`).join(', ')})`

/** How many reports are under way; `whose` is a condition on the employer of `mutations`. */
export const runningCount = (whose: string): string =>
  `(select count(*) from mutations where ${whose} and ${isRunning})`

/** Reports under way, those that wait for their employer first; `limit` is the name of a value. */
export const runningIn = (json: Json, whose: string, limit: string): string =>
  json.list(
    running,
    `select mutations.id as id, mutations.employer_id as employer_id, kind, reference, mutations.status, submitted_at,
      first_name, last_name, subject, side, due_on
    from mutations left join employees on employees.id = mutations.employee_id
    ${whatItWaitsFor('mutations.id')}
    where ${whose} and ${isRunning}
    order by ${order} limit ${limit}`,
    order,
  )

/** The open task of a report, if it has one; whether there is more time is not what it waits for. */
export const whatItWaitsFor = (mutationId: string): string =>
  `left join tasks on tasks.mutation_id = ${mutationId} and tasks.status = 'open' and tasks.step <> 'extension'`

const running = named(
  ...['id', 'employerId', 'kind', 'reference', 'status'],
  ...['firstName', 'lastName', 'subject', 'side', 'dueOn'],
)
const order = "case side when 'employer' then 0 else 1 end, submitted_at desc, id"
