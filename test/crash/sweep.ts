import { expect } from 'chai'
import type { Knex } from 'knex'
import { bytesOf, documentById } from '../../db/reports/documents.js'
import { userId } from '../../demo/accounts.js'
import { eventually } from '../eventually.js'
import type { Stack } from '../stack.js'
import { answerForPapers, checkPage, draftCase, reviewPage, statusPage } from './cases.js'
import { dead, type Kill } from './kill.js'
import type { Person } from './person.js'

const hrId = userId('hr@muster-bau.example')
const positions = ['within', 'before-commit', 'after-commit'] as const

export type Sweep = ReturnType<typeof sweepOf>

/** The crash points of one or several transactions: within, before and after the commit. */
export const kills = (...actions: string[]): Kill[] =>
  actions.flatMap((action) => positions.map((at) => ({ action, at })))

/** An office whose processes kill themselves at each transaction of a family allowance in turn, and what people do there. */
export function sweepOf({ stack, db, hr, desk }: { stack: Stack; db: Knex; hr: Person; desk: Person }) {
  /** Every report whose sender was told that it had arrived. */
  const acknowledged: string[] = []

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
  const closed = (id: string) =>
    eventually(`${id} is closed`, () => db('mutations').where({ id, status: 'closed' }).first())
  const restartPortal = async (kill?: Kill) => {
    await stack.stop('portal')
    await stack.startPortal(kill)
  }
  const died = (part: 'portal' | 'worker', kill: Kill) => dead(stack, part, kill)
  const workerDiesAt = async (kill: Kill) => {
    await stack.startWorker(kill)
    await died('worker', kill)
  }
  /** A worker takes up what the one before it has left, and dies of what `act` asks for as soon as it can be asked. */
  const workerDiesOf = async (kill: Kill, ready: () => Promise<unknown>, act: () => Promise<unknown>) => {
    await stack.stop('worker')
    await stack.startWorker(kill)
    await eventually(`${kill.action} ${kill.at} can be brought about`, async () => Boolean(await ready()))
    await act()
    await died('worker', kill)
  }

  return {
    ...{ acknowledged, submitCase, newCase, papersFor, reviewOf, approve, closed },
    ...{ restartPortal, workerDiesAt, workerDiesOf },

    async throughSubmission() {
      for (const kill of kills('mutation.submit')) {
        const id = await draftCase(db, hrId)
        await restartPortal(kill)
        expect(await submitCase(id), `${kill.at}: nobody answers`).to.equal(null)
        await died('portal', kill)
        await restartPortal()
        expect((await submitCase(id))?.status, `${kill.at}: pressed again`).to.equal(303)
        expect(await db('audit').where({ object: id, action: 'mutation.submit' }), kill.at).to.have.length(1)
      }
    },

    /** With a worker that runs. */
    async throughReview(...actions: ('task.claim' | 'task.complete')[]) {
      for (const kill of kills(...actions)) {
        const id = await newCase()
        await papersFor(id)
        await reviewOf(id)
        await restartPortal(kill)
        await approve(id)
        await died('portal', kill)
        await restartPortal()
        await approve(id)
        const { status, closedBy } = await reviewOf(id)
        const deskId = userId('desk@kasse.example')
        expect([status, closedBy], `${kill.action} ${kill.at}`).to.deep.equal(['done', deskId])
        const deed = { object: `${id}/review/1`, action: 'task.complete' }
        expect(await db('audit').where(deed)).to.have.length(1)
      }
    },

    async throughOpening() {
      for (const kill of kills('task.open')) {
        await stack.stop('worker')
        const id = await newCase()
        await workerDiesAt(kill)
        await stack.startWorker()
        await papersFor(id)
      }
    },

    /** The last of which leaves the worker running. */
    async throughDecision(all: Kill[]) {
      await stack.stop('worker')
      await stack.startWorker()
      const cases: string[] = []
      for (const _ of all) cases.push(await newCase())
      for (const id of cases) await papersFor(id)
      for (const id of cases) await reviewOf(id)
      await stack.stop('worker')
      for (const [nth, kill] of all.entries()) {
        await approve(cases[nth] ?? '')
        await workerDiesAt(kill)
      }
      await stack.startWorker()
    },

    /** What was begun comes to its end: one decision, one message, one allowance and one letter that is whole. */
    async decideEach(ids: string[]) {
      for (const id of ids) {
        await answerForPapers(db, id, hrId)
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
    },
  }
}
