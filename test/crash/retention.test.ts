import { randomUUID } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { Client, Connection } from '@temporalio/client'
import { expect } from 'chai'
import type { Knex } from 'knex'
import { readConfig } from '../../config.js'
import { firstBrokenEntry } from '../../db/audit/note.js'
import { decideErasure, orderErasure } from '../../db/forgetting/erasure.js'
import { lastRuns } from '../../db/forgetting/retention.js'
import { isPostgres, openWithKeys } from '../../db/knex.js'
import { deleteDraft } from '../../db/reports/drafts.js'
import { mutationById } from '../../db/reports/mutations.js'
import { recall } from '../../db/reports/recall.js'
import { submit } from '../../db/reports/submissions.js'
import { retentionRun } from '../../schedules.js'
import { filesOf, foundIn, settleFiles } from '../db/raw-files.js'
import { draft, reference } from '../db/rows.js'
import { within } from '../eventually.js'
import { need } from '../needs.js'
import type { Stack } from '../stack.js'
import { openSwept } from './swept.js'

const eventually = within(60)

describe('What is forgotten is gone', function () {
  this.timeout(180_000)
  let stack: Stack
  let db: Knex
  let client: Client
  const word = `Kanari${randomUUID().slice(0, 8)}`

  before(async function () {
    need(this, 'TEMPORAL_BINARY')
    stack = await openSwept(this)
    db = openWithKeys(readConfig(stack.env))
    await stack.startTemporal()
    await stack.startWorker()
    client = new Client({ connection: await Connection.connect({ address: stack.env.TEMPORAL_ADDRESS }) })
  })
  after(async () => {
    await client?.connection.close()
    await db?.destroy()
    await stack?.close()
  })

  const by = (who: string) => ({ actor: who, at: new Date().toISOString() })
  /** Everything the office has on disk: the database, Temporal's store, the logs of the processes. */
  const files = async () => [
    ...readdirSync(stack.dir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name)),
    ...(isPostgres(db) ? await filesOf(db, stack.databaseUrl) : []),
  ]

  it('from the database, and was never in Temporal’s store or a log', async () => {
    const { id, employeeId } = await draft(db, { remark: `${word}entwurf` })
    await db('employees')
      .where({ id: employeeId })
      .update({ lastName: `${word}name`, search: `${word}name` })
    await submit(db, await mutationById(db, id), { remark: `${word}angabe`, children: [] }, by('hr'))
    await eventually('the workflow runs', () => isRunning(id))
    const next = await recall(db, await mutationById(db, id), reference(), by('hr'))
    await eventually('the workflow has ended', async () => !(await isRunning(id)))
    await deleteDraft(db, next ?? '', by('hr'))
    expect(foundIn(await files(), [`${word}name`, id])).to.deep.equal([`${word}name`, id])
    expect(foundIn([stack.temporalStore, `${stack.temporalStore}-wal`], [`${word}`, id])).to.deep.equal([id])
    const order = await orderErasure(db, { employeeId, basis: 'request' }, by('supervisor'))
    expect(await decideErasure(db, order ?? '', true, by('another'))).to.equal('done')
  })

  it('also when the worker dies within, before and after the commit of a step, and the clock fires late and often', async () => {
    const old = { savedAt: '2020-01-01T00:00:00.000Z' }
    const ids: string[] = []
    for (let nth = 0; nth < 120; nth++) ids.push((await draft(db, { remark: `${word}alt` })).id)
    await db('mutations').whereIn('id', ids).update(old)
    await stack.stop('worker')
    for (const at of ['within', 'before-commit', 'after-commit'] as const) {
      await stack.startWorker({ action: 'mutation.forget', at })
      await client.schedule.getHandle(retentionRun('portal')).trigger()
      await eventually(`the worker is dead: ${at}`, async () => stack.hasDied('worker'))
    }
    await stack.startWorker()
    const start = new Date(Date.now() - 3 * 86_400_000)
    await client.schedule.getHandle(retentionRun('portal')).backfill({ start, end: new Date() })
    await eventually('the run is over', async () => (await lastRuns(db))[0]?.sweptAt)
    expect(await db('mutations').whereIn('id', ids)).to.deep.equal([])
    expect((await lastRuns(db)).map(({ counts }) => counts.drafts)).to.deep.equal([120])
    expect(await firstBrokenEntry(db)).to.equal(null)
  })

  it('after the files were written anew: nothing is left in any of them', async () => {
    if (isPostgres(db)) await settleFiles(db)
    expect(foundIn(await files(), [`${word}`])).to.deep.equal([])
  })

  async function isRunning(workflowId: string): Promise<boolean> {
    const described = await client.workflow
      .getHandle(workflowId)
      .describe()
      .catch(() => null)
    return described?.status.name === 'RUNNING'
  }
})
