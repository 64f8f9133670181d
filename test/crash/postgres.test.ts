import { expect } from 'chai'
import type { Knex } from 'knex'
import { readConfig } from '../../config.js'
import { firstBrokenEntry } from '../../db/audit/note.js'
import { openWithKeys } from '../../db/knex.js'
import { need } from '../needs.js'
import type { Stack } from '../stack.js'
import { people } from './staffed.js'
import { kills, type Sweep, sweepOf } from './sweep.js'
import { openStackOn } from './swept.js'

describe('Nothing is lost on PostgreSQL when processes die', function () {
  this.timeout(240_000)
  let stack: Stack
  let db: Knex
  let sweep: Sweep

  before(async function () {
    need(this, 'TEMPORAL_BINARY')
    stack = await openStackOn('PostgreSQL', this)
    await Promise.all([stack.script('seed'), stack.startTemporal()])
    db = openWithKeys(readConfig(stack.env))
    await Promise.all([stack.startPortal(), stack.startWorker()])
    sweep = sweepOf({ stack, db, ...(await people(stack.url)) })
  })
  after(async () => {
    await db?.destroy()
    await stack?.close()
  })

  it('the portal, within, before and after the commit of a submission', () => sweep.throughSubmission())

  it('the portal, within, before and after the commit of a decision', () =>
    sweep.throughReview('task.complete'))

  it('the worker, within, before and after the commit that carries the decision out', () =>
    sweep.throughDecision(kills('mutation.close')))

  it('afterwards each report has exactly one decision, one message and one letter that is whole', async () => {
    await sweep.decideEach(sweep.acknowledged)
    expect(await firstBrokenEntry(db)).to.equal(null)
  })
})
