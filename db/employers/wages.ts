import type { Knex } from 'knex'
import type { Instant, IsoDate } from '../../domain/dates.js'
import { type Outcome, openStates } from '../reports/mutations.js'

/** Wages of a year that an employer has declared, or was asked for. */
export interface EmployerWages {
  id: string
  reference: string
  year: number
  status: 'draft' | 'submitted' | 'running' | 'closed'
  outcome: Outcome | null
  submittedAt: Instant | null
  persons: number | null
  /** Until when the employer was asked for them, where it still is. */
  dueOn: IsoDate | null
  /** The document with the statement, where there is one. */
  statement: string | null
}

const atMost = 40

/** An employer's wages by year, the newest first: what was sent, and what the office has asked for. A draft of its own is none of the office's business. */
export async function wagesOf(db: Knex, employerId: string): Promise<EmployerWages[]> {
  const letter = 'salary-declaration-statement'
  const rows = await db('mutations')
    .leftJoin('declarations', 'declarations.mutationId', 'mutations.id')
    .leftJoin('messages', (on) =>
      on.on('messages.mutationId', 'mutations.id').andOnVal('messages.kind', letter),
    )
    .leftJoin('tasks', (on) =>
      on
        .on('tasks.mutationId', 'mutations.id')
        .andOnVal('tasks.step', 'declare')
        .andOnVal('tasks.status', 'open'),
    )
    .where({ 'mutations.employerId': employerId, 'mutations.kind': 'salary-declaration' })
    .where((known) =>
      known
        .whereIn('mutations.status', [...openStates, 'closed'])
        .orWhere((called) => called.where('mutations.status', 'draft').whereNotNull('mutations.subjectKey')),
    )
    .orderBy([
      { column: 'mutations.savedAt', order: 'desc' },
      { column: 'mutations.id', order: 'desc' },
    ])
    .limit(atMost)
    .select('mutations.id', 'reference', 'mutations.status', 'mutations.outcome', 'submittedAt', 'persons')
    .select({ year: 'subject', dueOn: 'tasks.dueOn', statement: 'messages.documentId' })
  return rows
    .map((row) => ({ ...row, year: Number(row.year) }))
    .toSorted((one, other) => other.year - one.year)
}
