import { expect } from 'chai'
import type { Knex } from 'knex'
import { readConfig } from '../../config.js'
import { firstBrokenEntry } from '../../db/audit/note.js'
import { openWithKeys } from '../../db/knex.js'
import { beginMailing, saveMailing, sendMailing } from '../../db/mailings/mailings.js'
import { employer, user } from '../db/rows.js'
import { within } from '../eventually.js'
import { need } from '../needs.js'
import type { Stack } from '../stack.js'
import { by } from '../workflows/case.js'
import type { Kill } from './kill.js'
import { openSwept } from './swept.js'

const eventually = within(120)

describe('A message of the office lies in each mailbox once', function () {
  this.timeout(240_000)
  let stack: Stack
  let db: Knex
  const ids: string[] = []

  before(async function () {
    need(this, 'TEMPORAL_BINARY')
    stack = await openSwept(this, { CAMPAIGN_PER_SECOND: '20' })
    db = openWithKeys(readConfig(stack.env))
    await stack.script('migrate')
    for (let n = 0; n < 50; n++) {
      const id = await employer(db)
      await user(db, 'employer', [id])
      ids.push(id)
    }
    await stack.startTemporal()
  })
  after(async () => {
    await db?.destroy()
    await stack?.close()
  })

  const send = async () => {
    const id = await beginMailing(db, { employers: ids }, by('desk'))
    await saveMailing(db, id, { topic: 'general', subject: 'Neues', text: 'Guten Tag' }, by('desk'))
    await sendMailing(db, id, ids.length, by('desk'))
    return id
  }
  const isOver = async (id: string) => {
    const open = await db('notices').whereNull('sentAt').first('id')
    return !open && db('mailings').where({ id, status: 'done' }).first()
  }
  const expectOnce = async (id: string) => {
    const messages = await db('messages').where({ mailingId: id })
    expect(messages.map(({ employerId }) => employerId)).to.have.members(ids)
    expect(await db('notices').where('id', 'like', `${id}/%`)).to.have.length(ids.length)
    expect(await db('audit').where({ action: 'mailing.finish', object: id })).to.have.length(1)
    expect(await firstBrokenEntry(db)).to.equal(null)
  }

  for (const at of ['within', 'before-commit', 'after-commit'] as const)
    it(`when the worker dies of the first page: ${at}`, async () => {
      const kill: Kill = { action: 'message.deliver', at }
      const id = await send()
      await stack.startWorker(kill)
      await eventually('the worker is dead', async () => stack.hasDied('worker'))
      await stack.startWorker()
      await eventually('it has reached everybody', () => isOver(id))
      await stack.stop('worker')
      await expectOnce(id)
    })

  it('when Temporal and the worker go away in the middle', async () => {
    await stack.startWorker()
    const id = await send()
    await eventually('it has begun', () => db('messages').where({ mailingId: id }).first())
    await stack.stop('temporal')
    await stack.stop('worker')
    await stack.startTemporal()
    await stack.startWorker()
    await eventually('it has reached everybody', () => isOver(id))
    await expectOnce(id)
  })
})
