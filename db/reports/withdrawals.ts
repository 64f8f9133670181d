import type { Knex } from 'knex'
import { type Instant, swissDate } from '../../domain/dates.js'
import type { By } from '../audit/note.js'
import { deputiesOf } from '../desk/absences.js'
import { oweColleagues } from '../notices/notices.js'
import { amend, amendmentsOf } from './amendments.js'
import type { Mutation } from './mutations.js'

/** What an employer has asked for once the review had begun: that its report be taken back. */
export interface Withdrawal {
  reason: string
  askedBy: string
  askedAt: Instant
}

const what = 'withdrawal'

/**
 * Asks the office to take a report back that it has claimed, and owes whoever reviews it and who stands in for them a mail about
 * it. False if the report is not under way any more.
 */
export const askWithdrawal = (db: Knex, mutation: Mutation, reason: string, by: By): Promise<boolean> =>
  db.transaction(async (trx) => {
    if (!(await amend(trx, mutation, what, { reason }, by))) return false
    await tellReviewer(trx, mutation.id, by)
    return true
  })

/** Once for each wish; nobody where nobody has the review just now: it stands on the desk. */
async function tellReviewer(trx: Knex.Transaction, mutationId: string, by: By): Promise<void> {
  const review = await trx('tasks')
    .where({ mutationId, side: 'fund', status: 'open' })
    .whereNot({ step: 'extension' })
    .whereNotNull('claimedBy')
    .first('id', 'claimedBy')
  if (!review) return
  const nth = (await asked(trx, mutationId)).length
  const reviewers = [review.claimedBy, ...(await deputiesOf(trx, review.claimedBy, swissDate(by.at)))]
  const path = `/office/tasks/${review.id}`
  const occasion = { key: `${review.id}/withdrawal/${nth}`, event: 'withdrawal' as const, mutationId, path }
  await oweColleagues(trx, reviewers, occasion, by.at)
}

/** What was asked last, or null. */
export async function withdrawalAsked(db: Knex, mutationId: string): Promise<Withdrawal | null> {
  const last = (await asked(db, mutationId)).at(-1)
  return last ? { reason: String(last.said.reason), askedBy: last.createdBy, askedAt: last.createdAt } : null
}

const asked = async (db: Knex, mutationId: string) =>
  (await amendmentsOf(db, mutationId)).filter((it) => it.what === what)

/** Whether a report under way is asked back, as a condition on `mutations`. */
export const isAskedBack = `(mutations.status = 'submitted' and exists
  (select 1 from amendments where amendments.mutation_id = mutations.id and amendments.what = '${what}'))`
