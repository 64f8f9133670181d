import { expect } from 'chai'
import type { Knex } from 'knex'
import { userId } from '../../demo/accounts.js'
import { eventually } from '../eventually.js'
import { need } from '../needs.js'
import type { Stack } from '../stack.js'
import { approveReview, sentForReview } from './cases.js'
import type { Person } from './person.js'
import { openStaffed } from './staffed.js'

describe('A procedure that can no longer follow what it has done', function () {
  this.timeout(240_000)
  let stack: Stack
  let db: Knex
  let hr: Person
  let desk: Person

  before(async function () {
    need(this, 'TEMPORAL_BINARY')
    ;({ stack, db, hr, desk } = await openStaffed())
  })
  after(async () => {
    await db?.destroy()
    await stack?.close()
  })

  it('begins anew, arrives where it was, and its report is decided once', async () => {
    const id = await sentForReview(db, hr, userId('hr@muster-bau.example'))
    await stack.stop('worker', 'SIGTERM')
    Object.assign(stack.env, { NODE_OPTIONS: '--import ./test/crash/changed-procedure.mjs' })
    await stack.startWorker()
    await approveReview(db, desk, id)
    await eventually(`${id} is closed`, () => db('mutations').where({ id, status: 'closed' }).first())
    expect(await db('tasks').where({ mutationId: id }).pluck('status')).to.deep.equal(['done', 'done'])
    expect(await db('messages').where({ mutationId: id })).to.have.length(1)
    expect(await db('entitlements').where({ mutationId: id })).to.have.length(1)
    expect(await db('audit').where({ object: id, action: 'mutation.close' })).to.have.length(1)
    expect(stack.log('worker')).to.include('Nondeterminism')
  })
})
