import { Client, Connection, ScheduleOverlapPolicy } from '@temporalio/client'
import { expect } from 'chai'
import type { Knex } from 'knex'
import { readConfig } from '../../config.js'
import { firstBrokenEntry } from '../../db/audit/note.js'
import { openCampaign } from '../../db/certificates/campaigns.js'
import { openWithKeys } from '../../db/knex.js'
import { addDays, swissDate } from '../../domain/dates.js'
import { certificateSearch, keepSchedules, retentionRun, wagesCall } from '../../schedules.js'
import { within } from '../eventually.js'
import { need } from '../needs.js'
import type { Stack } from '../stack.js'
import { by, givenEmployee, today } from '../workflows/case.js'
import { givenPupil } from '../workflows/training-case.js'
import type { Kill } from './kill.js'
import { openSwept } from './swept.js'

const taskQueue = 'portal'

const eventually = within(120)

describe('Training certificates are asked for once', function () {
  this.timeout(240_000)
  let stack: Stack
  let db: Knex
  let client: Client
  let ids: Awaited<ReturnType<typeof givenEmployee>>

  before(async function () {
    need(this, 'TEMPORAL_BINARY')
    stack = await openSwept(this, { CAMPAIGN_PER_SECOND: '20', CERTIFICATE_LEAD_DAYS: '60' })
    db = openWithKeys(readConfig(stack.env))
    ids = await givenEmployee(db)
    await stack.startTemporal()
    client = new Client({ connection: await Connection.connect({ address: stack.env.TEMPORAL_ADDRESS }) })
  })
  after(async () => {
    await client?.connection.close()
    await db?.destroy()
    await stack?.close()
  })

  const schedule = () => client.schedule.getHandle(certificateSearch(taskQueue))
  const pupils = async (count: number) => {
    for (let nth = 0; nth < count; nth++) await givenPupil(db, ids, { until: addDays(today, 20) })
  }
  /** Each child that is due has exactly one report, and each report its question. */
  const allAskedOnce = async () => {
    const children = await db('children').count({ all: '*' }).first()
    const reports = await db('mutations').where({ kind: 'training-certificate' }).select('id', 'subjectKey')
    const asked = await db('tasks').where({ step: 'certificate' })
    expect(new Set(reports.map(({ subjectKey }) => subjectKey)).size).to.equal(reports.length)
    return reports.length === Number(children?.all) && asked.length === reports.length
  }

  it('by a schedule that every worker makes, and none makes twice', async () => {
    await stack.startWorker()
    await stack.stop('worker')
    await stack.startWorker()
    const temporal = { address: stack.env.TEMPORAL_ADDRESS ?? '', namespace: 'default', taskQueue }
    await keepSchedules(temporal as Parameters<typeof keepSchedules>[0])
    const { spec, policies, info } = await schedule().describe()
    expect(spec.timezone).to.equal('Europe/Zurich')
    expect(policies.overlap).to.equal('SKIP')
    const hours = info.nextActionTimes.map((at) =>
      at.toLocaleTimeString('de-CH', { timeZone: 'Europe/Zurich' }),
    )
    expect(new Set(hours)).to.deep.equal(new Set(['05:30:00']))
    const all = []
    for await (const it of client.schedule.list()) all.push(it.scheduleId)
    expect(all).to.have.length(new Set(all).size)
    const ours = [retentionRun(taskQueue), certificateSearch(taskQueue), wagesCall(taskQueue)]
    expect(all).to.include.members(ours)
  })

  it('fired by hand twice at once, and backfilled for three days that were missed', async () => {
    await pupils(45)
    await Promise.all([1, 2].map(() => schedule().trigger(ScheduleOverlapPolicy.ALLOW_ALL)))
    await schedule().backfill({
      start: new Date(Date.now() - 3 * 86_400_000),
      end: new Date(),
      overlap: ScheduleOverlapPolicy.ALLOW_ALL,
    })
    await eventually('all are asked', allAskedOnce)
    const daily = await db('campaigns')
    expect(daily.map(({ id }) => id)).to.deep.equal([`daily-${swissDate(new Date())}`])
    const mails = await db('notices').where({ event: 'task' })
    expect(mails, 'one mail for all children of an employer').to.have.length(1)
  })

  it('by a campaign whose worker dies within, before and after the commit of a page', async () => {
    await stack.stop('worker')
    const kills: Kill[] = (['within', 'before-commit', 'after-commit'] as const).map((at) => ({
      action: 'mutation.open',
      at,
    }))
    for (const [nth, kill] of kills.entries()) {
      await pupils(50)
      const fresh = { id: `campaign-${nth}`, kind: 'training-certificate' as const, leadDays: 60 }
      await openCampaign(db, { ...fresh, employers: null, found: 50 }, by('desk'))
      await stack.startWorker(kill)
      await eventually(`the worker is dead: ${kill.at}`, async () => stack.hasDied('worker'))
      await stack.startWorker()
      await eventually(`all are asked: ${kill.at}`, allAskedOnce)
      await eventually('the campaign is done', () =>
        db('campaigns').where({ id: fresh.id, status: 'done' }).first(),
      )
      await stack.stop('worker')
    }
    expect(await firstBrokenEntry(db)).to.equal(null)
  })

  it('by a campaign that loses Temporal and its worker in the middle', async () => {
    await pupils(120)
    await stack.startWorker()
    const fresh = { id: 'campaign-lost', kind: 'training-certificate' as const, leadDays: 60 }
    await openCampaign(db, { ...fresh, employers: null, found: 120 }, by('desk'))
    await eventually('it has begun', () => db('mutations').where({ campaignId: fresh.id }).first())
    await stack.stop('temporal')
    await stack.stop('worker')
    await stack.startTemporal()
    await stack.startWorker()
    await eventually('all are asked', allAskedOnce)
    expect(await firstBrokenEntry(db)).to.equal(null)
  })
})
