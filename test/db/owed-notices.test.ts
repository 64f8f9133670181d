import { expect } from 'chai'
import type { Knex } from 'knex'
import { endMandate } from '../../db/access/employer-users.js'
import { assignTask } from '../../db/desk/moves.js'
import { isPostgres } from '../../db/knex.js'
import { choose } from '../../db/notices/choices.js'
import { owe } from '../../db/notices/notices.js'
import { heldNotices, owedNotices } from '../../db/notices/owed.js'
import { claimTask, releaseTask } from '../../db/tasks/claims.js'
import { completeTask, remind } from '../../db/tasks/tasks.js'
import { forEachDatabase, testVault } from './databases.js'
import { at, openedTask, spec, submitted, user } from './rows.js'

describe('A mail that is owed', () => {
  forEachDatabase((open) => {
    let db: Knex
    before(() => {
      db = open()
    })
    beforeEach(() => db('notices').delete())

    const by = (actor = 'system', minutes = 2) => ({ actor, at: at(minutes) })
    const daily = (id: string) => choose(db, id, { notices: { task: 'daily', reminder: 'daily' } }, by(id))
    const digestOf = async (id: string) => (await heldNotices(db, at(60))).find((it) => it.userId === id)
    const papers = async (mutation: Awaited<ReturnType<typeof submitted>>) => ({
      ...(await openedTask(db, { ...spec(mutation, 'provide-documents'), side: 'employer' })),
      kind: mutation.kind,
    })
    const end = (userId: string, employerId: string) =>
      endMandate(db, testVault, { userId, employerId, byOffice: true }, by('office'))

    it('of an employer for whom somebody of a fiduciary no longer acts is not in their mail of the day', async () => {
      const [one, other] = [await submitted(db), await submitted(db)]
      const agent = await user(db, 'employer', [one.employerId, other.employerId])
      await daily(agent)
      for (const mutation of [one, other]) await papers(mutation)
      expect(await digestOf(agent)).include({ tasks: 2 })
      await end(agent, one.employerId)
      expect(await digestOf(agent)).include({ tasks: 1 })
      await end(agent, other.employerId)
      expect(await digestOf(agent)).equal(undefined)
      expect(await db('notices'), 'and does not come back with the mandate').deep.equal([])
    })

    it('goes out no more, at once or by day, where the mandate has ended, its topic is taken away, or the user is let in no more', async () => {
      const changes: ((id: string, employerId: string) => Promise<unknown>)[] = [
        end,
        (userId) => db('mandates').where({ userId }).update({ topics: 'finance' }),
        (id) => db('users').where({ id }).update({ status: 'disabled' }),
      ]
      for (const change of changes) {
        const mutation = await submitted(db)
        const { id, employerId } = mutation
        const [anna, ben, stays] = [
          await user(db, 'employer', [employerId]),
          await user(db, 'employer', [employerId]),
          await user(db, 'employer', [employerId]),
        ]
        await daily(ben)
        await papers(mutation)
        for (const userId of [anna, ben]) await change(userId, employerId)
        expect((await owedNotices(db, id)).map(({ email }) => email)).deep.equal([`${stays}@test.example`])
        expect(await digestOf(ben)).equal(undefined)
        expect(await db('notices').where({ mutationId: id }), 'nothing is left to wait for').lengthOf(1)
        await db('notices').delete()
      }
    })

    it('about a task that has been done meanwhile is not sent, nor its reminder; what is still open is', async () => {
      const [done, left] = [await submitted(db), await submitted(db)]
      const [anna, ben] = [
        await user(db, 'employer', [done.employerId]),
        await user(db, 'employer', [done.employerId]),
      ]
      await db('mandates').insert({ userId: ben, employerId: left.employerId, role: 'member' })
      await daily(ben)
      const [task, open] = [await papers(done), await papers(left)]
      for (const { id } of [task, open]) await remind(db, id, 1, by())
      expect(await digestOf(ben)).include({ tasks: 2, reminders: 2 })
      await completeTask(db, task, {}, by(anna))
      expect(await owedNotices(db, done.id)).deep.equal([])
      expect(await digestOf(ben)).include({ tasks: 1, reminders: 1 })
    })

    it('is found by its report, not among all that are owed at that moment', async () => {
      if (isPostgres(db)) return // which knows how many there are
      const asked: { sql: string; bindings: string[] }[] = []
      const listen = (query: { sql: string; bindings: string[] }) => asked.push(query)
      db.on('query', listen)
      await owedNotices(db, 'a-report')
      db.removeListener('query', listen)
      const [{ sql, bindings } = { sql: '', bindings: [] }] = asked
      const plan: { detail: string }[] = await db.raw(`explain query plan ${sql}`, bindings)
      expect(plan[0]?.detail).contain('notices_mutation_id_sent_at_index')
    })

    it('that nobody may open a task is not sent once somebody may', async () => {
      const mutation = await submitted(db)
      const { id, employerId } = mutation
      const boss = await user(db, 'employer', [employerId])
      await db('mandates').where({ userId: boss }).update({ role: 'admin', topics: 'finance' })
      await papers(mutation)
      expect((await owedNotices(db, id)).map(({ event }) => event)).deep.equal(['unattended'])
      await user(db, 'employer', [employerId])
      expect(await owedNotices(db, id)).deep.equal([])
    })

    it('tells of an answer about a deadline as long as the user acts, and counts it apart from new tasks', async () => {
      const { id, employerId } = await submitted(db)
      const anna = await user(db, 'employer', [employerId])
      await daily(anna)
      const path = `/e/${employerId}/tasks/${id}/provide-documents/1`
      const occasion = {
        key: `${id}/extension/1`,
        event: 'extension' as const,
        mutationId: id,
        employerId,
        path,
      }
      await db.transaction((trx) => owe(trx, occasion, at(1)))
      expect(await digestOf(anna)).include({ tasks: 0, answers: 1 })
      await end(anna, employerId)
      expect(await digestOf(anna)).equal(undefined)
    })

    it('that a colleague of the office has given a task is sent while it is with whoever got it', async () => {
      const mutation = await submitted(db)
      const [nora, tim] = [await user(db, 'caseworker'), await user(db, 'caseworker')]
      const { id } = await openedTask(db, { ...spec(mutation, 'review'), side: 'fund' })
      const mover = { ...by(tim), oversees: true }
      await assignTask(db, id, nora, mover)
      expect(await owedNotices(db, mutation.id)).lengthOf(1)
      await releaseTask(db, id, by(nora))
      await claimTask(db, id, by(tim))
      expect(await owedNotices(db, mutation.id)).deep.equal([])
    })
  })
})
