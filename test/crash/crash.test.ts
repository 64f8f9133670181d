import { rmSync } from 'node:fs'
import { Client, Connection } from '@temporalio/client'
import { expect } from 'chai'
import type { Knex } from 'knex'
import { readConfig } from '../../config.js'
import { firstBrokenEntry } from '../../db/audit/note.js'
import { isPostgres, openDatabase, openWithKeys } from '../../db/knex.js'
import { wakeAll } from '../../db/reports/under-way.js'
import { userId } from '../../demo/accounts.js'
import { addDays } from '../../domain/dates.js'
import { eventually } from '../eventually.js'
import { need } from '../needs.js'
import type { Stack } from '../stack.js'
import { absenceCase, exitCase } from './absences.js'
import { checkPage, draftCase } from './cases.js'
import { certificateCase, entryCase, leaveCase } from './others.js'
import type { Person } from './person.js'
import { people } from './staffed.js'
import { kills, type Sweep, sweepOf } from './sweep.js'
import { openSwept } from './swept.js'

const hrId = userId('hr@muster-bau.example')

describe('Nothing is lost when processes die', function () {
  this.timeout(240_000)
  let stack: Stack
  let db: Knex
  let hr: Person
  let sweep: Sweep

  before(async function () {
    need(this, 'TEMPORAL_BINARY')
    stack = await openSwept(this)
    await stack.script('seed')
    db = openWithKeys(readConfig(stack.env))
    await stack.startTemporal()
    await stack.startPortal()
    const staff = await people(stack.url)
    hr = staff.hr
    sweep = sweepOf({ stack, db, ...staff })
  })
  after(async () => {
    await db?.destroy()
    await stack?.close()
  })

  it('the portal, within, before and after the commit of a submission', () => sweep.throughSubmission())

  it('the portal, within, before and after a claim and a decision', async () => {
    await stack.startWorker()
    await sweep.throughReview('task.claim', 'task.complete')
  })

  it('the worker, within, before and after the opening of a task', () => sweep.throughOpening())

  it('the worker, within, before and after the decision is carried out', () =>
    sweep.throughDecision([
      ...kills('mutation.close'),
      { action: 'document.store', at: 'within' },
      { action: 'message.deliver', at: 'within' },
    ]))

  it('the worker, around each step of an absence and of an exit', async function () {
    this.timeout(600_000)
    for (const at of ['within', 'after-commit'] as const) {
      const absence = await absenceCase(db)
      const exit = await exitCase(db)
      const open = (id: string) => db('tasks').where({ id, status: 'open' }).first()
      const steps = [
        ['mutation.run', () => open(`${absence.id}/review/1`), absence.approve],
        ['entitlement.stop', () => open(`${absence.id}/resumption/1`), absence.stillAway],
        [
          'entitlement.resume',
          () =>
            db('messages')
              .where({ id: `${absence.id}/stop` })
              .first(),
          absence.returned,
        ],
        ['employment.end', () => open(`${exit.id}/review/1`), exit.approve],
      ] as const
      for (const [action, ready, act] of steps)
        await sweep.workerDiesOf({ action, at }, ready, async () => expect(await act()).to.equal(true))
      await stack.startWorker()
      await sweep.closed(absence.id)
      await sweep.closed(exit.id)
      await absence.expectWhole()
      await exit.expectWhole()
    }
  })

  it('the worker, around an entry, a leave of the other parent and a training certificate', async function () {
    this.timeout(600_000)
    await stack.stop('worker')
    await stack.startWorker()
    for (const at of ['within', 'after-commit'] as const) {
      const [entry, leave] = [await entryCase(db), await leaveCase(db)]
      const certificate = await certificateCase(db)
      await wakeAll(db, new Date().toISOString())
      const open = (id: string) => db('tasks').where({ id, status: 'open' }).first()
      const is = (id: string, status: string) => db('mutations').where({ id, status }).first()
      // what the steps before it have left would deliver messages as well
      const othersAreClosed = async () =>
        (await is(entry.id(), 'closed')) &&
        (await is(leave.id, 'closed')) &&
        open(`${certificate.id}/certificate/1`)
      const steps: [string, () => Promise<unknown>, () => Promise<unknown>][] = [
        ['employee.enter', async () => true, entry.send],
        ['mutation.run', () => open(`${leave.id}/review/1`), leave.approve],
        ['statement.keep', () => is(leave.id, 'running'), leave.giveUp],
        ['task.open', othersAreClosed, certificate.certify],
        ['message.deliver', () => open(`${certificate.id}/review/1`), certificate.approve],
      ]
      await eventually('the certificate is asked for', () => open(`${certificate.id}/certificate/1`))
      for (const [action, ready, act] of steps) await sweep.workerDiesOf({ action, at }, ready, act)
      await stack.startWorker()
      await sweep.closed(entry.id())
      await sweep.closed(leave.id)
      await eventually('the certificate is decided', () =>
        db('messages').where({ mutationId: certificate.id }).first(),
      )
      for (const it of [entry, leave, certificate]) await it.expectWhole()
    }
  })

  it('the portal, within, before and after an extension: one extension, and a last day that the clock keeps', async () => {
    await stack.stop('worker')
    await stack.startWorker()
    for (const kill of kills('task.extend')) {
      const id = await sweep.newCase()
      const task = `${id}/provide-documents/1`
      const asked = await eventually(`papers of ${id}`, () => db('tasks').where({ id: task }).first())
      const until = addDays(asked.dueOn, 20)
      const [year = '', month = '', day = ''] = until.split('-')
      const typed = {
        'until-day': day,
        'until-month': month,
        'until-year': year,
        whyLater: 'Das Amt braucht länger.',
      }
      const page = `/e/muster-bau/tasks/${task}`
      const extend = () => hr.press(page, 'form[action$="/extension"]', typed)
      await sweep.restartPortal(kill)
      expect(await extend(), `${kill.at}: nobody answers`).to.equal(null)
      await sweep.restartPortal()
      await extend()
      const extensions = await db('extensions').where({ taskId: task })
      expect(
        extensions.map(({ granted }) => granted),
        kill.at,
      ).to.deep.equal([until])
      const { dueOn, ladder } = await db('tasks').where({ id: task }).first()
      expect(dueOn).to.equal(until)
      expect(JSON.parse(ladder).at(-1).at > `${until}T`).to.equal(true)
    }
  })

  it('Temporal, for a while: reports and decisions are taken all the same', async () => {
    const earlier = await sweep.newCase()
    await sweep.papersFor(earlier)
    await sweep.reviewOf(earlier)
    await stack.stop('temporal')
    const id = await sweep.newCase()
    expect((await sweep.approve(earlier))?.status).to.equal(303)
    expect((await stack.readiness()).temporal).to.equal('failing')
    await stack.startTemporal()
    await sweep.papersFor(id)
    await sweep.closed(earlier)
  })

  it("Temporal's whole store, rebuilt by npm run reconcile -- --heal", async () => {
    const decided = await sweep.newCase()
    const asked = await sweep.newCase()
    await sweep.papersFor(decided)
    await sweep.reviewOf(decided)
    await stack.stop('worker')
    await stack.stop('temporal')
    for (const ending of ['', '-wal', '-shm']) rmSync(stack.temporalStore + ending, { force: true })
    await sweep.approve(decided)
    await stack.startTemporal()
    await stack.script('reconcile', '--heal')
    await stack.startWorker()
    await sweep.closed(decided)
    await sweep.papersFor(asked)
  })

  it('the database, locked for longer than anybody waits: an honest 503, and nothing half', async () => {
    const id = await draftCase(db, hrId)
    const page = await hr.open(checkPage(id))
    const token = page('main form input[name=_csrf]').attr('value') ?? ''
    const lock = openDatabase(stack.databaseUrl)
    const held = await lock.transaction()
    if (isPostgres(lock)) await held.raw('lock table mutations, audit in exclusive mode')
    const answer = await hr.send(checkPage(id), { _csrf: token, confirm: 'yes' })
    await held.rollback()
    await lock.destroy()
    expect(answer.status).to.equal(503)
    expect(answer.headers.get('retry-after')).to.equal('10')
    expect((await sweep.submitCase(id))?.status).to.equal(303)
  })

  it('afterwards each report exists once and has exactly one decision, one message and one letter that is whole', async () => {
    await sweep.decideEach(sweep.acknowledged.slice(0, -2))
    expect(await firstBrokenEntry(db)).to.equal(null)
  })

  it('afterwards the open tasks are exactly the workflows that wait for a person', async () => {
    const connection = await Connection.connect({ address: stack.env.TEMPORAL_ADDRESS })
    const client = new Client({ connection })
    const same = async () => {
      const running: string[] = []
      const query = `ExecutionStatus = 'Running' and WorkflowType = 'familyAllowance'`
      for await (const it of client.workflow.list({ query })) running.push(it.workflowId)
      const waiting = await db('tasks')
        .join('mutations', 'mutations.id', 'tasks.mutationId')
        .where({ 'tasks.status': 'open', kind: 'family-allowance' })
        .distinct('mutationId')
      const open = waiting.map((it) => it.mutationId)
      return running.sort().join() === open.sort().join() && open.length > 0
    }
    await eventually('tasks and workflows agree', same)
    expect(await db('outbox')).to.have.length(0)
    await connection.close()
  })
})
