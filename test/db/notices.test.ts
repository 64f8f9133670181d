import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import type { Knex } from 'knex'
import { choose, type Weekday, weekdays } from '../../db/notices/choices.js'
import { owe, remindersOf } from '../../db/notices/notices.js'
import { heldNotices, owedNotices, settleNotice, settleNotices } from '../../db/notices/owed.js'
import { promisesToKeep } from '../../db/outbox.js'
import { forEachDatabase } from './databases.js'
import { at, employer, openedTask, spec, submitted, user } from './rows.js'

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
    const decision = { event: 'message' as const, message: 'family-allowance-decision' }
    const tell = (about: { id: string; employerId: string }, more: Partial<Parameters<typeof owe>[1]>) =>
      db.transaction((trx) => owe(trx, { ...occasion(about), ...more }, at(1)))

    /** Somebody whose mandate opens one topic. */
    async function acting(employerId: string, topics: string, role = 'member'): Promise<string> {
      const id = await user(db, 'employer', [employerId])
      await db('mandates').where({ userId: id, employerId }).update({ topics, role })
      return id
    }

    /** Who is owed which mail about a report. */
    const told = async (mutationId: string, event?: string) =>
      (
        await db('notices')
          .where({ mutationId, ...(event && { event }) })
          .select('event', 'userId')
      )
        .map((it): [string, string] => [it.event, it.userId])
        .toSorted()

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

    it('is owed to those who may open its topic: a task to whoever looks after the report, a statement also to whoever pays', async () => {
      const mutation = await submitted(db)
      const { employerId } = mutation
      const [personnel, salaries, finance] = [
        await acting(employerId, 'personnel'),
        await acting(employerId, 'salaries'),
        await acting(employerId, 'finance'),
      ]
      await acting(employerId, 'salaries', 'admin')
      const events = ['task', 'reminder', 'extension'] as const
      for (const event of events) await tell(mutation, { event, key: `${mutation.id}/${event}` })
      expect(await told(mutation.id)).to.deep.equal(events.map((event) => [event, personnel]).toSorted())
      await tell(mutation, { ...decision, key: `${mutation.id}/decision` })
      expect(await told(mutation.id, 'message')).to.deep.equal([['message', personnel]])
      const declaration = { ...(await submitted(db)), employerId }
      await db('mutations').where({ id: declaration.id }).update({ kind: 'salary-declaration' })
      await tell(declaration, { event: 'message', message: 'salary-declaration-statement' })
      expect((await told(declaration.id)).map(([, id]) => id)).to.include.members([salaries, finance])
      expect((await told(declaration.id)).map(([, id]) => id)).not.to.include(personnel)
    })

    it('of the office is owed to everybody who acts where it is general, and otherwise to those with its topic', async () => {
      const employerId = await employer(db)
      const [personnel, finance] = [
        await acting(employerId, 'personnel'),
        await acting(employerId, 'finance'),
      ]
      const [general, money] = [
        { id: randomUUID(), employerId },
        { id: randomUUID(), employerId },
      ]
      await tell(general, { event: 'message', message: 'general-notice' })
      await tell(money, { event: 'message', message: 'finance-notice' })
      expect((await told(general.id)).map(([, id]) => id)).to.have.members([personnel, finance])
      expect(await told(money.id)).to.deep.equal([['message', finance]])
    })

    it('goes to the administrators where nobody may open its topic: with the message, or to give somebody the right to the task', async () => {
      const mutation = await submitted(db)
      const { employerId } = mutation
      await acting(employerId, 'finance')
      const boss = await acting(employerId, 'salaries', 'admin')
      await db('users')
        .where({ id: await acting(employerId, 'personnel') })
        .update({ status: 'disabled' })
      await tell(mutation, { event: 'reminder' })
      await tell(mutation, { ...decision, key: `${mutation.id}/decision` })
      expect(await told(mutation.id)).to.deep.equal([
        ['message', boss],
        ['unattended-reminder', boss],
      ])
      const [notice] = await db('notices').where({ mutationId: mutation.id, event: 'unattended-reminder' })
      expect(notice.path).to.equal(`/e/${employerId}/users`)
      expect(await remindersOf(db, [mutation.id])).to.have.length(1)
    })

    it('goes to everybody where nobody may open its topic and there is no administrator either', async () => {
      const mutation = await submitted(db)
      const only = await acting(mutation.employerId, 'finance')
      await tell(mutation, {})
      expect(await told(mutation.id)).to.deep.equal([['unattended', only]])
      const [notice] = await owedNotices(db, mutation.id)
      expect(notice?.path).to.equal(`/e/${mutation.employerId}`)
    })

    it('that a colleague has been given a task is owed to that colleague alone', async () => {
      const mutation = await submitted(db)
      const [anna, ben] = [
        await acting(mutation.employerId, 'personnel'),
        await acting(mutation.employerId, 'finance'),
      ]
      await acting(mutation.employerId, 'personnel', 'admin')
      await tell(mutation, { only: anna })
      await tell(mutation, { only: ben, key: `${mutation.id}/to-ben` })
      expect(await told(mutation.id)).to.deep.equal([['task', anna]])
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
