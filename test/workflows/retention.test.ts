import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import { firstBrokenEntry } from '../../db/audit/note.js'
import { forgetNext } from '../../db/forgetting/forget.js'
import { lastRuns } from '../../db/forgetting/retention.js'
import { swissDate } from '../../domain/dates.js'
import { draft } from '../db/rows.js'
import { need } from '../needs.js'
import { type Office, openOffice } from './office.js'

describe('The daily run of the retention', function () {
  this.timeout(60_000)
  let office: Office
  before(async function () {
    need(this, 'TEMPORAL_BINARY')
    office = await openOffice()
  })
  after(() => office?.close())

  const now = async () => new Date(await office.now()).toISOString()
  const run = async () => {
    const workflowId = `retention-${randomUUID()}`
    const { taskQueue } = office.config.temporal
    await office.client.workflow.execute('retention', { workflowId, taskQueue, args: [] })
    return workflowId
  }

  it('forgets a draft after its days, not before, and goes on where it was interrupted', async () => {
    const { db } = office
    const ids = []
    for (let nth = 0; nth < 70; nth++) ids.push((await draft(db, { remark: 'Kanarienvogel' })).id)
    const savedAt = await now()
    await db('mutations').whereIn('id', ids).update({ savedAt })
    const left = async () => Number((await db('mutations').count({ n: '*' }).first())?.n)
    await office.later('179 days')
    await run()
    expect(await left()).to.equal(70)
    await office.later('2 days')
    // as by a worker that died after the first step
    const day = await now()
    expect(await forgetNext(db, 'drafts', '', { actor: 'system', at: day })).to.deep.equal({
      count: 50,
      next: 'more',
    })
    const workflowId = await run()
    await office.record('run', workflowId, 'retention')
    expect(await left()).to.equal(0)
    const runs = await lastRuns(db)
    expect(runs).to.have.length(2)
    expect(runs[0]).to.deep.include({ day: swissDate(day), counts: { drafts: 70 } })
    expect(runs.every(({ doneAt }) => doneAt !== null)).to.equal(true)
    expect([runs[0]?.sweptAt !== null, runs[1]?.sweptAt]).to.deep.equal([true, null])
    expect(await firstBrokenEntry(db)).to.equal(null)
  })

  it('counts nothing twice when it runs twice at once, and has one run for each day', async () => {
    await Promise.all([run(), run()])
    const runs = await lastRuns(office.db)
    expect(runs.reduce((sum, { counts }) => sum + (counts.drafts ?? 0), 0)).to.equal(70)
    expect(new Set(runs.map(({ day }) => day)).size).to.equal(runs.length)
  })
})
