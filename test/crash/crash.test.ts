import { rmSync } from 'node:fs'
import { Client, Connection } from '@temporalio/client'
import { expect } from 'chai'
import type { Knex } from 'knex'
import { readConfig } from '../../config.js'
import { firstBrokenEntry } from '../../db/audit.js'
import { bytesOf, documentById } from '../../db/documents.js'
import { openDatabase, openWithKeys } from '../../db/knex.js'
import { wakeAll } from '../../db/under-way.js'
import { userId } from '../../demo/accounts.js'
import { addDays } from '../../domain/dates.js'
import { eventually } from '../eventually.js'
import { need } from '../needs.js'
import { openStack, type Stack } from '../stack.js'
import { absenceCase, exitCase } from './absences.js'
import { answerForPapers, checkPage, draftCase, reviewPage, statusPage } from './cases.js'
import type { Kill } from './kill.js'
import { certificateCase, entryCase, leaveCase } from './others.js'
import type { Person } from './person.js'
import { people } from './staffed.js'

const hrId = userId('hr@muster-bau.example')
const positions = ['within', 'before-commit', 'after-commit'] as const
const kills = (...actions: string[]): Kill[] =>
  actions.flatMap((action) => positions.map((at) => ({ action, at })))

describe('Nothing is lost when processes die', function () {
  this.timeout(240_000)
  let stack: Stack
  let db: Knex
  let hr: Person
  let desk: Person
  /** Every report whose sender was told that it had arrived. */
  const acknowledged: string[] = []

  before(async function () {
    need(this, 'TEMPORAL_BINARY')
    stack = await openStack()
    await stack.script('seed')
    db = openWithKeys(readConfig(stack.env))
    await stack.startTemporal()
    await stack.startPortal()
    ;({ hr, desk } = await people(stack.url))
  })
  after(async () => {
    await db?.destroy()
    await stack?.close()
  })

  const submitCase = async (id: string) => {
    const answer = await hr.press(checkPage(id), 'main form', { confirm: 'yes' })
    if (answer?.status !== 303) return answer
    expect(answer.headers.get('location')).to.equal(statusPage(id))
    if (!acknowledged.includes(id)) acknowledged.push(id)
    return answer
  }
  const newCase = async () => {
    const id = await draftCase(db, hrId)
    expect((await submitCase(id))?.status).to.equal(303)
    return id
  }
  const papersFor = (id: string) => eventually(`papers of ${id}`, () => answerForPapers(db, id, hrId))
  const reviewOf = (id: string) =>
    eventually(`review of ${id}`, () =>
      db('tasks')
        .where({ id: `${id}/review/1` })
        .first(),
    )
  const approve = async (id: string) => {
    await desk.press(reviewPage(id), 'form[action$="/claim"]', {})
    return desk.press(reviewPage(id), 'form.decide', { decision: 'approve', after: 'list', reason: '' })
  }
  const restartPortal = async (kill?: Kill) => {
    await stack.stop('portal')
    await stack.startPortal(kill)
  }

  it('the portal, within, before and after the commit of a submission', async () => {
    for (const kill of kills('mutation.submit')) {
      const id = await draftCase(db, hrId)
      await restartPortal(kill)
      expect(await submitCase(id), `${kill.at}: nobody answers`).to.equal(null)
      await eventually('the portal is dead', async () => stack.hasDied('portal'))
      await restartPortal()
      expect((await submitCase(id))?.status, `${kill.at}: pressed again`).to.equal(303)
      expect(await db('audit').where({ object: id, action: 'mutation.submit' }), kill.at).to.have.length(1)
    }
  })

  it('the portal, within, before and after a claim and a decision', async () => {
    await stack.startWorker()
    for (const kill of kills('task.claim', 'task.complete')) {
      const id = await newCase()
      await papersFor(id)
      await reviewOf(id)
      await restartPortal(kill)
      await approve(id)
      await eventually(`the portal is dead: ${kill.action} ${kill.at}`, async () => stack.hasDied('portal'))
      await restartPortal()
      await approve(id)
      const task = await reviewOf(id)
      expect([task.status, task.closedBy], `${kill.action} ${kill.at}`).to.deep.equal([
        'done',
        userId('desk@kasse.example'),
      ])
      expect(await db('audit').where({ object: task.id, action: 'task.complete' })).to.have.length(1)
    }
  })

  it('the worker, within, before and after the opening of a task', async () => {
    for (const kill of kills('task.open')) {
      await stack.stop('worker')
      const id = await newCase()
      await stack.startWorker(kill)
      await eventually(`the worker is dead: ${kill.at}`, async () => stack.hasDied('worker'))
      await stack.startWorker()
      await papersFor(id)
    }
  })

  it('the worker, within, before and after the decision is carried out', async () => {
    await stack.stop('worker')
    await stack.startWorker()
    const all = [
      ...kills('mutation.close'),
      { action: 'document.store', at: 'within' },
      { action: 'message.deliver', at: 'within' },
    ]
    const cases: string[] = []
    for (const _ of all) cases.push(await newCase())
    for (const id of cases) await papersFor(id)
    for (const id of cases) await reviewOf(id)
    await stack.stop('worker')
    for (const [nth, kill] of all.entries()) {
      const id = cases[nth] ?? ''
      await approve(id)
      await stack.startWorker(kill as Kill)
      await eventually(`the worker is dead: ${kill.action} ${kill.at}`, async () => stack.hasDied('worker'))
    }
    await stack.startWorker()
  })

  it('the worker, around each step of an absence and of an exit', async function () {
    this.timeout(600_000)
    await stack.stop('worker')
    await stack.startWorker()
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
      for (const [action, ready, act] of steps) {
        await eventually(`${action} ${at} can be brought about`, ready)
        await stack.stop('worker')
        expect(await act()).to.equal(true)
        await stack.startWorker({ action, at })
        await eventually(`the worker is dead: ${action} ${at}`, async () => stack.hasDied('worker'))
        await stack.startWorker()
      }
      await closed(absence.id)
      await closed(exit.id)
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
      const runs = (id: string) => db('mutations').where({ id, status: 'running' }).first()
      const steps: [string, () => Promise<unknown>, () => Promise<unknown>][] = [
        ['employee.enter', async () => true, entry.send],
        ['mutation.run', () => open(`${leave.id}/review/1`), leave.approve],
        ['statement.keep', () => runs(leave.id), leave.giveUp],
        ['task.open', () => open(`${certificate.id}/certificate/1`), certificate.certify],
        ['message.deliver', () => open(`${certificate.id}/review/1`), certificate.approve],
      ]
      for (const [action, ready, act] of steps) {
        await eventually(`${action} ${at} can be brought about`, async () => Boolean(await ready()))
        await stack.stop('worker')
        await act()
        await stack.startWorker({ action, at })
        await eventually(`the worker is dead: ${action} ${at}`, async () => stack.hasDied('worker'))
        await stack.startWorker()
      }
      await closed(entry.id())
      await closed(leave.id)
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
      const id = await newCase()
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
      await restartPortal(kill)
      expect(await extend(), `${kill.at}: nobody answers`).to.equal(null)
      await restartPortal()
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
    const earlier = await newCase()
    await papersFor(earlier)
    await reviewOf(earlier)
    await stack.stop('temporal')
    const id = await newCase()
    expect((await approve(earlier))?.status).to.equal(303)
    expect((await stack.readiness()).temporal).to.equal('failing')
    await stack.startTemporal()
    await papersFor(id)
    await closed(earlier)
  })

  it("Temporal's whole store, rebuilt by npm run reconcile -- --heal", async () => {
    const decided = await newCase()
    const asked = await newCase()
    await papersFor(decided)
    await reviewOf(decided)
    await stack.stop('worker')
    await stack.stop('temporal')
    for (const ending of ['', '-wal', '-shm']) rmSync(stack.temporalStore + ending, { force: true })
    await approve(decided)
    await stack.startTemporal()
    await stack.script('reconcile', '--heal')
    await stack.startWorker()
    await closed(decided)
    await papersFor(asked)
  })

  it('the database, locked for longer than anybody waits: an honest 503, and nothing half', async () => {
    const id = await draftCase(db, hrId)
    const page = await hr.open(checkPage(id))
    const token = page('main form input[name=_csrf]').attr('value') ?? ''
    const lock = openDatabase(stack.databaseUrl)
    const held = await lock.transaction()
    const answer = await hr.send(checkPage(id), { _csrf: token, confirm: 'yes' })
    await held.rollback()
    await lock.destroy()
    expect(answer.status).to.equal(503)
    expect(answer.headers.get('retry-after')).to.equal('10')
    expect((await submitCase(id))?.status).to.equal(303)
  })

  it('afterwards each report exists once and has exactly one decision, one message and one letter that is whole', async () => {
    const waiting = acknowledged.slice(-2)
    for (const id of acknowledged.filter((it) => !waiting.includes(it))) {
      await answerForPapers(db, id, hrId)
      await reviewOf(id)
      if ((await reviewOf(id)).status === 'open') await approve(id)
      await closed(id)
      expect(await db('tasks').where({ mutationId: id, step: 'review' }), id).to.have.length(1)
      expect(await db('messages').where({ mutationId: id }), id).to.have.length(1)
      expect(await db('documents').where({ mutationId: id, origin: 'office' }), id).to.have.length(1)
      expect(await db('entitlements').where({ mutationId: id }), id).to.have.length(1)
      const letter = await documentById(db, `${id}/decision`)
      if (!letter) throw new Error(`${id} has no letter`)
      expect((await bytesOf(db, letter)).subarray(0, 5).toString()).to.equal('%PDF-')
    }
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

  const closed = (id: string) =>
    eventually(`${id} is closed`, () => db('mutations').where({ id, status: 'closed' }).first())
})
