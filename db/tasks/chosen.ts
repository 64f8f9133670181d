import type { Knex } from 'knex'
import type { Instant, IsoDate } from '../../domain/dates.js'
import type { MutationKind } from '../../domain/kinds.js'
import { openReport, type Topics } from '../open-topics.js'

/** A task of an employer that somebody chose from the list, as it stands now. */
export interface ChosenEmployerTask {
  id: string
  step: string
  status: 'open' | 'done' | 'expired' | 'withdrawn'
  dueOn: IsoDate
  /** The colleague it was given to. */
  claimedBy: string | null
  claimedByName: string | null
  closedAt: Instant | null
  closedByName: string | null
  kind: MutationKind
  reference: string
  firstName: string | null
  lastName: string | null
  /** What it is about, where nobody is on file. */
  subject: string | null
}

/** These tasks of an employer, the most urgent first; what is none of its own, or not open to these topics, is left out. */
export const chosenEmployerTasks = (
  db: Knex,
  employerId: string,
  ids: string[],
  own: Topics,
): Promise<ChosenEmployerTask[]> =>
  db('tasks')
    .whereIn('tasks.id', ids)
    .where({ 'tasks.side': 'employer', 'tasks.employerId': employerId })
    .join('mutations', 'mutations.id', 'tasks.mutationId')
    .whereRaw(openReport(own, 'mutations.kind'))
    .leftJoin('employees', 'employees.id', 'mutations.employeeId')
    .leftJoin({ holder: 'users' }, 'holder.id', 'tasks.claimedBy')
    .leftJoin({ closer: 'users' }, 'closer.id', 'tasks.closedBy')
    .orderBy(['tasks.dueOn', 'tasks.id'])
    .select(
      ...['id', 'step', 'status', 'dueOn', 'claimedBy', 'closedAt'].map((column) => `tasks.${column}`),
      ...['mutations.kind', 'mutations.reference', 'mutations.subject', 'firstName', 'lastName'],
      { claimedByName: 'holder.name', closedByName: 'closer.name' },
    )
