import { expect } from 'chai'
import type { Knex } from 'knex'
import { promisesWaiting } from '../../db/care/doctor.js'
import { keepPromises, nudge, type Promised, promisesToKeep } from '../../db/outbox.js'
import type { MutationKind } from '../../domain/kinds.js'
import { forEachDatabase } from './databases.js'
import { at, draft, submitted } from './rows.js'

describe('The outbox', () => {
  forEachDatabase((open) => {
    let db: Knex
    before(() => {
      db = open()
    })
    beforeEach(() => db('outbox').delete())

    const promise = async (mutation: { id: string; kind: MutationKind }, minutes: number) =>
      db.transaction((trx) => nudge(trx, mutation, at(minutes)))
    const promisedTo = async (id: string): Promise<Promised> => {
      const found = (await promisesToKeep(db)).find((it) => it.workflowId === id)
      if (!found) throw new Error('nothing was promised')
      return found
    }

    it('keeps one promise a workflow, however often it is to be woken', async () => {
      const mutation = await submitted(db)
      await Promise.all([promise(mutation, 5), promise(mutation, 6), promise(mutation, 7)])
      const promises = await promisesToKeep(db)
      expect(promises).to.have.length(1)
      expect(promises[0]).to.include({
        workflowId: mutation.id,
        workflow: 'family-allowance',
        mutationId: mutation.id,
      })
    })

    it('forgets a promise that was kept', async () => {
      const { id } = await submitted(db)
      await keepPromises(db, [await promisedTo(id)])
      expect(await promisesToKeep(db)).to.deep.equal([])
    })

    it('keeps a promise that was renewed while the courier was on its way', async () => {
      const mutation = await submitted(db)
      const carried = await promisedTo(mutation.id)
      await promise(mutation, 8)
      await keepPromises(db, [carried])
      const renewed = await promisedTo(mutation.id)
      expect(renewed.token).to.not.equal(carried.token)
      await keepPromises(db, [renewed])
      expect(await promisesToKeep(db)).to.deep.equal([])
    })

    it('gives nothing of a change that was taken back', async () => {
      const mutation = await draft(db)
      const change = db.transaction(async (trx) => {
        await nudge(trx, mutation, at())
        throw new Error('no')
      })
      await change.catch(() => {})
      expect(await promisesToKeep(db)).to.deep.equal([])
    })

    it('gives the oldest promises first, and says since when the oldest waits', async () => {
      expect(await promisesWaiting(db)).to.deep.equal({ count: 0, oldest: null })
      const [late, early] = [await draft(db), await draft(db)]
      await promise(late, 9)
      await promise(early, 3)
      expect((await promisesToKeep(db)).map((it) => it.workflowId)).to.deep.equal([early.id, late.id])
      expect((await promisesToKeep(db, {}, 1)).map((it) => it.workflowId)).to.deep.equal([early.id])
      expect(await promisesWaiting(db)).to.deep.equal({ count: 2, oldest: at(3) })
    })
  })
})
