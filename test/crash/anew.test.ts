import { expect } from 'chai'
import type { Knex } from 'knex'
import { readConfig } from '../../config.js'
import { openWithKeys } from '../../db/knex.js'
import { userId } from '../../demo/accounts.js'
import { eventually } from '../eventually.js'
import { need } from '../needs.js'
import { openStack, type Stack } from '../stack.js'
import { answerForPapers, approveReview, checkPage, draftCase } from './cases.js'
import { type Person, signedIn } from './person.js'

const hrId = userId('hr@muster-bau.example')

describe('A procedure that can no longer follow what it has done', function () {
  this.timeout(240_000)
  let stack: Stack
  let db: Knex
  let hr: Person
  let desk: Person

  before(async function () {
    need(this, 'TEMPORAL_BINARY')
    stack = await openStack()
    await Promise.all([stack.script('seed'), stack.startTemporal()])
    db = openWithKeys(readConfig(stack.env))
    await Promise.all([stack.startPortal(), stack.startWorker()])
    hr = await signedIn(stack.url, 'hr@muster-bau.example')
    desk = await signedIn(stack.url, 'desk@kasse.example')
  })
  after(async () => {
    await db?.destroy()
    await stack?.close()
  })

  it('begins anew, arrives where it was, and its report is decided once', async () => {
    const id = await draftCase(db, hrId)
    expect((await hr.press(checkPage(id), 'main form', { confirm: 'yes' }))?.status).to.equal(303)
    await eventually(`papers of ${id}`, () => answerForPapers(db, id, hrId))
    await eventually(`review of ${id}`, () =>
      db('tasks')
        .where({ id: `${id}/review/1`, status: 'open' })
        .first(),
    )
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
