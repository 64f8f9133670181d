import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import type { Knex } from 'knex'
import { readConfig } from '../../config.js'
import { firstBrokenEntry } from '../../db/audit/note.js'
import { openWithKeys } from '../../db/knex.js'
import { amend } from '../../db/reports/amendments.js'
import { mutationById } from '../../db/reports/mutations.js'
import { addDays } from '../../domain/dates.js'
import { eventually } from '../eventually.js'
import { need } from '../needs.js'
import type { Stack } from '../stack.js'
import { answer, by, givenEmployee } from '../workflows/case.js'
import {
  birthDate,
  maternityAgreement,
  plainBirth,
  reportedBirth,
  statedFor,
} from '../workflows/maternity-case.js'
import { openReview } from './cases.js'
import { dead, type Kill } from './kill.js'
import { openSwept } from './swept.js'

const positions = ['within', 'before-commit', 'after-commit'] as const
const kills = (action: string): Kill[] => positions.map((at) => ({ action, at }))

describe('No statement is lost or written twice when the worker dies', function () {
  this.timeout(240_000)
  let stack: Stack
  let db: Knex
  let ids: Awaited<ReturnType<typeof givenEmployee>>
  const cases: string[] = []
  const duringDecision = [...kills('mutation.run'), ...kills('statement.keep')]
  const duringEnd = [...kills('statement.keep'), ...kills('mutation.close')]

  before(async function () {
    need(this, 'TEMPORAL_BINARY')
    stack = await openSwept(this)
    await stack.script('seed')
    db = openWithKeys(readConfig(stack.env))
    ids = await givenEmployee(db)
    await stack.startTemporal()
    await stack.startWorker()
    for (const _ of duringDecision) {
      const children = [{ key: 'c1', firstName: 'Lia', lastName: randomUUID(), birthDate }]
      cases.push(await reportedBirth(db, ids, plainBirth({ children })))
    }
    for (const id of cases) await openReview(db, id)
    await stack.stop('worker')
  })
  after(async () => {
    await db?.destroy()
    await stack?.close()
  })

  const diesAt = async (kill: Kill) => {
    await stack.startWorker(kill)
    await dead(stack, 'worker', kill)
  }

  it('within, before and after the decision and the first statement', async () => {
    for (const [nth, kill] of duringDecision.entries()) {
      const id = cases[nth] ?? ''
      const agreed = await maternityAgreement(db, id)
      // the same mother has several reports here, which the office has clarified
      await answer(db, `${id}/review/1`, { ...agreed, reason: 'geklärt' })
      await diesAt(kill)
    }
    await stack.startWorker()
    for (const id of cases) {
      const stated = await eventually(`statement of ${id}`, async () => {
        const found = await statedFor(db, id)
        return found.count > 0 && found
      })
      expect(stated.count).to.equal(1)
      expect(await db('messages').where({ mutationId: id }), id).to.have.length(2)
    }
  })

  it('within, before and after the last statement, when a return to work is told', async () => {
    await stack.stop('worker')
    for (const [nth, kill] of duringEnd.entries()) {
      const mutation = await mutationById(db, cases[nth] ?? '')
      await amend(db, mutation, 'return-to-work', { on: addDays(birthDate, 12) }, by(ids.user))
      await diesAt(kill)
    }
    await stack.startWorker()
    for (const id of cases) {
      await eventually(`${id} is closed`, () => db('mutations').where({ id, status: 'closed' }).first())
      const stated = await statedFor(db, id)
      expect(stated).to.include({ days: 12, gross: 12 * 16_000, count: 2 })
      expect(await db('messages').where({ mutationId: id }), id).to.have.length(3)
      expect(await db('documents').where({ mutationId: id, origin: 'office' }), id).to.have.length(3)
      expect(await db('audit').where({ action: 'mutation.close', object: id }), id).to.have.length(1)
    }
    expect(await firstBrokenEntry(db)).to.equal(null)
  })
})
