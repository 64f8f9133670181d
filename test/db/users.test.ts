import { expect } from 'chai'
import type { Knex } from 'knex'
import { mandatesOf } from '../../db/access/mandates.js'
import {
  endSession,
  forgetSessions,
  readSession,
  touchSession,
  writeSession,
} from '../../db/access/sessions.js'
import { namesOf, spendCode, userByEmail } from '../../db/access/users.js'
import { forEachDatabase } from './databases.js'
import { at, employer, user } from './rows.js'

describe('A user', () => {
  forEachDatabase((open) => {
    let db: Knex
    before(() => {
      db = open()
    })

    it('spends a code once, however many sign in with it at the same moment', async () => {
      const id = await user(db)
      const spent = await Promise.all(Array.from({ length: 20 }, () => spendCode(db, id, 59_000_001)))
      expect(spent.filter(Boolean)).to.have.length(1)
    })

    it('cannot go back to an older code, and can use the next', async () => {
      const id = await user(db)
      expect(await spendCode(db, id, 100)).to.equal(true)
      expect(await spendCode(db, id, 99)).to.equal(false)
      expect(await spendCode(db, id, 101)).to.equal(true)
    })

    it('is found by the address however it is typed, and not by another', async () => {
      const id = await user(db)
      expect(await userByEmail(db, ` ${id.toUpperCase()}@Test.Example `)).to.include({ id, totpLastStep: 0 })
      expect(await userByEmail(db, 'nobody@test.example')).to.equal(null)
    })

    it('acts for the employers of its mandates only', async () => {
      const [own, other] = [await employer(db), await employer(db)]
      const id = await user(db, 'employer', [own])
      expect((await mandatesOf(db, id)).map((it) => [it.id, it.role])).to.deep.equal([[own, 'member']])
      expect((await mandatesOf(db, id)).map((it) => it.id)).to.not.include(other)
    })

    it('has a name, which nobody and the clock have not', async () => {
      const id = await user(db)
      expect(await namesOf(db, [id, id, null, 'system'])).to.deep.equal(new Map([[id, 'Uma Test']]))
      expect(await namesOf(db, [])).to.deep.equal(new Map())
    })
  })
})

describe('A session', () => {
  forEachDatabase((open) => {
    let db: Knex
    before(() => {
      db = open()
    })

    it('knows its user as the user is now, and none once the user is disabled', async () => {
      const id = await user(db)
      await writeSession(db, 'hash-1', { userId: id, content: '{"a":1}' }, at(0))
      expect(await readSession(db, 'hash-1')).to.deep.equal({
        content: '{"a":1}',
        createdAt: at(0),
        seenAt: at(0),
        user: {
          ...{ id, name: 'Uma Test', email: `${id}@test.example`, language: 'de', role: 'employer' },
          choices: {},
        },
      })
      await db('users').where({ id }).update({ status: 'disabled' })
      expect(await readSession(db, 'hash-1')).to.have.property('user', null)
    })

    it('counts its age from its first writing, and its rest from the last use', async () => {
      await writeSession(db, 'hash-2', { userId: null, content: '{}' }, at(0))
      await writeSession(db, 'hash-2', { userId: null, content: '{"b":2}' }, at(5))
      expect(await readSession(db, 'hash-2')).to.include({
        createdAt: at(0),
        seenAt: at(5),
        content: '{"b":2}',
      })
      await touchSession(db, 'hash-2', at(9))
      expect(await readSession(db, 'hash-2')).to.include({ createdAt: at(0), seenAt: at(9), user: null })
    })

    it('is gone when it was ended, or when nobody used it for long', async () => {
      for (const [hash, minutes] of [
        ['ended', 1],
        ['forgotten', 1],
        ['used', 30],
      ] as const)
        await writeSession(db, hash, { userId: null, content: '{}' }, at(minutes))
      await endSession(db, 'ended')
      await forgetSessions(db, at(30))
      expect(await readSession(db, 'ended')).to.equal(null)
      expect(await readSession(db, 'forgotten')).to.equal(null)
      expect(await readSession(db, 'used')).to.not.equal(null)
    })
  })
})
