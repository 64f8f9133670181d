import { expect } from 'chai'
import { bytesOf, documentById } from '../../db/reports/documents.js'
import { mutationById } from '../../db/reports/mutations.js'
import { recall } from '../../db/reports/recall.js'
import { tasksOf } from '../../db/tasks/tasks.js'
import { need } from '../needs.js'
import { agreement, answer, by, givenEmployee, plainAnswers, submitted } from './case.js'
import { eventually, type Office, openOffice } from './office.js'

describe('The family allowance, from the report to the decision', () => {
  let office: Office
  let ids: Awaited<ReturnType<typeof givenEmployee>>
  const task = (id: string) => eventually(() => office.db('tasks').where({ id }).first())
  const closed = (id: string) =>
    eventually(() => office.db('mutations').where({ id, status: 'closed' }).first())

  before(async function () {
    need(this, 'TEMPORAL_BINARY')
    office = await openOffice()
    ids = await givenEmployee(office.db)
  })
  after(() => office?.close())

  it('asks the office to review a complete report and decides as it says', async () => {
    const id = await submitted(office.db, ids)
    await office.knock()
    await task(`${id}/review/1`)
    await answer(office.db, `${id}/review/1`, await agreement(office.db, id))
    await office.knock()
    const mutation = await closed(id)
    await office.record('granted', id)
    expect(mutation.outcome).to.equal('granted')
    const entitlements = await office.db('entitlements').where({ mutationId: id })
    expect(entitlements.map((it) => [it.kind, it.rate])).to.deep.equal([['child', 24_500]])
    const messages = await office.db('messages').where({ mutationId: id })
    expect(messages).to.have.length(1)
    const document = await documentById(office.db, `${id}/decision`)
    if (!document) throw new Error('no letter')
    const bytes = await bytesOf(office.db, document)
    expect(bytes.subarray(0, 5).toString()).to.equal('%PDF-')
  })

  it('mails the employer that there is a message, and says nothing more', async () => {
    await office.knock()
    const mails = await eventually(async () => {
      const rows = await office.db('mailbox').where({ recipient: `${ids.user}@muster.example` })
      return rows.length > 0 && rows
    })
    expect(mails[0].subject).to.contain('Neue Mitteilung')
    const words = mails[0].text.replace(/https?:\S+/g, '')
    expect(words).not.to.match(/Zbinden|Emma|756|245/)
    await eventually(async () => (await office.db('notices').whereNull('sentAt')).length === 0)
    const [{ mutationId } = {}] = await office.db('notices').whereNotNull('sentAt')
    await office.record('sent', `post-${mutationId}`, 'post')
  })

  it('grants nothing where the office refuses, and the letter says why', async () => {
    const id = await submitted(office.db, ids)
    await office.knock()
    await task(`${id}/review/1`)
    const review = await agreement(office.db, id)
    await answer(office.db, `${id}/review/1`, {
      ...review,
      decision: 'refuse',
      lines: review.lines.map((line) => ({ ...line, granted: 'no' })),
      reason: 'Das Kind ist nicht gemeldet.',
    })
    await office.knock()
    expect((await closed(id)).outcome).to.equal('refused')
    await office.record('refused', id)
    expect(await office.db('entitlements').where({ mutationId: id })).to.deep.equal([])
    expect(await office.db('messages').where({ mutationId: id })).to.have.length(1)
  })

  it('asks the employer for missing papers, reminds on day 14 and 25, and decides on the file after day 30', async () => {
    const id = await submitted(office.db, ids, plainAnswers({ documents: [] }))
    await office.knock()
    const asked = await task(`${id}/provide-documents/1`)
    expect(asked.side).to.equal('employer')
    const reminders = async () =>
      (await office.db('notices').where({ mutationId: id, event: 'reminder' }).orderBy('id')).map(
        (it) => it.id,
      )
    await office.later('13 days')
    expect(await reminders()).to.have.length(0)
    await office.later('2 days')
    expect(await reminders()).to.have.length(1)
    await office.later('11 days')
    expect(await reminders()).to.have.length(2)
    await office.later('10 days')
    const expired = await eventually(() =>
      office.db('tasks').where({ id: asked.id, status: 'expired' }).first(),
    )
    expect(expired.closedBy).to.equal('system')
    expect(await task(`${id}/review/1`)).to.include({ side: 'fund', status: 'open' })
    await office.record('papers-expired', id)
  })

  it('keeps the dates of the reminders however often it is nudged', async () => {
    const id = await submitted(office.db, ids, plainAnswers({ documents: [] }))
    await office.knock()
    await task(`${id}/provide-documents/1`)
    await office.record('papers-awaited', id)
    const handle = office.client.workflow.getHandle(id)
    for (let day = 0; day < 15; day++) {
      await handle.signal('nudge')
      await office.later('1 day')
    }
    const reminders = () => office.db('notices').where({ mutationId: id, event: 'reminder' })
    expect(await reminders()).to.have.length(1)
    await office.knock()
    // one that has not gone out yet is forgotten with the answer
    await eventually(() => reminders().whereNotNull('sentAt').first())
    await answer(office.db, `${id}/provide-documents/1`, { decision: 'provided' }, ids.user)
    await office.knock()
    await task(`${id}/review/1`)
    await office.later('40 days')
    expect(await reminders()).to.have.length(1)
  })

  it('asks for more papers as often as the office wants', async () => {
    const id = await submitted(office.db, ids)
    await office.knock()
    for (const n of [1, 2]) {
      await task(`${id}/review/${n}`)
      await answer(office.db, `${id}/review/${n}`, {
        decision: 'ask',
        documents: [{ purpose: 'custody' }],
        text: 'Bitte',
        dueDays: 20,
      })
      await office.knock()
      const asked = await task(`${id}/provide-documents/${n + 1}`)
      expect(JSON.parse(asked.details)).to.deep.equal({ documents: [{ purpose: 'custody' }], text: 'Bitte' })
      await answer(office.db, asked.id, { decision: 'provided' }, ids.user)
      await office.knock()
    }
    await task(`${id}/review/3`)
    await office.record('asked-twice', id)
  })

  it('lets a decision out only when a second person agrees, and back to review when not', async () => {
    const id = await submitted(office.db, ids)
    await office.knock()
    await task(`${id}/review/1`)
    await answer(office.db, `${id}/review/1`, await agreement(office.db, id, ['amount']))
    await office.knock()
    const second = await task(`${id}/second-review/1`)
    expect(JSON.parse(second.details)).to.deep.include({ firstBy: 'desk', reasons: ['amount'] })
    await answer(office.db, second.id, { decision: 'disagree', reason: 'zu hoch' }, 'desk2')
    await office.knock()
    await task(`${id}/review/2`)
    await answer(office.db, `${id}/review/2`, await agreement(office.db, id, ['amount']))
    await office.knock()
    await task(`${id}/second-review/2`)
    expect((await mutationById(office.db, id)).status).to.equal('submitted')
    await answer(office.db, `${id}/second-review/2`, { decision: 'agree', reason: '' }, 'desk2')
    await office.knock()
    await closed(id)
    await office.record('second-review', id)
  })

  it('ends when the report is recalled, and opens no further task', async () => {
    const id = await submitted(office.db, ids)
    await office.knock()
    await task(`${id}/review/1`)
    const next = await recall(
      office.db,
      await mutationById(office.db, id),
      `FZ-RE${id.slice(0, 6)}`,
      by(ids.user),
    )
    expect(next).to.be.a('string')
    await office.knock()
    await office.client.workflow.getHandle(id).result()
    await office.record('recalled', id)
    expect((await tasksOf(office.db, id)).map((it) => it.status)).to.deep.equal(['withdrawn'])
  })

  it('arrives where it was when Temporal has forgotten everything about it', async () => {
    const id = await submitted(office.db, ids)
    await office.knock()
    await task(`${id}/review/1`)
    await office.client.workflow.getHandle(id).terminate('as if the store were lost')
    await answer(office.db, `${id}/review/1`, await agreement(office.db, id))
    await office.knock()
    await closed(id)
    expect(await tasksOf(office.db, id)).to.have.length(1)
    expect(await office.db('messages').where({ mutationId: id })).to.have.length(1)
  })

  it('writes ids and outcomes into the history, and nothing about the family', async () => {
    const id = await submitted(office.db, ids, plainAnswers({ documents: [] }))
    await office.knock()
    await task(`${id}/provide-documents/1`)
    const history = await office.client.workflow.getHandle(id).fetchHistory()
    const text = JSON.stringify(history)
    const decoded = text.replace(/"data":"([^"]+)"/g, (_, data: string) =>
      Buffer.from(data, 'base64').toString(),
    )
    for (const secret of ['Zbinden', 'Emma', '756.', 'Musterweg'])
      expect(text + decoded).not.to.contain(secret)
  })
})
