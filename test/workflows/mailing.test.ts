import { expect } from 'chai'
import { beginMailing, saveMailing, sendMailing } from '../../db/mailings/mailings.js'
import { employer, user } from '../db/rows.js'
import { need } from '../needs.js'
import { by } from './case.js'
import { eventually, type Office, openOffice } from './office.js'

describe('A message of the office to many employers', () => {
  let office: Office
  let ids: string[]

  before(async function () {
    need(this, 'TEMPORAL_BINARY')
    office = await openOffice({ CAMPAIGN_PER_SECOND: '3' })
    ids = []
    for (let n = 0; n < 7; n++) {
      const id = await employer(office.db)
      await user(office.db, 'employer', [id])
      ids.push(id)
    }
  })
  after(() => office?.close())

  const send = async (employers: string[]) => {
    const id = await beginMailing(office.db, { employers }, by('desk'))
    await saveMailing(office.db, id, { topic: 'general', subject: 'Neues', text: 'Guten Tag' }, by('desk'))
    expect(await sendMailing(office.db, id, employers.length, by('desk'))).to.equal('sent')
    return id
  }
  /** Lets the pauses between its pages pass until a workflow has ended. */
  const ended = async (workflowId: string) => {
    const handle = office.client.workflow.getHandle(workflowId)
    while ((await handle.describe()).status.name === 'RUNNING') {
      await new Promise((done) => setTimeout(done, 100))
      await office.later('1 second')
    }
    expect((await handle.describe()).status.name).to.equal('COMPLETED')
  }
  const delivered = (id: string) => office.db('messages').where({ mailingId: id })

  it('reaches each of them once, page by page, and is done', async () => {
    const id = await send(ids)
    await office.knock()
    await ended(`mailing-${id}`)
    expect(await office.db('mailings').where({ id, status: 'done' })).to.have.length(1)
    const messages = await delivered(id)
    expect(messages.map(({ employerId }) => employerId)).to.have.members(ids)
    expect(messages.map(({ kind }) => kind)).to.deep.equal(ids.map(() => 'general-notice'))
    await office.record('many-pages', `mailing-${id}`, 'mailing')
  })

  it('is mailed once to each user, without a word of it', async () => {
    await office.knock()
    await eventually(async () => (await office.db('notices').whereNull('sentAt')).length === 0, 30)
    const mails = await office.db('mailbox')
    expect(mails).to.have.length(7)
    expect(JSON.stringify(mails)).to.not.contain('Neues')
  })

  it('run twice at once it lies in each mailbox once', async () => {
    const id = await send(ids)
    const runs = await Promise.all(
      [1, 2].map((n) =>
        office.client.workflow.start('mailing', {
          workflowId: `again-${n}-${id}`,
          args: [id],
          taskQueue: office.config.temporal.taskQueue,
        }),
      ),
    )
    for (const { workflowId } of runs) await ended(workflowId)
    expect(await delivered(id)).to.have.length(7)
    expect(await office.db('audit').where({ action: 'mailing.finish', object: id })).to.have.length(1)
    expect(await office.db('audit').where('object', 'like', `${id}/%`)).to.have.length(7)
  })
})
