import type { Knex } from 'knex'
import type { Topic } from '../../domain/topics.js'
import { type By, note } from '../audit/note.js'

/** An employer a user may act for, and as what. */
export interface Mandate {
  id: string
  name: string
  memberNumber: string
  canton: string
  /** An administrator looks after the users of the employer. */
  role: 'member' | 'admin'
  topics: Topic[]
  /** What the user calls this employer. */
  alias: string | null
  /** The employer this user begins with. */
  isDefault: boolean
}

/** The employers a user may act for, by name. */
export async function mandatesOf(db: Knex, userId: string): Promise<Mandate[]> {
  const rows = await db('mandates')
    .join('employers', 'employers.id', 'mandates.employerId')
    .where({ userId })
    .whereNull('mandates.endedAt')
    .orderBy(['employers.name', 'employers.id'])
    .select('employers.id', 'employers.name', 'employers.memberNumber', 'employers.canton')
    .select('mandates.role', 'mandates.topics', 'mandates.alias', 'mandates.isDefault')
  return rows.map((row) => ({ ...row, topics: topicsIn(row.topics), isDefault: Boolean(row.isDefault) }))
}

export const topicsIn = (text: string): Topic[] => text.split(' ').filter(Boolean) as Topic[]

/** How a user wants one of their mandates shown. */
export interface MandateChoice {
  /** Null for the name of the employer. */
  alias: string | null
  /** Begin here; takes that from the one before. */
  isDefault: boolean
}

/** Keeps what a user calls an employer and whether they begin there; false if they do not act for it. */
export function keepMandateChoice(
  db: Knex,
  { userId, employerId }: { userId: string; employerId: string },
  { alias, isDefault }: MandateChoice,
  by: By,
): Promise<boolean> {
  return db.transaction(async (trx) => {
    const kept = await trx('mandates')
      .where({ userId, employerId })
      .whereNull('endedAt')
      .update({ alias, isDefault: isDefault ? 1 : 0 })
    if (kept !== 1) return false
    const others = trx('mandates').where({ userId, isDefault: 1 }).whereNot({ employerId })
    if (isDefault) await others.update({ isDefault: 0 })
    const fields = ['alias', 'isDefault']
    await note(trx, by, { action: 'mandate.choose', object: userId, employerId, fields })
    return true
  })
}
