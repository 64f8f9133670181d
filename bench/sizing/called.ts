import { randomUUID } from 'node:crypto'
import { Client, Connection } from '@temporalio/client'
import type { Knex } from 'knex'
import type { Config } from '../../config.js'
import { nudge } from '../../db/outbox.js'
import { sealAbout } from '../../db/person-keys.js'
import { findTask } from '../../db/tasks/tasks.js'
import { within } from '../../test/eventually.js'
import { bulkQueue, workflowNames } from '../../workflows/names.js'
import { pause } from './measure.js'

const kind = 'salary-declaration' as const
/** The year that is asked for: one whose rates are known. */
export const year = 2025
const meant = `${year + 1}-01-05T05:40:00.000Z`
const soon = within(300)

/** The clock asks all employers it has not asked yet; answers once each has its task and its mail. */
export async function callAll({ temporal }: Config, db: Knex): Promise<void> {
  const connection = await Connection.connect({ address: temporal.address })
  const { workflow } = new Client({ connection, namespace: temporal.namespace })
  const workflowId = `bench-call-${randomUUID()}`
  await workflow.execute(workflowNames['declaration-call'], {
    ...{ workflowId, taskQueue: bulkQueue(temporal.taskQueue), args: [meant] },
  })
  await connection.close()
  await soon('a task for each call', async () => {
    const called = db('mutations').where({ kind, status: 'draft' }).whereNotNull('subjectKey')
    const asked = db('tasks').select('mutationId').where({ step: 'declare' })
    return !(await called.whereNotIn('id', asked).first('id'))
  })
  await allMailed(db)
}

/** Nothing is owed any more: neither a knock at a workflow nor a mail. */
export const allMailed = (db: Knex): Promise<unknown> =>
  soon('the last mail', async () => {
    const owed = db('notices').where({ isHeld: 0, sentAt: null, failedAt: null })
    return !(await db('outbox').first('workflowId')) && !(await owed.first('id'))
  })

/**
 * Puts the next rung of tasks to a moment, as on the morning of a reminder or of the end; answers once their procedures sleep until
 * then. Throws when that moment is past.
 */
export async function setRung(db: Knex, ids: string[], act: 'remind' | 'expire', at: number): Promise<void> {
  const rung = { act, at: new Date(at).toISOString() }
  const end = { act: 'expire', at: new Date(at + 60 * 86_400_000).toISOString() }
  const ladder = JSON.stringify(act === 'remind' ? [rung, end] : [rung])
  for (const mutationId of ids)
    await db.transaction(async (trx) => {
      const { id, details, dueOn } = await findTask(trx, declareTask(mutationId))
      // a procedure looks at the ladder again where the end has moved
      const moved = await sealAbout(trx, mutationId, { ...details, firstDueOn: dueOn })
      await trx('tasks').where({ id }).update({ ladder, details: moved })
      await nudge(trx, { id: mutationId, kind }, new Date().toISOString(), 'bulk')
    })
  await allMailed(db)
  await pause(5)
  if (Date.now() > at) throw new Error('the procedures slept too late for what was to wake them')
}

/** All of them have been reminded, and the mails are out. */
export async function reminded(db: Knex, ids: string[]): Promise<void> {
  const told = () => db('notices').whereIn('mutationId', ids).where({ event: 'reminder' })
  await soon('the reminders', async () => (await told().distinct('mutationId')).length === ids.length)
  await allMailed(db)
}

/** All of them have their reminder letter and the task that goes with it. */
export async function lettersSent(db: Knex, ids: string[]): Promise<void> {
  const asked = ids.map((id) => `${id}/declare/2`)
  await soon('the letters', async () => (await db('tasks').whereIn('id', asked)).length === ids.length)
  await allMailed(db)
}

export const declareTask = (mutationId: string) => `${mutationId}/declare/1`
