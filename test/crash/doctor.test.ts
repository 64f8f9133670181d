import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { Client, Connection } from '@temporalio/client'
import { expect } from 'chai'
import type { Knex } from 'knex'
import { readConfig } from '../../config.js'
import { promisesWaiting } from '../../db/doctor.js'
import { openWithKeys } from '../../db/knex.js'
import { haveWorkflow } from '../../db/outbox.js'
import { examine } from '../../doctor/examine.js'
import { compare, type Differences, heal } from '../../doctor/reconcile.js'
import { lookAtTemporal } from '../../doctor/temporal.js'
import { eventually } from '../eventually.js'
import { need } from '../needs.js'
import { openStack, type Stack } from '../stack.js'

const none = { missing: [], left: [], behind: [], ahead: [], unknown: [] }

describe('The doctor', function () {
  this.timeout(180_000)
  let stack: Stack
  let db: Knex

  before(async function () {
    need(this, 'TEMPORAL_BINARY')
    stack = await openStack()
    await Promise.all([stack.script('seed'), stack.startTemporal()])
    db = openWithKeys(readConfig(stack.env))
    await stack.startWorker()
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
})
