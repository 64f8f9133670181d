import { expect } from 'chai'
import { choose } from '../../db/notices/choices.js'
import { need } from '../needs.js'
import { by, givenEmployee, plainAnswers, submitted } from './case.js'
import { eventually, type Office, openOffice } from './office.js'

describe('The mail of the day', () => {
  let office: Office
  before(async function () {
    need(this, 'TEMPORAL_BINARY')
    office = await openOffice()
  })
  after(() => office?.close())

  it('tells whoever wants it so of all that has come, once, however often it runs', async () => {
    const { db } = office
    const ids = await givenEmployee(db)
    await choose(db, ids.user, { notices: { task: 'daily' } }, by(ids.user))
    for (let n = 0; n < 2; n++) await submitted(db, ids, plainAnswers({ documents: [] }))
    await office.knock()
    await eventually(async () => (await db('notices').where({ isHeld: 1 })).length === 2)
    await office.later('1 minute')
    for (const workflowId of ['digest-1', 'digest-2'])
      await office.client.workflow.execute('digest', {
        ...{ workflowId, taskQueue: office.config.temporal.taskQueue, args: [] },
      })
    await office.record('sent', 'digest-1', 'digest')
    const mails = await db('mailbox').where({ recipient: `${ids.user}@muster.example` })
    expect(mails).to.have.length(1)
    expect(mails[0].text)
      .to.contain('2')
      .and.not.match(/Zbinden|Emma/)
  })
})
