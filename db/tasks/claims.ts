import type { Knex } from 'knex'
import { swissDate } from '../../domain/dates.js'
import { type By, note } from '../audit/note.js'
import { absentFor } from '../desk/absences.js'
import { owe } from '../notices/notices.js'
import { employerOfTask, occasionOf } from './tasks.js'

/**
 * A caseworker takes an open task of the office, or one of somebody who is away and for whom they stand in. False if somebody has it already, it is closed, or it is the
 * second review of this caseworker's own decision.
 */
export function claimTask(db: Knex, id: string, by: By): Promise<boolean> {
  return db.transaction(async (trx) => {
    const [claimed] = await trx('tasks')
      .where({ id, status: 'open', side: 'fund' })
      .where((free) =>
        free.whereNull('claimedBy').orWhereIn('claimedBy', absentFor(trx, by.actor, swissDate(by.at))),
      )
      .where(notOwnDecision(by.actor))
      .update({ claimedBy: by.actor, claimedAt: by.at }, ['employerId'])
    if (claimed) await note(trx, by, { action: 'task.claim', object: id, employerId: claimed.employerId })
    return claimed !== undefined
  })
}

/** A caseworker gives a task back. False if it was not theirs, or is closed. */
export function releaseTask(db: Knex, id: string, by: By): Promise<boolean> {
  return db.transaction(async (trx) => {
    const released = await trx('tasks')
      .where({ id, status: 'open', claimedBy: by.actor })
      .update({ claimedBy: null, claimedAt: null })
    if (released === 1)
      await note(trx, by, { action: 'task.release', object: id, employerId: await employerOfTask(trx, id) })
    return released === 1
  })
}

/**
 * Hands an open task of an employer to one of its users, or back to all, and owes that user a mail. False if it is closed or
 * another employer's. `isOneOfMany`: others are handed on with it; one mail tells of all.
 */
export function delegateTask(
  db: Knex,
  { id, employerId }: { id: string; employerId: string },
  to: string | null,
  by: By,
  { isOneOfMany = false } = {},
): Promise<boolean> {
  return db.transaction(async (trx) => {
    const given = await trx('tasks')
      .where({ id, employerId, status: 'open', side: 'employer' })
      .update({ claimedBy: to, claimedAt: to && by.at })
    if (given !== 1) return false
    await note(trx, by, { action: 'task.delegate', object: id, employerId, fields: ['claimedBy'] })
    const task = await trx('tasks').where({ id }).first()
    const told = isOneOfMany
      ? {
          key: `given/${by.at.slice(0, 10)}/${by.requestId ?? by.at}`,
          path: `/e/${employerId}/tasks?show=mine`,
        }
      : { key: `${id}/to/${by.at.slice(0, 16)}` }
    if (to && to !== by.actor)
      await owe(trx, { ...occasionOf(task, employerId), ...told, event: 'task', only: to }, by.at)
    return true
  })
}

/** Four eyes: a condition on `tasks` that leaves out second reviews of what this person decided. */
export const notOwnDecision = (actor: string) => (rule: Knex.QueryBuilder) =>
  rule
    .whereNot('tasks.step', 'second-review')
    .orWhereNotExists((own) =>
      own
        .from('tasks as first')
        .whereRaw('?? = ??', ['first.mutationId', 'tasks.mutationId'])
        .whereRaw('?? = ??', ['first.n', 'tasks.n'])
        .where({ 'first.step': 'review', 'first.closedBy': actor }),
    )
