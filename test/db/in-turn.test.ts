import { expect } from 'chai'
import type { Knex } from 'knex'
import { firstBrokenEntry, note } from '../../db/audit/note.js'
import { migrate, openDatabase } from '../../db/knex.js'
import { forEachDatabase, places, testVault } from './databases.js'
import { by, employer } from './rows.js'

const address = { street: 'Dorfstrasse 1', zip: '9000', city: 'St. Gallen', canton: 'SG', language: 'de' }

describe('Transactions that come at the same moment', () => {
  forEachDatabase((open) => {
    let db: Knex
    before(() => {
      db = open()
    })
    const write = (id: string) => async (trx: Knex.Transaction) => {
      await trx('employers').insert({ id, memberNumber: id, name: 'Zimmerei Testa', ...address })
      await note(trx, by('test'), { action: 'audit.read', object: id })
      return id
    }
    const there = async (ids: string[]) =>
      (await db('employers').whereIn('id', ids).orderBy('id').select('id')).map(({ id }) => id)

    it('each keep or lose their own: one that fails takes nobody with it', async () => {
      const ids = Array.from({ length: 30 }, (_, n) => `turn-${String(n).padStart(2, '0')}`)
      const isBad = (id: string) => Number(id.slice(5)) % 3 === 1
      const work = (id: string) => async (trx: Knex.Transaction) => {
        await write(id)(trx)
        if (isBad(id)) throw new Error(`no ${id}`)
        return id
      }
      const ends = await Promise.allSettled(ids.map((id) => db.transaction(work(id))))
      const told = ends.map((it) => (it.status === 'fulfilled' ? it.value : it.reason.message))
      expect(told).to.deep.equal(ids.map((id) => (isBad(id) ? `no ${id}` : id)))
      expect(await there(ids)).to.deep.equal(ids.filter((id) => !isBad(id)))
      expect(await firstBrokenEntry(db)).to.equal(null)
    })

    it('go on after one whose statement the database refuses', async () => {
      const id = await employer(db)
      const twice = [
        db.transaction(write('other-1')),
        db.transaction(write(id)),
        db.transaction(write('other-2')),
      ]
      const ends = await Promise.allSettled(twice)
      expect(ends.map((it) => it.status)).to.deep.equal(['fulfilled', 'rejected', 'fulfilled'])
      expect(await there(['other-1', 'other-2'])).to.have.length(2)
    })

    it('may hold smaller ones, and take turns again after all that', async () => {
      const nested = (id: string) => db.transaction((trx) => trx.transaction(write(id)))
      await Promise.all(['nested-1', 'nested-2', 'nested-3'].map(nested))
      await db.transaction(write('nested-4'))
      expect(await there(['nested-1', 'nested-2', 'nested-3', 'nested-4'])).to.have.length(4)
    })
  })

  describe('on SQLite', () => {
    let place: Awaited<ReturnType<typeof places.SQLite>>
    before(async () => {
      place = await places.SQLite()
      await migrate(place.url)
    })
    after(() => place.remove())

    it('are answered only when they are committed: a commit that fails is told to all of them', async () => {
      const db = openDatabase(place.url, testVault)
      const refused = async (trx: Knex.Transaction) => {
        await trx.raw('pragma defer_foreign_keys=on') // so that only the commit finds out
        await trx('mandates').insert({ userId: 'nobody', employerId: 'nowhere', role: 'member' })
      }
      const alone = db.transaction(async () => 'alone')
      const group = [db.transaction(async () => 'told'), db.transaction(refused)]
      const ends = await Promise.allSettled([alone, ...group])
      expect(ends.map((it) => it.status)).to.deep.equal(['fulfilled', 'rejected', 'rejected'])
      expect(await db.transaction(async () => 'next')).to.equal('next')
      expect(await db('mandates')).to.deep.equal([])
      await db.destroy()
    })
  })
})
