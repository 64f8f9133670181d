import type { Knex } from 'knex'
import type { IsoDate } from '../../domain/dates.js'
import { type By, note } from '../audit/note.js'
import { nudge } from '../outbox.js'
import { sealAbout } from '../person-keys.js'
import { keepNews } from '../reports/amendments.js'
import { employeeOf, type Mutation, openStates } from '../reports/mutations.js'

/** Where the person works: the holidays of this canton count. */
export async function workCantonOf(
  db: Knex,
  { employerId, employeeId }: Pick<Mutation, 'employerId' | 'employeeId'>,
) {
  const work = await db('employments').where({ employerId, employeeId }).orderBy('startsOn', 'desc').first()
  return work?.canton ?? (await db('employers').where({ id: employerId }).first('canton')).canton
}

/** Gives the employment that runs on the last day its end. */
export async function endEmployment(
  trx: Knex.Transaction,
  mutation: Mutation,
  lastDay: IsoDate,
  by: By,
): Promise<void> {
  const { employerId } = mutation
  const work = await trx('employments')
    .where({ employerId, employeeId: employeeOf(mutation) })
    .where('startsOn', '<=', lastDay)
    .orderBy('startsOn', 'desc')
    .first('id', 'endsOn')
  if (!work || work.endsOn === lastDay) return
  await trx('employments').where({ id: work.id }).update({ endsOn: lastDay })
  await note(trx, by, { action: 'employment.end', object: work.id, employerId, fields: ['endsOn'] })
}

/**
 * Settles what else is open about a person whose employment ends: drafts are closed and can be taken up again, a proof that is
 * only wanted for later is asked no more, other tasks of the employer say what has changed, and every report under way looks again.
 */
export async function settleOthers(
  trx: Knex.Transaction,
  mutation: Mutation,
  exit: { lastDay: IsoDate; hasLeft: boolean },
  by: By,
): Promise<void> {
  const others = await trx('mutations')
    .where({ employeeId: employeeOf(mutation), employerId: mutation.employerId })
    .whereNot({ id: mutation.id })
    .whereIn('status', ['draft', ...openStates])
    .orderBy('id')
    .select('id', 'kind', 'status')
  const why = { reference: mutation.reference, lastDay: exit.lastDay }
  for (const other of others) {
    if (other.status === 'draft') await closeDraft(trx, other.id, why, by)
    else {
      await settleTasks(trx, other.id, { ...why, hasLeft: exit.hasLeft }, by)
      await nudge(trx, other, by.at)
    }
  }
}

async function closeDraft(trx: Knex.Transaction, id: string, why: object, by: By): Promise<void> {
  const state = { status: 'closed', outcome: 'superseded', closedAt: by.at, closedBy: by.actor }
  if ((await trx('mutations').where({ id, status: 'draft' }).update(state)) === 1)
    await keepNews(trx, id, 'superseded', why, by)
}

/** Asked of an employer for a time after the exit. */
const forLater = ['certificate']

async function settleTasks(
  trx: Knex.Transaction,
  mutationId: string,
  { hasLeft, ...why }: { reference: string; lastDay: IsoDate; hasLeft: boolean },
  by: By,
): Promise<void> {
  const tasks = await trx('tasks').where({ mutationId, side: 'employer', status: 'open' }).orderBy('id')
  for (const { id, step, details } of tasks) {
    const exit = await sealAbout(trx, mutationId, { ...JSON.parse(details), exit: why })
    const closed = { status: 'expired', closedBy: by.actor, closedAt: by.at }
    const isClosed = hasLeft && forLater.includes(step)
    await trx('tasks')
      .where({ id, status: 'open' })
      .update({ details: exit, ...(isClosed && closed) })
    await note(trx, by, { action: isClosed ? 'task.expire' : 'task.change', object: id, fields: ['exit'] })
  }
}

/** Takes up again a draft that was closed because an employment ended. False if it is none. */
export function reopenDraft(db: Knex, { id, employerId }: Mutation, by: By): Promise<boolean> {
  return db.transaction(async (trx) => {
    const open = { status: 'draft', outcome: null, closedAt: null, closedBy: null, savedAt: by.at }
    const reopened = await trx('mutations')
      .where({ id, status: 'closed', outcome: 'superseded' })
      .whereNull('submittedAt')
      .update(open)
    if (reopened === 1) await note(trx, by, { action: 'mutation.reopen', object: id, employerId })
    return reopened === 1
  })
}
