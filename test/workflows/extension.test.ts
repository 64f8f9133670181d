import { expect } from 'chai'
import { claimTask } from '../../db/tasks/claims.js'
import { namedSpans, setSpans, spansOn } from '../../db/tasks/deadlines.js'
import { askExtension, decideExtension, firstDueOn } from '../../db/tasks/extensions.js'
import { findTask, type Task } from '../../db/tasks/tasks.js'
import { addDays, daysBetween, type IsoDate, swissDate } from '../../domain/dates.js'
import { need } from '../needs.js'
import { answer, by, givenEmployee, plainAnswers, submitted, today } from './case.js'
import { eventually, type Office, openOffice } from './office.js'

describe('The last day of a task', () => {
  let office: Office
  let ids: Awaited<ReturnType<typeof givenEmployee>>

  before(async function () {
    need(this, 'TEMPORAL_BINARY')
    office = await openOffice()
    ids = await givenEmployee(office.db)
  })
  after(() => office?.close())

  const task = (id: string) => eventually(() => office.db('tasks').where({ id }).first())
  const reminders = async (mutationId: string) =>
    Number((await office.db('notices').where({ mutationId, event: 'reminder' }).count({ n: '*' }).first())?.n)

  async function asked() {
    const id = await submitted(office.db, ids, plainAnswers({ documents: [] }))
    await office.knock()
    await task(`${id}/provide-documents/1`)
    const opened = await findTask(office.db, `${id}/provide-documents/1`)
    return { id, opened: { ...opened, kind: 'family-allowance' as const } }
  }

  const extend = (opened: Task & { kind: 'family-allowance' }, wanted: IsoDate, most = 30) =>
    askExtension(
      office.db,
      opened,
      { wanted, reason: 'Die Behörde braucht länger.' },
      { most: (first) => addDays(first, most), decideBy: addDays(today, 14) },
      by(ids.user),
    )

  it('is a working day where the employer is, at least thirty days away', async () => {
    const { opened } = await asked()
    expect(daysBetween(today, opened.dueOn)).within(30, 36)
    expect(opened.ladder.map(({ act }) => act)).deep.equal(['remind', 'remind', 'expire'])
  })

  it('moves at once with its reminders and its end, and the workflow waits for the new one', async () => {
    const { id, opened } = await asked()
    const wanted = addDays(opened.dueOn, 20)
    expect(await extend(opened, wanted)).equal(wanted)
    await office.knock()
    await office.later('15 days')
    expect(await reminders(id), 'the first reminder has moved').equal(0)
    await office.later('23 days')
    expect(await reminders(id)).equal(1)
    expect((await findTask(office.db, opened.id)).status, 'beyond the old end').equal('open')
    await office.later('11 days')
    expect(await reminders(id)).equal(2)
    await office.later('12 days')
    await eventually(() => office.db('tasks').where({ id: opened.id, status: 'expired' }).first())
    await task(`${id}/review/1`)
    await office.record('extended', id)
  })

  it('does not begin anew however often somebody knocks', async () => {
    const { id, opened } = await asked()
    await extend(opened, addDays(opened.dueOn, 10))
    await office.knock()
    const handle = office.client.workflow.getHandle(id)
    for (let day = 0; day < 48; day++) {
      await handle.signal('nudge').catch(() => {})
      await office.later('1 day')
    }
    await eventually(() => office.db('tasks').where({ id: opened.id, status: 'expired' }).first())
    expect(await reminders(id)).equal(2)
  })

  it('is not reached by a clock that has not heard of the new one yet', async () => {
    const { id, opened } = await asked()
    await extend(opened, addDays(opened.dueOn, 20))
    await office.db('outbox').where({ workflowId: id }).delete()
    await office.later('38 days')
    expect((await findTask(office.db, opened.id)).status).equal('open')
    await office.later('24 days')
    await eventually(() => office.db('tasks').where({ id: opened.id, status: 'expired' }).first())
  })

  it('goes beyond what is given at once only when the office says so', async () => {
    const { id, opened } = await asked()
    const wanted = addDays(opened.dueOn, 60)
    expect(await extend(opened, wanted)).equal(addDays(opened.dueOn, 30))
    await office.knock()
    const question = await findTask(office.db, `${id}/extension/1`)
    expect(question).include({ side: 'fund', status: 'open' })
    expect(question.details).include({ task: opened.id, wanted })
    // asked again, there is still one question
    await extend({ ...opened, dueOn: addDays(opened.dueOn, 30) }, addDays(wanted, 1))
    expect(await office.db('tasks').where({ mutationId: id, step: 'extension' })).length(1)
    await claimTask(office.db, question.id, by('desk'))
    const decision = { decision: 'approve' as const, until: wanted, reason: '' }
    expect(
      await decideExtension(office.db, { ...question, kind: 'family-allowance' }, decision, by('desk')),
    ).equal('won')
    const moved = await findTask(office.db, opened.id)
    expect([moved.dueOn, firstDueOn(moved)]).deep.equal([wanted, opened.dueOn])
    expect(await office.db('notices').where({ mutationId: id, event: 'extension' })).length(1)
    await office.knock()
    await office.later('80 days')
    expect((await findTask(office.db, opened.id)).status).equal('open')
    await office.later('20 days')
    await eventually(() => office.db('tasks').where({ id: opened.id, status: 'expired' }).first())
  })

  it('needs no answer of the office any more once the documents are there', async () => {
    const { id, opened } = await asked()
    await extend(opened, addDays(opened.dueOn, 60))
    await answer(office.db, opened.id, { decision: 'provided' }, ids.user)
    await office.knock()
    await task(`${id}/review/1`)
    expect((await findTask(office.db, `${id}/extension/1`)).status).equal('withdrawn')
    expect(await extend(opened, addDays(opened.dueOn, 5))).equal(null)
  })

  it('is as long as the office has set it, for tasks that are opened from then on', async () => {
    const { db, config } = office
    const before = await asked()
    const now = namedSpans(await spansOn(db, today, config.spans))
    const set = { ...now, documents: 10, 'documents-reminder-1': 3, 'documents-reminder-2': 6 }
    expect(await setSpans(db, now, set, today, by('boss'))).equal(3)
    const after = await asked()
    const start = swissDate(after.opened.openedAt)
    expect(daysBetween(start, after.opened.dueOn)).within(10, 14)
    expect(after.opened.ladder.map(({ at }) => daysBetween(start, at.slice(0, 10))).slice(0, 2)).deep.equal([
      3, 6,
    ])
    expect(await findTask(db, before.opened.id)).include({ dueOn: before.opened.dueOn })
    await setSpans(db, set, { ...set, documents: 50 }, addDays(today, 5), by('boss'))
    expect((await spansOn(db, today, config.spans)).documentsDueDays).equal(10)
    expect((await spansOn(db, addDays(today, 5), config.spans)).documentsDueDays).equal(50)
  })
})
