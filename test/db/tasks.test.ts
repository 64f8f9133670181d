import { expect } from 'chai'
import type { Knex } from 'knex'
import { entriesAbout } from '../../db/audit/note.js'
import { remindersOf } from '../../db/notices/notices.js'
import { promisesToKeep } from '../../db/outbox.js'
import { closeMutation } from '../../db/reports/outcomes.js'
import { claimTask, releaseTask } from '../../db/tasks/claims.js'
import { completeTask, expireTask, findTask, openTask, remind, tasksOf } from '../../db/tasks/tasks.js'
import { forEachDatabase } from './databases.js'
import { at, by, clock, openedTask, spec, submitted, user } from './rows.js'

describe('A task', () => {
  forEachDatabase((open) => {
    let db: Knex
    before(() => {
      db = open()
    })
    const review = async () => openedTask(db, spec(await submitted(db)))
    const actions = async (id: string) => (await entriesAbout(db, id)).map((it) => it.action)

    it('is opened once, also by an activity that runs twice at the same moment', async () => {
      const mutation = await submitted(db)
      const opened = await Promise.all([1, 2, 3].map((i) => openTask(db, spec(mutation), clock(i))))
      expect(new Set(opened.map((task) => task?.openedAt))).to.have.property('size', 1)
      expect(await tasksOf(db, mutation.id)).to.have.length(1)
      expect(await actions(`${mutation.id}/review/1`)).to.deep.equal(['task.open'])
    })

    it('that was answered meets the workflow that asks again as it is: answered', async () => {
      const task = await review()
      await completeTask(db, task, { decision: 'approve' }, by('desk', 3))
      const again = await openTask(db, spec(await mutationOf(task)), clock(4))
      expect(again).to.deep.include({
        status: 'done',
        outcome: { decision: 'approve' },
        closedBy: 'desk',
        closedAt: at(3),
      })
    })

    it('is not opened for a report that is closed', async () => {
      const mutation = await submitted(db)
      await db.transaction((trx) => closeMutation(trx, mutation.id, 'recalled', by('hr', 2)))
      expect(await openTask(db, spec(mutation), clock(3))).to.equal(null)
      expect(await tasksOf(db, mutation.id)).to.deep.equal([])
    })

    it('comes back from the database as it went in', async () => {
      const task = await review()
      const { details, ladder, dueOn } = spec(await mutationOf(task))
      expect(await findTask(db, task.id)).to.deep.include({
        details,
        ladder,
        dueOn,
        status: 'open',
        outcome: null,
      })
    })

    it('wakes its workflow when it is answered', async () => {
      const task = await review()
      await db('outbox').delete()
      await completeTask(db, task, { decision: 'approve' }, by('desk', 3))
      expect((await promisesToKeep(db)).map((it) => it.workflowId)).to.deep.equal([task.mutationId])
    })

    it('is not answered if what belongs to the answer cannot be written', async () => {
      const task = await review()
      const fails = async () => {
        throw new Error('disk full')
      }
      const answer = completeTask(db, task, { decision: 'approve' }, by('desk', 3), fails)
      expect(await answer.then(String, (error) => error.message)).to.equal('disk full')
      expect((await findTask(db, task.id)).status).to.equal('open')
      expect(await actions(task.id)).to.deep.equal(['task.open'])
    })

    it('is won by the person or by the clock, never by both: 100 times at the same moment', async function () {
      this.timeout(120_000)
      const task = await review()
      const wins = { person: 0, clock: 0 }
      for (let i = 0; i < 100; i++) {
        await db('tasks').where({ id: task.id }).update({ status: 'open', outcome: null })
        const person = () => completeTask(db, task, { decision: 'approve' }, by('desk', 3))
        const expiry = () => expireTask(db, task.id, clock(61))
        const [byPerson, byClock] =
          i % 2
            ? await Promise.all([person(), expiry()])
            : (await Promise.all([expiry(), person()])).reverse()
        expect([byPerson, byClock].filter(Boolean)).to.have.length(1)
        const { status, outcome } = await findTask(db, task.id)
        expect({ status, outcome }).to.deep.equal(
          byPerson
            ? { status: 'done', outcome: { decision: 'approve' } }
            : { status: 'expired', outcome: null },
        )
        wins[byPerson ? 'person' : 'clock']++
      }
      expect((await actions(task.id)).filter((it) => it === 'task.complete')).to.have.length(wins.person)
      expect((await actions(task.id)).filter((it) => it === 'task.expire')).to.have.length(wins.clock)
    })

    it('is answered by one of two caseworkers who decide at the same moment', async () => {
      const task = await review()
      const answers = ['desk', 'desk2', 'leitung'].map((who) =>
        completeTask(db, task, { decision: who }, by(who, 3)),
      )
      const won = await Promise.all(answers)
      expect(won.filter(Boolean)).to.have.length(1)
      const winner = ['desk', 'desk2', 'leitung'][won.indexOf(true)]
      expect(await findTask(db, task.id)).to.deep.include({ closedBy: winner, outcome: { decision: winner } })
    })

    it('is claimed by one of many caseworkers, and again by another once it is given back', async () => {
      const task = await review()
      const won = await Promise.all(
        Array.from({ length: 8 }, (_, i) => claimTask(db, task.id, by(`desk${i}`, 3))),
      )
      expect(won.filter(Boolean)).to.have.length(1)
      const holder = `desk${won.indexOf(true)}`
      expect((await findTask(db, task.id)).claimedBy).to.equal(holder)
      expect(await releaseTask(db, task.id, by('somebody-else', 4))).to.equal(false)
      expect(await releaseTask(db, task.id, by(holder, 4))).to.equal(true)
      expect(await claimTask(db, task.id, by('desk2', 5))).to.equal(true)
      expect(await actions(task.id)).to.deep.equal(['task.open', 'task.claim', 'task.release', 'task.claim'])
    })

    it('of an employer is not for caseworkers to claim', async () => {
      const task = await openedTask(db, spec(await submitted(db), 'provide-documents'))
      expect(await claimTask(db, task.id, by('desk', 3))).to.equal(false)
    })

    it('reminds once a rung while it is open, and never after', async () => {
      const mutation = await submitted(db)
      await user(db, 'employer', [mutation.employerId])
      const task = await openedTask(db, spec(mutation, 'provide-documents'))
      for (const minutes of [10, 11]) await remind(db, task.id, 1, clock(minutes))
      await remind(db, task.id, 2, clock(20))
      await completeTask(db, task, {}, by('hr', 21))
      await remind(db, task.id, 3, clock(30))
      expect((await remindersOf(db, [mutation.id])).map((it) => it.at)).to.deep.equal([at(10), at(20)])
      expect((await actions(task.id)).filter((it) => it === 'task.remind')).to.have.length(2)
    })

    const mutationOf = async (task: { mutationId: string }) => {
      const row = await db('mutations').where({ id: task.mutationId }).first()
      return { ...row, draft: {}, answers: null }
    }
  })
})
