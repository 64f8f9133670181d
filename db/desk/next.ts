import type { Knex } from 'knex'
import { swissDate } from '../../domain/dates.js'
import type { MutationKind } from '../../domain/kinds.js'
import type { By } from '../audit/note.js'
import { isOnDesk } from '../start/counts.js'
import { claimTask, notOwnDecision } from '../tasks/claims.js'
import { completeTask, type Task } from '../tasks/tasks.js'
import { type DeskFilter, wantedBy } from './wanted.js'

interface Going {
  /** One that is this caseworker's already will do as well. */
  mineToo?: boolean
  /** The task in the list behind which to go on; at the end of the list it begins again at the top. */
  behind?: Pick<Task, 'id' | 'dueOn'>
}

/** Takes the most urgent open task that nobody has, among those the filter leaves. Answers its id, or null when there is none. */
export async function takeNext(
  db: Knex,
  filter: DeskFilter,
  by: By,
  { mineToo = false, behind }: Going = {},
): Promise<string | null> {
  if (behind) {
    const next = await take(db, filter, by, mineToo, behind)
    if (next) return next
  }
  return take(db, filter, by, mineToo)
}

async function take(
  db: Knex,
  filter: DeskFilter,
  by: By,
  mineToo: boolean,
  behind?: Going['behind'],
): Promise<string | null> {
  for (let tries = 0; tries < 5; tries++) {
    const { sql, values } = wantedBy(filter, by.actor, swissDate(by.at))
    const waiting = await db('tasks')
      .join('mutations', 'mutations.id', 'tasks.mutationId')
      .leftJoin('employees', 'employees.id', 'mutations.employeeId')
      .join('employers', 'employers.id', 'mutations.employerId')
      .whereRaw(`${isOnDesk} and ${sql}`, values)
      .where((whose) => {
        whose.whereNull('tasks.claimedBy')
        if (mineToo) whose.orWhereIn('tasks.claimedBy', [by.actor, ...(filter.standsInFor ?? [])])
      })
      .where(notOwnDecision(by.actor))
      .where((rest) => {
        if (behind) rest.whereRaw('(??, ??) > (?, ?)', ['tasks.dueOn', 'tasks.id', behind.dueOn, behind.id])
      })
      .orderBy(['tasks.dueOn', 'tasks.id'])
      .limit(5)
      .select('tasks.id', 'tasks.claimedBy')
    if (waiting.length === 0) return null
    for (const task of waiting)
      if (task.claimedBy === by.actor || (await claimTask(db, task.id, by))) return task.id
  }
  return null
}

/** `won`: the decision counts. `closed`: somebody was first. `not-theirs`: it is not this person's to decide. */
export type Ruling = 'won' | 'closed' | 'not-theirs'

/**
 * Writes a decision of the office, which only the caseworker may take who has claimed the task, and never the one
 * whose own decision is looked at a second time. `also` writes what belongs to it, in the same transaction.
 */
export async function decideTask(
  db: Knex,
  task: Task & { kind: MutationKind },
  outcome: object,
  by: By,
  also: (trx: Knex.Transaction) => Promise<void> = async () => {},
): Promise<Ruling> {
  const onlyTheirs = async (trx: Knex.Transaction) => {
    const theirs = trx('tasks').where({ id: task.id, claimedBy: by.actor }).where(notOwnDecision(by.actor))
    if (!(await theirs.first('id'))) throw new NotTheirs()
    await also(trx)
  }
  try {
    return (await completeTask(db, task, outcome, by, onlyTheirs)) ? 'won' : 'closed'
  } catch (error) {
    if (error instanceof NotTheirs) return 'not-theirs'
    throw error
  }
}

class NotTheirs extends Error {}
