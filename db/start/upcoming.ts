import type { IsoDate } from '../../domain/dates.js'
import type { MutationKind } from '../../domain/kinds.js'
import { type Json, named } from '../look.js'

/** A day to come: by which an employer is to answer a task, or by which the office means to decide. */
export interface Upcoming {
  /** Of the task. */
  id: string
  mutationId: string
  employerId: string
  side: 'employer' | 'fund'
  step: string
  dueOn: IsoDate
  kind: MutationKind
  firstName: string | null
  lastName: string | null
  /** What it is about, where nobody is on file; the year of wages that are asked for. */
  subject: string | null
}

/** How many days to come of one sort a page shows. */
const shown = 3

/**
 * The next days to come of each sort (wages, other tasks, decisions), in their order: what is overdue is none. `whose` is a condition
 * on the employer of `tasks`; the statement knows `:today`.
 */
export const upcomingIn = (json: Json, whose: string): string =>
  json.list(
    upcoming,
    `select ahead.*, kind, subject, first_name, last_name from (
      ${[asked("step <> 'declare'"), asked("step = 'declare'"), decided]
        .map((sort, n) => `select * from (${next(whose, sort)}) as sort${n}`)
        .join(' union all ')}
    ) as ahead
    join mutations on mutations.id = ahead.mutation_id
    left join employees on employees.id = mutations.employee_id`,
    'due_on, id',
  )

/** Whether the office asks for wages now, overdue or not. */
export const wagesAsked = (whose: string): string =>
  `exists (select 1 from tasks where ${whose} and ${asked("step = 'declare'")})`

const upcoming = {
  ...named('id', 'mutationId', 'employerId', 'side', 'step', 'dueOn'),
  ...named('kind', 'firstName', 'lastName', 'subject'),
}

const asked = (step: string) => `side = 'employer' and status = 'open' and ${step}`
// whether there is more time is not what the report waits for
const decided = "side = 'fund' and status = 'open' and step <> 'extension'"

const next = (whose: string, sort: string) => `
  select id, mutation_id, employer_id, side, step, due_on from tasks
  where ${whose} and ${sort} and due_on >= :today order by due_on, id limit ${shown}`
