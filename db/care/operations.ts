import type { Knex } from 'knex'
import type { Instant } from '../../domain/dates.js'

/** What the doctor wants to know the last time of. */
export type Operation = 'backup' | 'restore' | 'drill' | 'sms-sent' | 'sms-failed'

/** Notes that something was done at a moment. */
export async function noteOperation(db: Knex, name: Operation, at: Instant): Promise<void> {
  await db('operations').insert({ name, at }).onConflict('name').merge(['at'])
}

/** When each was done last; what never was is not there. */
export async function lastOperations(db: Knex): Promise<Partial<Record<Operation, Instant>>> {
  const rows: { name: Operation; at: Instant }[] = await db('operations').select('name', 'at')
  return Object.fromEntries(rows.map(({ name, at }) => [name, at]))
}
