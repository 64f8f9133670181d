import type { Knex } from 'knex'
import type { Instant } from '../domain/dates.js'
import { amend, amendmentsOf } from './amendments.js'
import type { By } from './audit.js'
import type { Mutation } from './mutations.js'

/** What an employer has asked for once the review had begun: that its report be taken back. */
export interface Withdrawal {
  reason: string
  askedBy: string
  askedAt: Instant
}

const what = 'withdrawal'

/** Asks the office to take a report back that it has claimed. False if the report is not under way any more. */
export const askWithdrawal = (db: Knex, mutation: Mutation, reason: string, by: By): Promise<boolean> =>
  amend(db, mutation, what, { reason }, by)

/** What was asked last, or null. */
export async function withdrawalAsked(db: Knex, mutationId: string): Promise<Withdrawal | null> {
  const asked = (await amendmentsOf(db, mutationId)).findLast((it) => it.what === what)
  return asked
    ? { reason: String(asked.said.reason), askedBy: asked.createdBy, askedAt: asked.createdAt }
    : null
}
