import type { Knex } from 'knex'
import type { Instant, IsoDate } from '../../domain/dates.js'
import type { MutationKind } from '../../domain/kinds.js'

/** A task of the office that somebody chose from the desk, as it stands now. */
export interface ChosenTask {
  id: string
  step: string
  status: 'open' | 'done' | 'expired' | 'withdrawn'
  dueOn: IsoDate
  claimedBy: string | null
  claimedAt: Instant | null
  claimedByName: string | null
  closedAt: Instant | null
  closedByName: string | null
  followUpOn: IsoDate | null
  followUpReason: string | null
  /** Who decided what a second review looks at. */
  firstBy: string | null
  kind: MutationKind
  reference: string
  firstName: string | null
  lastName: string | null
  subject: string | null
  employer: string
}

/** These tasks of the office, the most urgent first; what is none is left out. */
export const chosenTasks = (db: Knex, ids: string[]): Promise<ChosenTask[]> =>
  db('tasks')
    .whereIn('tasks.id', ids)
    .where({ 'tasks.side': 'fund' })
    .join('mutations', 'mutations.id', 'tasks.mutationId')
    .join('employers', 'employers.id', 'mutations.employerId')
    .leftJoin('employees', 'employees.id', 'mutations.employeeId')
    .leftJoin({ holder: 'users' }, 'holder.id', 'tasks.claimedBy')
    .leftJoin({ closer: 'users' }, 'closer.id', 'tasks.closedBy')
    .leftJoin({ first: 'tasks' }, (join) =>
      join
        .on('first.mutationId', 'tasks.mutationId')
        .andOn('first.n', 'tasks.n')
        .andOnVal('first.step', 'review')
        .andOnVal('tasks.step', 'second-review'),
    )
    .orderBy(['tasks.dueOn', 'tasks.id'])
    .select(
      ...[
        'id',
        'step',
        'status',
        'dueOn',
        'claimedBy',
        'claimedAt',
        'closedAt',
        'followUpOn',
        'followUpReason',
      ].map((column) => `tasks.${column}`),
      ...['mutations.kind', 'mutations.reference', 'mutations.subject', 'firstName', 'lastName'],
      { employer: 'employers.name', claimedByName: 'holder.name', closedByName: 'closer.name' },
      { firstBy: 'first.closedBy' },
    )
