import { randomBytes } from 'node:crypto'
import { expect } from 'chai'
import type { Knex } from 'knex'
import { type Event, eventsAfter, lastEvent } from '../../db/events.js'
import { deliver } from '../../db/messages/messages.js'
import { keepPromises, promisesToKeep } from '../../db/outbox.js'
import { mutationById } from '../../db/reports/mutations.js'
import { closeMutation, runMutation } from '../../db/reports/outcomes.js'
import { submit } from '../../db/reports/submissions.js'
import { createVault } from '../../db/seal.js'
import { createSystem } from '../../db/systems/systems.js'
import { setWebhook } from '../../db/systems/webhooks.js'
import { forEachDatabase } from './databases.js'
import { by, clock, draft, submitted } from './rows.js'

const said = (events: Event[]) => events.map(({ type, outcome }) => (outcome ? `${type} ${outcome}` : type))

describe('What has happened, for systems that follow', () => {
  forEachDatabase((open) => {
    let db: Knex
    before(() => {
      db = open()
    })
    const of = (employerId: string) => eventsAfter(db, 0, { employerId }, 500)

    async function letter(
      trx: Knex.Transaction,
      mutation: { id: string; employerId: string; employeeId: string | null },
      slug: string,
    ) {
      const { id: mutationId, employerId, employeeId } = mutation
      const id = `${mutationId}/${slug}`
      const file = { purpose: slug, name: 'a.pdf', mime: 'application/pdf', size: 1, sha256: 'x' }
      await trx('documents').insert({ id, employerId, employeeId, mutationId, origin: 'office', ...file, createdAt: clock().at }) // biome-ignore format: one line
      await deliver(trx, { id, employerId, employeeId, mutationId, kind: 'x', documentId: id }, clock())
    }

    it('is told with the fact, in its order, and numbered for each employer', async () => {
      const { id, employerId } = await draft(db)
      expect(await of(employerId)).to.deep.equal([])
      const mutation = await mutationById(db, id)
      await submit(db, mutation, {}, by('hr', 1))
      await db.transaction((trx) => runMutation(trx, id, 'granted', clock()))
      await db.transaction(async (trx) => {
        await closeMutation(trx, id, 'ended', clock())
        await letter(trx, mutation, 'decision')
      })
      const events = await of(employerId)
      expect(said(events)).to.deep.equal([
        'mutation.submitted',
        'mutation.decided granted',
        'mutation.closed ended',
        'decision.issued',
      ])
      expect(events.map(({ employerSeq }) => employerSeq)).to.deep.equal([1, 2, 3, 4])
      expect(events.at(-1)).to.include({ subject: `${id}/decision`, mutationId: id })
      expect(events[0]?.at).to.match(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
    })

    it('tells of accepted wages by a name of their own', async () => {
      const { id, employerId } = await submitted(db)
      await db('mutations').where({ id }).update({ kind: 'salary-declaration' })
      await db.transaction((trx) => closeMutation(trx, id, 'confirmed', clock()))
      expect(said(await of(employerId)).slice(-2)).to.deep.equal([
        'mutation.closed confirmed',
        'declaration.accepted confirmed',
      ])
    })

    it('is not told when the transaction is taken back', async () => {
      const { id, employerId } = await submitted(db)
      const before = [await lastEvent(db), (await of(employerId)).length]
      const failed = db.transaction(async (trx) => {
        await closeMutation(trx, id, 'refused', clock())
        throw new Error('no')
      })
      await failed.catch(() => {})
      expect([await lastEvent(db), (await of(employerId)).length]).to.deep.equal(before)
    })

    it('has no gap and no number twice when many write at once, and whoever follows misses nothing', async () => {
      const begun = await lastEvent(db)
      const cases = await Promise.all(Array.from({ length: 12 }, () => submitted(db)))
      const seen: number[] = []
      let done = false
      const follow = (async () => {
        for (let at = begun; ; ) {
          const isLast = done
          const found = await eventsAfter(db, at, {}, 5)
          seen.push(...found.map(({ seq }) => seq))
          at = found.at(-1)?.seq ?? at
          if (isLast && found.length === 0) return
        }
      })()
      await Promise.all(
        cases.map((it) =>
          db.transaction(async (trx) => {
            await closeMutation(trx, it.id, 'granted', clock())
            await letter(trx, it, 'decision')
          }),
        ),
      )
      done = true
      await follow
      const last = await lastEvent(db)
      expect(last - begun).to.equal(36)
      expect(seen).to.deep.equal(Array.from({ length: 36 }, (_, n) => begun + n + 1))
      for (const { employerId } of cases)
        expect((await of(employerId)).map(({ employerSeq }) => employerSeq)).to.deep.equal([1, 2, 3])
    })

    it('wakes the webhooks that are on, with one promise however much happens', async () => {
      const vault = createVault(randomBytes(32))
      const { id: systemId } = await createSystem(db, { name: 'Kern', scopes: ['events.read'] }, by('it', 1))
      await setWebhook(db, vault, systemId, { url: 'https://kern.example/hook', status: 'on' }, by('it', 1))
      const promised = async () =>
        (await promisesToKeep(db, {}, 500)).filter(({ workflow }) => workflow === 'webhook')
      for (const it of await promised()) await keepPromises(db, [it])
      await submitted(db)
      const { id } = await submitted(db)
      const [promise] = await promised()
      expect(promise).to.deep.include({ workflowId: `webhook-${systemId}`, mutationId: systemId })
      await db.transaction((trx) => closeMutation(trx, id, 'granted', clock()))
      // kept while something more happened, it stays promised
      if (promise) await keepPromises(db, [promise])
      expect(await promised()).to.have.length(1)
      await setWebhook(db, vault, systemId, { url: 'https://kern.example/hook', status: 'off' }, by('it', 1))
    })
  })
})
