import type { Knex } from 'knex'
import { type IsoDate, swissDate } from '../../domain/dates.js'
import { type By, note } from '../audit/note.js'
import { oweColleagues } from '../notices/notices.js'
import { sealTextAbout } from '../person-keys.js'
import { addNote } from '../reports/case-notes.js'
import { notOwnDecision } from '../tasks/claims.js'
import { keepMove } from '../tasks/moves.js'
import { absentFor } from './absences.js'

/** Who moves tasks of the office: a caseworker those that are free, one's own or those of whom one stands in for, whoever oversees the desk all of them. */
export interface Mover extends By {
  oversees: boolean
}

/**
 * Gives an open task to a caseworker, tells them by mail where somebody else does, and ends what it waited for. False if it is
 * closed, with that person already, somebody else's, or the second review of that person's own decision. `isOneOfMany`: others are
 * given with it; one mail tells of all. `why`: a note on the case, where it is taken from somebody.
 */
export function assignTask(
  db: Knex,
  id: string,
  to: string,
  by: Mover,
  { isOneOfMany = false, why = '' } = {},
): Promise<boolean> {
  return db.transaction(async (trx) => {
    const before = await trx('tasks')
      .where({ id })
      .forUpdate()
      .first('id', 'mutationId', 'employerId', 'claimedBy')
    const given = await movable(trx, id, by)
      .where((other) => other.whereNull('claimedBy').orWhereNot({ claimedBy: to }))
      .where(notOwnDecision(to))
      .whereExists(trx('users').where({ id: to, role: 'caseworker', status: 'active' }).select(trx.raw('1')))
      .update({ claimedBy: to, claimedAt: by.at, ...noFollowUp })
    if (given === 1) {
      const { employerId, mutationId, claimedBy } = before
      await keepMove(trx, before, 'task.assign', { claimedBy: { before: claimedBy, after: to } }, by)
      await note(trx, by, { action: 'task.assign', object: id, employerId, fields: ['claimedBy'] })
      const path = isOneOfMany ? '/office?who=mine' : `/office/tasks/${id}`
      const key = `assigned/${by.at.slice(0, 10)}/${by.requestId ?? by.at}`
      if (why) await addNote(trx, { id: mutationId, employerId }, why, by)
      if (to !== by.actor) await oweColleagues(trx, [to], { key, event: 'assigned', mutationId, path }, by.at)
    }
    return given === 1
  })
}

/**
 * Lets an open task wait until a day, with the reason, or lets it wait no more (`null`). False if it is closed or somebody else's.
 */
export function followUp(
  db: Knex,
  id: string,
  until: { on: IsoDate; reason: string } | null,
  by: Mover,
): Promise<boolean> {
  return db.transaction(async (trx) => {
    const [mutationId = ''] = id.split('/')
    const before = await trx('tasks')
      .where({ id })
      .forUpdate()
      .first('id', 'mutationId', 'employerId', 'followUpOn')
    const change = until && {
      followUpOn: until.on,
      followUpReason: until.reason ? await sealTextAbout(trx, mutationId, until.reason) : null,
      followUpBy: by.actor,
    }
    const waits = await movable(trx, id, by)
      .where((rule) => (until ? rule : rule.whereNotNull('followUpOn')))
      .update(change ?? noFollowUp)
    // under no employer, whose administrators read their audit: what the office waits for is its own affair
    if (waits === 1) {
      const days = { before: before.followUpOn, after: until?.on ?? null }
      await keepMove(trx, before, 'task.follow-up', { followUpOn: days }, by)
      await note(trx, by, {
        action: 'task.follow-up',
        object: id,
        fields: until ? ['followUpOn', 'followUpReason'] : ['followUpOn'],
      })
    }
    return waits === 1
  })
}

const noFollowUp = { followUpOn: null, followUpReason: null, followUpBy: null }

const movable = (trx: Knex.Transaction, id: string, by: Mover) =>
  trx('tasks')
    .where({ id, side: 'fund', status: 'open' })
    .where((whose) =>
      by.oversees
        ? whose
        : whose
            .whereNull('claimedBy')
            .orWhere({ claimedBy: by.actor })
            .orWhereIn('claimedBy', absentFor(trx, by.actor, swissDate(by.at))),
    )
