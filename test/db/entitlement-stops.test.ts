import { expect } from 'chai'
import type { Knex } from 'knex'
import { entitlementsOf } from '../../db/allowances/entitlements.js'
import { resumeEntitlements, stopEntitlements, stoppedBy } from '../../db/allowances/stops.js'
import { entriesAbout } from '../../db/audit/note.js'
import type { Mutation } from '../../db/reports/mutations.js'
import { forEachDatabase } from './databases.js'
import { type AboutEmployee, child, clock, submitted } from './rows.js'

describe('Allowances that are stopped', () => {
  forEachDatabase((open) => {
    let db: Knex
    before(() => {
      db = open()
    })
    const onFile = async () => {
      const mutation = await submitted(db)
      return { mutation, childId: await child(db, mutation.employerId, mutation.employeeId) }
    }
    let count = 0
    const allowance = async ({ employerId, employeeId }: Mutation, childId: string, change: object = {}) => {
      const id = `stop-${count++}`
      const money = { kind: 'child', canton: 'SG', rate: 24_500 }
      const span = { startsOn: '2024-03-01', endsOn: '2035-02-28' }
      await db('entitlements').insert({ id, employerId, employeeId, childId, ...money, ...span, ...change })
      return id
    }
    const stop = (mutation: Mutation, lastDay: string, which: object = {}) =>
      db.transaction((trx) => stopEntitlements(trx, mutation, { lastDay, ...which }, clock()))
    const resume = (mutation: Mutation, from: string) =>
      db.transaction((trx) => resumeEntitlements(trx, mutation, from, clock()))
    const spans = async ({ employeeId }: Pick<AboutEmployee, 'employeeId'>) =>
      (await entitlementsOf(db, employeeId)).map(({ startsOn, endsOn }) => [startsOn, endsOn]).toSorted()

    it('end on the day, once, with an entry in the audit', async () => {
      const { mutation, childId } = await onFile()
      const id = await allowance(mutation, childId)
      for (let i = 0; i < 2; i++) {
        const [stopped, ...more] = await stop(mutation, '2026-05-31')
        expect(stopped).to.include({ id, endsOn: '2026-05-31', endedBefore: '2035-02-28' })
        expect(more).to.deep.equal([])
      }
      expect((await entriesAbout(db, id)).map((it) => it.action)).to.deep.equal(['entitlement.stop'])
    })

    it('leave alone what ended before, is paid once, or is somebody else’s', async () => {
      const [own, other] = [await onFile(), await onFile()]
      await allowance(own.mutation, own.childId, { endsOn: '2026-04-30' })
      await allowance(own.mutation, own.childId, { kind: 'birth', endsOn: null })
      await allowance(other.mutation, other.childId)
      expect(await stop(own.mutation, '2026-05-31')).to.deep.equal([])
      expect(await spans(other.mutation)).to.deep.equal([['2024-03-01', '2035-02-28']])
    })

    it('are those of one child and kind, where only they are meant', async () => {
      const { mutation, childId } = await onFile()
      const sibling = await child(db, mutation.employerId, mutation.employeeId)
      await allowance(mutation, sibling)
      await allowance(mutation, childId)
      const id = await allowance(mutation, childId, { kind: 'education', startsOn: '2026-01-01' })
      const stopped = await stop(mutation, '2026-07-31', { childId, kinds: ['education'] })
      expect(stopped.map((it) => it.id)).to.deep.equal([id])
    })

    it('count from the end they had, when the day is corrected', async () => {
      const { mutation, childId } = await onFile()
      await allowance(mutation, childId, { endsOn: '2026-06-30' })
      await stop(mutation, '2026-04-30')
      await stop(mutation, '2026-08-31')
      expect(await spans(mutation)).to.deep.equal([['2024-03-01', '2026-06-30']])
    })

    it('go on from the first of the month of resumption, once, with the gap between', async () => {
      const { mutation, childId } = await onFile()
      await allowance(mutation, childId)
      await stop(mutation, '2026-05-31')
      for (let i = 0; i < 2; i++) expect(await resume(mutation, '2026-08-01')).to.have.length(1)
      expect(await spans(mutation)).to.deep.equal([
        ['2024-03-01', '2026-05-31'],
        ['2026-08-01', '2035-02-28'],
      ])
    })

    it('go on with each rate in its time', async () => {
      const { mutation, childId } = await onFile()
      await allowance(mutation, childId, { endsOn: '2026-09-30', rate: 21_500 })
      await allowance(mutation, childId, { startsOn: '2026-10-01', rate: 26_800 })
      await stop(mutation, '2026-05-31')
      const resumed = await resume(mutation, '2026-08-01')
      expect(resumed.map(({ startsOn, endsOn, rate }) => [startsOn, endsOn, rate])).to.deep.equal([
        ['2026-08-01', '2026-09-30', 21_500],
        ['2026-10-01', '2035-02-28', 26_800],
      ])
      expect(await spans(mutation)).to.have.length(3)
    })

    it('do not go on beyond the employment', async () => {
      const { mutation, childId } = await onFile()
      const { employerId, employeeId } = mutation
      const job = { canton: 'SG', workload: 100, monthlyWage: 600_000, startsOn: '2020-01-01' }
      await db('employments').insert({
        id: mutation.id,
        employerId,
        employeeId,
        ...job,
        endsOn: '2026-09-30',
      })
      await allowance(mutation, childId)
      await stop(mutation, '2026-05-31')
      const [again] = await resume(mutation, '2026-08-01')
      expect(again).to.include({ startsOn: '2026-08-01', endsOn: '2026-09-30' })
    })

    it('are not resumed by a report that did not stop them', async () => {
      const { mutation, childId } = await onFile()
      await allowance(mutation, childId)
      await stop(mutation, '2026-05-31')
      const other = { ...mutation, id: (await submitted(db)).id }
      expect(await resume(other, '2026-08-01')).to.deep.equal([])
      expect(await stoppedBy(db, mutation)).to.have.length(1)
    })
  })
})
