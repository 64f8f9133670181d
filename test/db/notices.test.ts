import { expect } from 'chai'
import type { Knex } from 'knex'
import { choose, type Weekday, weekdays } from '../../db/choices.js'
import { heldNotices, owe, owedNotices, settleNotice, settleNotices } from '../../db/notices.js'
import { promisesToKeep } from '../../db/outbox.js'
import { forEachDatabase } from './databases.js'
import { at, openedTask, spec, submitted, user } from './rows.js'

describe('A notice', () => {
  forEachDatabase((open) => {
    let db: Knex
    before(() => {
      db = open()
    })
    const occasion = ({ id, employerId }: { id: string; employerId: string }) => ({
      key: `${id}/task`,
      event: 'task' as const,
      mutationId: id,
      employerId,
      path: '/tasks',
    })

    it('is owed to each active user of the employer once, and to nobody else', async () => {
      const mutation = await submitted(db)
      const [anna, ben] = [
        await user(db, 'employer', [mutation.employerId]),
        await user(db, 'employer', [mutation.employerId]),
      ]
      const gone = await user(db, 'employer', [mutation.employerId])
      await db('users').where({ id: gone }).update({ status: 'disabled' })
      await user(db, 'caseworker')
      const tell = (minutes: number) => db.transaction((trx) => owe(trx, occasion(mutation), at(minutes)))
      await Promise.all([tell(1), tell(1)])
      await tell(2)
      const owed = await owedNotices(db, mutation.id)
      expect(owed.map((it) => it.email).sort()).to.deep.equal(
        [anna, ben].map((id) => `${id}@test.example`).sort(),
      )
      expect(owed[0]).to.include({ event: 'task', path: '/tasks', language: 'de' })
    })

    it('promises a round of mails with it, or nothing when nobody is there to be told', async () => {
      const [told, lonely] = [await submitted(db), await submitted(db)]
      await user(db, 'employer', [told.employerId])
      for (const mutation of [told, lonely]) await openedTask(db, spec(mutation, 'provide-documents'))
      const rounds = (await promisesToKeep(db))
        .filter((it) => it.workflow === 'post')
        .map((it) => it.mutationId)
      expect(rounds).to.include(told.id).and.not.include(lonely.id)
    })

    it('is owed no longer when the mail was sent, or refused for good', async () => {
      const mutation = await submitted(db)
      for (let i = 0; i < 3; i++) await user(db, 'employer', [mutation.employerId])
      await db.transaction((trx) => owe(trx, occasion(mutation), at(1)))
      const [sent, refused, left] = await owedNotices(db, mutation.id)
      await settleNotice(db, sent?.id ?? '', { sentAt: at(2) })
      await settleNotice(db, refused?.id ?? '', { failedAt: at(2) })
      expect(await owedNotices(db, mutation.id)).to.deep.equal([left])
    })

    it('waits for the mail of the day, on the days on which a user wants it, or is not owed at all, as each user wants it', async () => {
      const mutation = await submitted(db)
      const users = await Promise.all(
        ['at-once', 'daily', 'off'].map(() => user(db, 'employer', [mutation.employerId])),
      )
      for (const [n, time] of (['at-once', 'daily', 'off'] as const).entries())
        await choose(db, String(users[n]), { notices: { task: time } }, { actor: 'test', at: at(0) })
      await db.transaction((trx) => owe(trx, occasion(mutation), at(1)))
      expect((await owedNotices(db, mutation.id)).map(({ email }) => email)).to.deep.equal([
        `${users[0]}@test.example`,
      ])
      const held = async (minutes: number) =>
        (await heldNotices(db, at(minutes))).filter(({ userId }) => users.includes(userId))
      expect(await held(1)).to.deep.equal([])
      const today = new Date(at(2)).getUTCDay() as Weekday
      const on = (days: Weekday[]) => choose(db, String(users[1]), { days }, { actor: 'test', at: at(0) })
      await on(weekdays.filter((day) => day !== today))
      expect(await held(2)).to.deep.equal([])
      await on([today])
      const [digest] = await held(2)
      expect(digest).to.include({ userId: users[1], tasks: 1, reminders: 0, messages: 0 })
      await settleNotices(db, digest?.ids ?? [], { sentAt: at(3) })
      expect(await held(4)).to.deep.equal([])
    })
  })
})
