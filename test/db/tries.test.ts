import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import type { Knex } from 'knex'
import { answerChallenge, challenge } from '../../db/access/challenges.js'
import { countTry, forgetPasswordTries, patience, takeTurn } from '../../db/access/tries.js'
import { forEachDatabase } from './databases.js'
import { at } from './rows.js'

const now = Date.parse(at(0))
const seconds = (count: number) => now + count * 1000

describe('Tries', () => {
  forEachDatabase((open) => {
    let db: Knex
    before(() => {
      db = open()
    })

    it('are counted each, however many come at the same moment, and anew when the time is over', async () => {
      const key = randomUUID()
      const limit = { most: 5, minutes: 15 }
      const all = await Promise.all(Array.from({ length: 50 }, () => countTry(db, key, limit, now)))
      expect(all.filter(Boolean)).to.have.length(5)
      expect(await countTry(db, key, limit, seconds(15 * 60 - 1))).to.equal(false)
      expect(await countTry(db, key, limit, seconds(15 * 60))).to.equal(true)
    })

    it('of a password are free five times, then wait twice as long each, up to a quarter of an hour', async () => {
      const key = randomUUID()
      for (let n = 0; n < patience.free; n++) expect((await takeTurn(db, key, now)).allowed).to.equal(true)
      const waits: number[] = []
      for (let n = 0, moment = now; n < 12; n++) {
        expect((await takeTurn(db, key, moment)).allowed).to.equal(true)
        const early = await takeTurn(db, key, moment)
        if (early.allowed) throw new Error('it did not have to wait')
        waits.push((early.opensAt - moment) / 1000)
        moment = early.opensAt
      }
      expect(waits).to.deep.equal([2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900])
    })

    it('of a password: two hundred at once get the free ones and one more', async () => {
      const key = randomUUID()
      const turns = await Promise.all(Array.from({ length: 200 }, () => takeTurn(db, key, now)))
      expect(turns.filter(({ allowed }) => allowed)).to.have.length(patience.free + 1)
    })

    it('of a password shut after fifty in a row, until they are forgotten', async () => {
      const key = randomUUID()
      await db('passwordTries').insert({ key, failures: patience.shutAt - 1, openAt: now })
      expect((await takeTurn(db, key, now)).allowed).to.equal(true)
      expect(await takeTurn(db, key, seconds(86_400))).to.include({ allowed: false, shut: true })
      await forgetPasswordTries(db, key)
      expect(await takeTurn(db, key, seconds(86_401))).to.deep.equal({ allowed: true, failures: 1 })
    })
  })
})

describe('A code that was sent', () => {
  forEachDatabase((open) => {
    let db: Knex
    before(() => {
      db = open()
    })
    const asked = () => ({ userId: randomUUID(), purpose: 'sign-in' as const, target: '+41791234567' })

    it('is good once, however many send it at the same moment', async () => {
      const { userId, ...rest } = asked()
      const id = await challenge(db, { userId, ...rest }, (it) => `hash ${it}`, at(0))
      const answers = await Promise.all(
        Array.from({ length: 5 }, () => answerChallenge(db, id, userId, `hash ${id}`, at(1))),
      )
      expect(answers.filter(Boolean)).to.have.length(1)
      expect(await answerChallenge(db, id, userId, `hash ${id}`, at(1))).to.equal(false)
    })

    it('is good for its own user, for five minutes, for five tries, and until the next is sent', async () => {
      const one = asked()
      const begin = () => challenge(db, one, (it) => `hash ${it}`, at(0))
      const [late, tried, old] = [await begin(), await begin(), await begin()]
      const newest = await begin()
      expect(await answerChallenge(db, late, one.userId, `hash ${late}`, at(5))).to.equal(false)
      expect(await answerChallenge(db, old, one.userId, `hash ${old}`, at(1))).to.equal(false)
      expect(await answerChallenge(db, newest, 'another', `hash ${newest}`, at(1))).to.equal(false)
      await db('challenges').where({ id: tried }).update({ spentAt: null })
      for (let n = 0; n < 5; n++)
        expect(await answerChallenge(db, tried, one.userId, 'wrong', at(1))).to.equal(false)
      expect(await answerChallenge(db, tried, one.userId, `hash ${tried}`, at(1))).to.equal(false)
      expect(await answerChallenge(db, newest, one.userId, `hash ${newest}`, at(5))).to.equal(false)
      expect(await answerChallenge(db, newest, one.userId, `hash ${newest}`, at(4))).to.equal(true)
    })
  })
})
