import { randomUUID } from 'node:crypto'
import type { Knex } from 'knex'
import { type By, note } from '../audit/note.js'
import { owe } from '../notices/notices.js'
import { nudge } from '../outbox.js'
import { insertDraft } from './drafts.js'
import type { Mutation } from './mutations.js'

interface Recalling {
  /** The id of the new draft; a random one where none is given. */
  draftId?: string
  /** Who has asked for it, where the office takes it back that has claimed it; they are told by mail. */
  askedBy?: string
  also?: (trx: Knex.Transaction, next: string) => Promise<void>
}

/**
 * Takes a report back, which an employer may until the office has claimed it, and whoever has claimed it if the employer has
 * asked; what was typed is kept in a new draft, with what `also` carries over. Answers the id of that draft, or null if
 * somebody was first.
 */
export function recall(
  db: Knex,
  mutation: Mutation,
  reference: string,
  by: By,
  { draftId = randomUUID(), askedBy, also = async () => {} }: Recalling = {},
): Promise<string | null> {
  const { id, kind, employerId, employeeId, subject, draft } = mutation
  const whose = { ...by, actor: askedBy ?? by.actor }
  return db
    .transaction(async (trx) => {
      const closed = await trx('mutations')
        .where({ id, status: 'submitted' })
        .whereNotNull('submittedBy')
        .update({ status: 'closed', outcome: 'recalled', closedAt: by.at, closedBy: whose.actor })
      await trx('tasks')
        .where({ mutationId: id, status: 'open' })
        .where((free) => {
          free.whereNull('claimedBy').orWhere({ side: 'employer' }).orWhere({ step: 'extension' })
          if (askedBy) free.orWhere({ claimedBy: by.actor })
        })
        .update({ status: 'withdrawn', closedBy: whose.actor, closedAt: by.at })
      const claimed = await trx('tasks')
        .where({ mutationId: id, side: 'fund', ...(askedBy && { status: 'open' }) })
        .whereNot({ step: 'extension' })
        .whereNotNull('claimedBy')
        .first('id')
      if (closed !== 1 || claimed) throw new TooLate()
      const about = { employerId, employeeId, subject }
      const next = await insertDraft(trx, { id: draftId, kind, reference, ...about, draft }, whose)
      await trx('documents').where({ mutationId: id, origin: 'upload' }).update({ mutationId: next })
      await trx('mutations').where({ id }).update({ continuedAs: next, subjectKey: null })
      if (mutation.subjectKey) {
        // what the clock has asked for is asked for still
        await trx('mutations').where({ id: next }).update({ subjectKey: mutation.subjectKey })
        await nudge(trx, { id: next, kind }, by.at)
      }
      await also(trx, next)
      await note(trx, by, { action: 'mutation.recall', object: id, employerId })
      if (askedBy) {
        const told = { key: `${id}/withdrawn`, mutationId: next, employerId, event: 'task' as const }
        const path = `/e/${employerId}/mutations/${next}`
        await owe(trx, { ...told, path, only: askedBy }, by.at)
      }
      await nudge(trx, mutation, by.at)
      return next
    })
    .catch(nullIfTooLate)
}

class TooLate extends Error {}
const nullIfTooLate = (error: unknown) => {
  if (error instanceof TooLate) return null
  throw error
}
