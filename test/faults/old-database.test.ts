import { copyFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import type { Knex } from 'knex'
import { readConfig } from '../../config.js'
import { firstBrokenEntry } from '../../db/audit.js'
import { openWithKeys } from '../../db/knex.js'
import { userId } from '../../demo/accounts.js'
import { compare, heal } from '../../doctor/reconcile.js'
import { lookAtTemporal, type TemporalView } from '../../doctor/temporal.js'
import { openReview, reviewPage, sentForReview } from '../crash/cases.js'
import type { Person } from '../crash/person.js'
import { openStaffed } from '../crash/staffed.js'
import { eventually } from '../eventually.js'
import { need } from '../needs.js'
import type { Stack } from '../stack.js'

const hrId = userId('hr@muster-bau.example')

describe('A database that was restored to how it was an hour ago, beside a Temporal that has gone on', function () {
  this.timeout(240_000)
  let stack: Stack
  let db: Knex
  let hr: Person
  let desk: Person

  before(async function () {
    need(this, 'TEMPORAL_BINARY')
    ;({ stack, db, hr, desk } = await openStaffed())
  })
  after(async () => {
    await db?.destroy()
    await stack?.close()
  })

  const sent = () => sentForReview(db, hr, hrId)
  const approve = async (id: string) => {
    await desk.press(reviewPage(id), 'form[action$="/claim"]', {})
    const choice = { decision: 'approve', after: 'list', reason: '' }
    expect((await desk.press(reviewPage(id), 'form.decide', choice))?.status).to.equal(303)
    await eventually(`${id} is closed`, () => db('mutations').where({ id, status: 'closed' }).first())
  }
  const within = async <T>(work: (temporal: TemporalView) => Promise<T>): Promise<T> => {
    const temporal = await lookAtTemporal(readConfig(stack.env).temporal)
    return work(temporal).finally(() => temporal.close())
  }
  // in two minutes, when all that was just sent must have its workflow
  const soon = () => new Date(Date.now() + 120_000).toISOString()
  const differences = () => within((temporal) => compare(db, temporal, soon()))

  it('is named report by report, healed, and each is decided once more, once', async () => {
    const decidedSince = await sent()
    const waiting = await sent()
    await eventually('nothing is on its way', async () => (await db('outbox')).length === 0)
    const copy = join(stack.dir, 'an-hour-ago.db')
    await db.raw('vacuum into ?', [copy])
    await approve(decidedSince)
    const sentSince = await sent()

    await Promise.all([stack.stop('portal', 'SIGTERM'), stack.stop('worker', 'SIGTERM')])
    await db.destroy()
    for (const end of ['', '-wal', '-shm']) rmSync(stack.databaseUrl + end, { force: true })
    copyFileSync(copy, stack.databaseUrl)
    db = openWithKeys(readConfig(stack.env))

    const found = await differences()
    expect(found.missing.map(({ workflowId }) => workflowId)).to.deep.equal([decidedSince])
    expect(found.unknown).to.deep.equal([sentSince])
    await within((temporal) => heal(db, temporal, found, new Date().toISOString()))
    await Promise.all([stack.startPortal(), stack.startWorker()])
    await openReview(db, decidedSince)
    await approve(decidedSince)
    await approve(waiting)
    for (const id of [decidedSince, waiting]) {
      expect(await db('messages').where({ mutationId: id }), id).to.have.length(1)
      expect(await db('entitlements').where({ mutationId: id }), id).to.have.length(1)
      expect(await db('audit').where({ object: id, action: 'mutation.close' }), id).to.have.length(1)
    }
    // a report is closed a moment before its procedure ends
    await eventually('both procedures end', async () => (await differences()).left.length === 0)
    expect(await differences()).to.deep.equal({
      missing: [],
      left: [],
      behind: [],
      ahead: [],
      unknown: [sentSince],
    })
    expect(await firstBrokenEntry(db)).to.equal(null)
  })
})
