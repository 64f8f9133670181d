import { randomUUID } from 'node:crypto'
import type { Knex } from 'knex'
import type { Deed } from '../../domain/audited.js'
import type { Instant, IsoDate } from '../../domain/dates.js'
import type { By } from '../audit/note.js'
import { sealAbout } from '../person-keys.js'

/** How a task of the office moved: from whom to whom (ids of users), or from which day to which; null for nobody and no day. */
export type Change =
  | { claimedBy: { before: string | null; after: string | null } }
  | { followUpOn: { before: IsoDate | null; after: IsoDate | null } }

/** A move of a task, with the deed and the moment under which the audit has it. */
export interface TaskMove {
  taskId: string
  action: Deed
  at: Instant
  change: Change
}

/** Keeps what stood before and what stands now in the transaction of the move, apart from the audit, which holds no values. */
export async function keepMove(
  trx: Knex.Transaction,
  task: { id: string; mutationId: string; employerId: string },
  action: Deed,
  change: Change,
  { at }: By,
): Promise<void> {
  const { id: taskId, mutationId, employerId } = task
  const sealed = await sealAbout(trx, mutationId, change)
  await trx('taskMoves').insert({
    id: randomUUID(),
    ...{ taskId, mutationId, employerId, action, at, change: sealed },
  })
}

/** The moves of the tasks of a report, as far as they were kept. */
export async function movesKept(db: Knex, mutationId: string): Promise<TaskMove[]> {
  const rows = await db('taskMoves').where({ mutationId }).orderBy('at')
  return rows.map((row) => ({ ...row, change: JSON.parse(row.change) }))
}
