import { expect } from 'chai'
import type { Knex } from 'knex'
import { decideTask, takeNext } from '../../db/desk.js'
import { claimTask, findTask, releaseTask } from '../../db/tasks.js'
import { forEachDatabase } from './databases.js'
import { by, openedTask, spec, submitted } from './rows.js'

describe('The desk', () => {
  forEachDatabase((open) => {
    let db: Knex
    before(() => {
      db = open()
    })
    const review = async () => openedTask(db, spec(await submitted(db)))
    /** A second review of a decision that `desk` made. */
    const secondReview = async () => {
      const mutation = await submitted(db)
      const first = await openedTask(db, spec(mutation))
      await claimTask(db, first.id, by('desk', 3))
      await decideTask(db, first, { decision: 'approve', second: ['amount'] }, by('desk', 4))
      return openedTask(db, spec(mutation, 'second-review'))
    }

    it('lets only the caseworker decide who has the task', async () => {
      const task = await review()
      expect(await decideTask(db, task, { decision: 'approve' }, by('desk', 3))).to.equal('not-theirs')
      await claimTask(db, task.id, by('desk2', 4))
      expect(await decideTask(db, task, { decision: 'approve' }, by('desk', 5))).to.equal('not-theirs')
      expect((await findTask(db, task.id)).status).to.equal('open')
      expect(await decideTask(db, task, { decision: 'approve' }, by('desk2', 6))).to.equal('won')
      expect(await decideTask(db, task, { decision: 'refuse' }, by('desk2', 7))).to.equal('closed')
      expect((await findTask(db, task.id)).outcome).to.deep.equal({ decision: 'approve' })
    })

    it('takes a decision or a release, never both: 30 times at the same moment', async function () {
      this.timeout(60_000)
      for (let i = 0; i < 30; i++) {
        const task = await review()
        await claimTask(db, task.id, by('desk', 3))
        const decide = () => decideTask(db, task, { decision: 'approve' }, by('desk', 4))
        const release = () => releaseTask(db, task.id, by('desk', 4))
        const [ruling, released] =
          i % 2
            ? await Promise.all([decide(), release()])
            : await Promise.all([release(), decide()]).then(([freed, ruled]) => [ruled, freed] as const)
        expect(released).to.equal(ruling !== 'won')
        expect((await findTask(db, task.id)).status).to.equal(ruling === 'won' ? 'done' : 'open')
      }
    })

    it('gives a second review to another person than the one whose decision it looks at', async () => {
      const task = await secondReview()
      expect(await claimTask(db, task.id, by('desk', 6))).to.equal(false)
      expect(await takeNext(db, { step: 'second-review' }, by('desk', 6))).to.equal(null)
      expect(await claimTask(db, task.id, by('leitung', 7))).to.equal(true)
      expect(await decideTask(db, task, { decision: 'agree' }, by('leitung', 8))).to.equal('won')
    })

    it('gives everybody who asks for the next task another one', async () => {
      await db('tasks').update({ status: 'withdrawn' })
      for (let i = 0; i < 4; i++) await review()
      const takers = Array.from({ length: 6 }, (_, i) => takeNext(db, {}, by(`desk${i}`, 5)))
      const taken = (await Promise.all(takers)).filter((id) => id !== null)
      expect(taken).to.have.length(4)
      expect(new Set(taken)).to.have.property('size', 4)
    })
  })
})
