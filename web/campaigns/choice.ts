import type { Knex } from 'knex'
import { employersByNumber } from '../../db/certificates/campaigns.js'
import { type Fault, fault, one, type Reading, type Values } from '../mutations/fields.js'

/** Whom a campaign is to ask, and how many days before the end. */
export interface Choice {
  leadDays: number
  /** Ids of employers; null means all. */
  employers: string[] | null
}

const mostDays = 180
const mostNumbers = 500

/** Reads whom somebody has chosen; member numbers stand one a line, or with commas between. */
export async function readChoice(db: Knex, typed: Values): Promise<Reading<Choice>> {
  const faults: Fault[] = []
  const leadDays = Number(one(typed.lead))
  if (!Number.isInteger(leadDays) || leadDays < 1 || leadDays > mostDays)
    faults.push(fault('lead', 'campaigns:problems.lead', { most: mostDays }))
  if (one(typed.who) !== 'some')
    return faults.length > 0 ? { faults } : { value: { leadDays, employers: null } }
  const numbers = [
    ...new Set(
      one(typed.members)
        .split(/[\s,;]+/)
        .filter(Boolean),
    ),
  ]
  if (numbers.length === 0) faults.push(fault('members', 'campaigns:problems.members'))
  if (numbers.length > mostNumbers)
    faults.push(fault('members', 'campaigns:problems.many', { most: mostNumbers }))
  const { found, unknown } = await employersByNumber(db, numbers.slice(0, mostNumbers))
  if (unknown.length > 0)
    faults.push(fault('members', 'campaigns:problems.unknown', { numbers: unknown.slice(0, 5).join(', ') }))
  return faults.length > 0 ? { faults } : { value: { leadDays, employers: found.map(({ id }) => id) } }
}
