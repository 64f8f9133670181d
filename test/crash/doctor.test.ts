import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { Client, Connection } from '@temporalio/client'
import { expect } from 'chai'
import type { Knex } from 'knex'
import { readConfig } from '../../config.js'
import { promisesWaiting } from '../../db/care/doctor.js'
import { openWithKeys } from '../../db/knex.js'
import { haveWorkflow } from '../../db/outbox.js'
import { examine } from '../../doctor/examine.js'
import { failing } from '../../doctor/failing.js'
import type { Finding } from '../../doctor/finding.js'
import { compare, type Differences, heal } from '../../doctor/reconcile.js'
import { lookAtTemporal } from '../../doctor/temporal.js'
import { wordsOf } from '../../doctor/words.js'
import { translator } from '../../locales/i18n.js'
import { queueOf } from '../../workflows/names.js'
import { lowPort } from '../cluster/temporal.js'
import { eventually } from '../eventually.js'
import { need } from '../needs.js'
import type { Stack } from '../stack.js'
import { named, namesIn } from '../web/monitoring.js'
import { openSwept } from './swept.js'

const none = { missing: [], left: [], behind: [], ahead: [], unknown: [] }

describe('The doctor', function () {
  this.timeout(180_000)
  let stack: Stack
  let db: Knex
  let metricsPort = 0

  before(async function () {
    need(this, 'TEMPORAL_BINARY')
    stack = await openSwept(this)
    await Promise.all([stack.script('seed'), stack.startTemporal()])
    db = openWithKeys(readConfig(stack.env))
    metricsPort = await lowPort() // which no outgoing connection takes meanwhile
    await stack.startWorker(undefined, 'worker', { METRICS_PORT: String(metricsPort) })
  })
  after(async () => {
    await db?.destroy()
    await stack?.close()
  })

  const config = () => readConfig(stack.env)
  const connect = () => lookAtTemporal(config().temporal)
  // in two minutes, when all that was just sent must have its workflow
  const soon = () => new Date(Date.now() + 120_000).toISOString()
  async function differences(): Promise<Differences> {
    const temporal = await connect()
    try {
      return await compare(db, temporal, soon())
    } finally {
      await temporal.close()
    }
  }
  async function healed(found: Differences): Promise<void> {
    const temporal = await connect()
    await heal(db, temporal, found, new Date().toISOString())
    await temporal.close()
  }
  /** Waits until SQL and Temporal agree; Temporal's list of workflows lags a moment behind. */
  async function agreed(): Promise<void> {
    for (let tries = 0; tries < 120; tries++) {
      const all = Object.values(await differences()).flat()
      if (all.length === 0 && (await promisesWaiting(db)).count === 0) return
      await new Promise((done) => setTimeout(done, 500))
    }
    expect(await differences()).to.deep.equal(none)
  }
  const complaints = async () =>
    (await examine(db, config(), connect, soon())).filter(
      ({ state, what }) => state === 'bad' && what !== 'disk',
    )

  it('finds nothing where everything goes its way', async () => {
    await agreed()
    // a worker that starts for the first time makes its schedules one after the other
    for (let tries = 0; tries < 60 && (await complaints()).length > 0; tries++)
      await new Promise((done) => setTimeout(done, 500))
    expect(await complaints()).to.deep.equal([])
    expect((await stack.script('doctor')).stdout).to.contain('Schedules: All run.')
  })

  it('knows of a procedure that it waits, and which step is tried again and why', async () => {
    const temporal = await connect()
    const { mutationId } = await db('tasks').where({ status: 'open', side: 'fund' }).first()
    const waits = async () => (await temporal.execution(mutationId)).standing === 'waiting'
    await eventually('the procedure waits', waits)
    expect((await temporal.execution(mutationId)).endedAt).to.equal(null)
    expect((await temporal.execution(randomUUID())).standing).to.equal('missing')
    const connection = await Connection.connect({ address: config().temporal.address })
    const client = new Client({ connection })
    const workflowId = `post-${randomUUID()}`
    await client.workflow.start('post', { workflowId, args: [workflowId], taskQueue: 'nobody' })
    expect((await temporal.execution(workflowId)).standing).to.equal('working')
    await client.workflow.getHandle(workflowId).terminate('the test is over')
    expect((await temporal.execution(workflowId)).standing).to.equal('stopped')
    await connection.close()
    await temporal.close()
  })

  it('says so when Temporal is away, and that nothing is lost', async () => {
    await stack.stop('temporal')
    const [found] = await complaints()
    expect(found?.says).to.equal('temporal-away')
    const told = await stack.script('doctor').catch((error) => error)
    expect(told.stdout).to.contain('Nothing is lost')
  })

  it("finds every report whose workflow is gone with Temporal's store, and knocks for each", async () => {
    for (const ending of ['', '-wal', '-shm']) rmSync(stack.temporalStore + ending, { force: true })
    await stack.startTemporal()
    const open: { id: string; status: string }[] = await db('mutations').modify(haveWorkflow)
    expect(open).to.have.length.greaterThan(5)
    expect(
      open.map(({ status }) => status),
      'wages that employers are asked for',
    ).to.include('draft')
    const found = await differences()
    expect(found.missing.map(({ workflowId }) => workflowId).sort()).to.deep.equal(
      open.map(({ id }) => id).sort(),
    )
    expect((await complaints()).map(({ what }) => what)).to.include('workflows')
    await healed(found)
    await agreed()
  })

  it('finds a workflow that runs on for a report that is closed, and lets it end', async () => {
    const task = await db('tasks').where({ status: 'open', side: 'employer' }).first()
    const closed = { closedAt: new Date().toISOString(), closedBy: 'system' }
    await db('tasks')
      .where({ id: task.id })
      .update({ status: 'withdrawn', ...closed })
    await db('mutations')
      .where({ id: task.mutationId })
      .update({ status: 'closed', outcome: 'recalled', ...closed })
    const found = await differences()
    expect(found.left.map(({ workflowId }) => workflowId)).to.deep.equal([task.mutationId])
    await healed(found)
    await agreed()
  })

  it('names a workflow of a report that nobody knows, and leaves it alone', async () => {
    const { temporal } = config()
    const connection = await Connection.connect({ address: temporal.address })
    const client = new Client({ connection, namespace: temporal.namespace })
    const workflowId = randomUUID()
    await client.workflow.start('familyAllowance', { workflowId, args: [workflowId], taskQueue: 'nobody' })
    for (let tries = 0; tries < 60 && (await differences()).unknown.length === 0; tries++)
      await new Promise((done) => setTimeout(done, 500))
    expect(await differences()).to.deep.equal({ ...none, unknown: [workflowId] })
    await client.workflow.getHandle(workflowId).terminate('the test is over')
    await connection.close()
  })

  it('names what fails again and again, also where somebody still has a task, and what was given up, in words', async () => {
    const { temporal } = config()
    const connection = await Connection.connect({ address: temporal.address })
    const { workflow } = new Client({ connection, namespace: temporal.namespace })
    const { mutationId } = await db('tasks').where({ status: 'open', side: 'fund' }).first()
    await workflow.getHandle(mutationId).terminate('a release that cannot go on takes its place')
    const taskQueue = temporal.taskQueue
    const begun = [
      await workflow.start('ofAnotherRelease', { workflowId: mutationId, taskQueue }),
      await workflow.start('retention', {
        ...{ workflowId: 'retention-in-trouble', taskQueue: queueOf('retention', taskQueue) },
        args: [{ at: 'no moment', kind: 0, after: '' }],
      }),
    ]
    const late = { taskQueue: 'nobody', workflowExecutionTimeout: '1s' as const }
    await workflow.start('digest', { workflowId: 'digest-too-late', ...late })
    const found = () => examine(db, config(), connect, soon())
    const of = (all: Finding[], how: string, kind: string) =>
      all.find(({ says, values }) => says === `workflows-${how}` && values?.kind === kind)
    await eventually('all three are named', async () => {
      const all = await found()
      return of(all, 'failing', 'report') && of(all, 'failing', 'retention') && of(all, 'failed', 'digest')
    })
    const all = await found()
    expect(of(all, 'failing', 'report')).to.deep.include({ state: 'bad', reports: [mutationId] })
    expect(of(all, 'failing', 'retention')?.names?.[0]).to.match(/^retention-in-trouble: forgetNext, \d+ ×: /)
    expect(of(all, 'failed', 'digest')?.names).to.deep.equal(['digest-too-late: digest'])
    const view = await connect()
    const inNoTime = await failing(view, soon(), 0)
    expect(inNoTime.map(({ says }) => says)).to.deep.equal(['workflows-unlooked'])
    expect(inNoTime[0]?.values?.count).to.be.greaterThan(2)
    await view.close()
    const words = (how: string, kind: string) => {
      const it = of(all, how, kind)
      return it && wordsOf(it, translator('en'), String).text
    }
    expect(words('failing', 'retention')).to.match(/^The nightly run of the retention: a step/)
    expect(words('failed', 'digest')).to.equal(
      'The e-mail of the day: given up since yesterday (1 concerned).',
    )
    const figures = namesIn(await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text())
    expect(named('temporal')).to.have.length.greaterThan(2)
    expect(named('temporal').filter((name) => !figures.has(name))).to.deep.equal([])
    for (const it of begun) await it.terminate('the test is over')
    await connection.close()
  })
})
