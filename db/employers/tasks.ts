import type { Knex } from 'knex'
import type { IsoDate } from '../../domain/dates.js'
import type { MutationKind } from '../../domain/kinds.js'

/** An open task about an employer, of either side of the counter. */
export interface EmployerTask {
  id: string
  mutationId: string
  side: 'fund' | 'employer'
  step: string
  dueOn: IsoDate
  kind: MutationKind
  reference: string
  firstName: string | null
  lastName: string | null
  /** What it is about, where nobody is on file. */
  subject: string | null
  /** Who of the office has it. */
  claimedByName: string | null
}

export const taskSides = ['fund', 'employer'] as const

/** Which of them: of one side, or due before a day. */
export interface EmployerTaskFilter {
  side?: (typeof taskSides)[number]
  dueBefore?: IsoDate
}

/** One page of the open tasks about an employer, the most urgent first. */
export function tasksAbout(
  db: Knex,
  employerId: string,
  { side, dueBefore }: EmployerTaskFilter,
  { offset, limit }: { offset: number; limit: number },
): Promise<EmployerTask[]> {
  const wanted = db('tasks')
    .join('mutations', 'mutations.id', 'tasks.mutationId')
    .leftJoin('employees', 'employees.id', 'mutations.employeeId')
    .leftJoin('users', 'users.id', 'tasks.claimedBy')
    .where({ 'tasks.employerId': employerId, 'tasks.status': 'open' })
    .whereIn('tasks.side', side ? [side] : taskSides)
    .orderBy(['tasks.dueOn', 'tasks.id'])
    .offset(offset)
    .limit(limit)
    .select(
      'tasks.id',
      'tasks.mutationId',
      'tasks.side',
      'tasks.step',
      'tasks.dueOn',
      'mutations.kind',
      'reference',
    )
    .select('firstName', 'lastName', 'subject', { claimedByName: 'users.name' })
  if (dueBefore) wanted.where('tasks.dueOn', '<', dueBefore)
  return wanted
}
