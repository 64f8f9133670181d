import type { Knex } from 'knex'
import type { Topic } from './users.js'

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
