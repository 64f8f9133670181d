import { expect } from 'chai'
import { bytesOf, documentById } from '../../db/reports/documents.js'
import { mutationById } from '../../db/reports/mutations.js'
import { recall } from '../../db/reports/recall.js'
import { tasksOf } from '../../db/tasks/tasks.js'
import {
  addDays,
  addMonths,
  addYears,
  daysBetween,
  firstOfMonth,
  type IsoDate,
  lastOfMonth,
  swissDate,
} from '../../domain/dates.js'
import { schoolYearEnd, schoolYearOf } from '../../domain/training-certificate/school-year.js'
import { need } from '../needs.js'
import { answer, by, givenEmployee, moreTime } from './case.js'
import { eventually, type Office, openOffice } from './office.js'
import {
  agreedOn,
  allowancesOf,
  certified,
  certifiedLate,
  givenPupil,
  inTraining,
  reportsAbout,
} from './training-case.js'

const kind = 'training-certificate' as const
const nextJanuary = `${new Date().getFullYear() + 1}-01-11T09:00:00Z`
const dayOf = async ({ now }: Office) => swissDate(new Date(await now()))
let until: IsoDate
let next: IsoDate
let yearEnd: IsoDate

describe('The training certificate, from the question to the decision', function () {
  this.timeout(60_000)
  let office: Office
  let ids: Awaited<ReturnType<typeof givenEmployee>>
  const task = (id: string) => eventually(() => office.db('tasks').where({ id }).first())
  const inState = (id: string, status: string) =>
    eventually(() => office.db('mutations').where({ id, status }).first())

  // each test begins in January: what it asks about then lies within one school year
  beforeEach(async function () {
    need(this, 'TEMPORAL_BINARY')
    office = await openOffice({ CAMPAIGN_PER_SECOND: '5' }, nextJanuary)
    ids = await givenEmployee(office.db)
    until = lastOfMonth(await dayOf(office))
    next = addDays(until, 1)
    yearEnd = schoolYearEnd(schoolYearOf(next))
  })
  afterEach(() => office?.close())

  /** The daily search, as its schedule starts it, once or several times at the same moment. */
  const search = async (...names: string[]) => {
    const handles = await Promise.all(
      names.map((name) =>
        office.client.workflow.start('campaign', {
          workflowId: `search-${name}`,
          taskQueue: office.config.temporal.taskQueue,
          args: [null],
        }),
      ),
    )
    // not result(): that lets time run on to the next reminder of somebody else
    for (const handle of handles)
      while ((await handle.describe()).status.name !== 'COMPLETED') {
        await new Promise((done) => setTimeout(done, 100))
        await office.later('1 second')
      }
    await office.knock()
  }
  let searches = 0
  const asked = async (pupil: Parameters<typeof givenPupil>[2] = {}) => {
    const { child } = await givenPupil(office.db, ids, { until, ...pupil })
    await search(`${++searches}`)
    const [report] = await reportsAbout(office.db, child)
    await task(`${report.id}/certificate/1`)
    return { child, id: report.id as string }
  }
  const approve = async (id: string, n = 1) => {
    await task(`${id}/review/${n}`)
    await answer(office.db, `${id}/review/${n}`, await agreedOn(office.db, id))
    await office.knock()
  }

  it('asks the employer, and lets the allowance go on from where it ended', async () => {
    const { child, id } = await asked()
    expect(await mutationById(office.db, id)).to.include({
      status: 'submitted',
      createdBy: 'system',
      submittedBy: null,
    })
    await certified(office.db, id, inTraining(next), ids.user)
    await office.knock()
    await approve(id)
    const mutation = await inState(id, 'closed')
    await office.record('granted', id, kind)
    expect(mutation.outcome).to.equal('granted')
    expect((await allowancesOf(office.db, child)).at(-1)).to.deep.equal(['education', next, yearEnd])
    const letter = await documentById(office.db, `${id}/decision-1`)
    if (!letter) throw new Error('no letter')
    expect((await bytesOf(office.db, letter)).subarray(0, 5).toString()).to.equal('%PDF-')
  })

  it('reminds on day 14 and 25, decides on the file after day 30, and ends the allowance with the proven period', async () => {
    const { child, id } = await asked()
    const reminders = async () =>
      (await office.db('notices').where({ mutationId: id, event: 'reminder' })).length
    await office.later('13 days')
    expect(await reminders()).to.equal(0)
    await office.later('2 days')
    expect(await reminders()).to.equal(1)
    await office.later('11 days')
    expect(await reminders()).to.equal(2)
    await office.later('10 days')
    await eventually(() =>
      office
        .db('tasks')
        .where({ id: `${id}/certificate/1`, status: 'expired' })
        .first(),
    )
    await office.record('expired', id, kind)
    await approve(id)
    const ended = await inState(id, 'running')
    expect(ended.outcome).to.equal('ended')
    expect(await allowancesOf(office.db, child)).to.deep.equal([['education', addYears(next, -1), until]])
    expect(await office.db('messages').where({ mutationId: id })).to.have.length(1)
    await office.record('ended', id, kind)
  })

  it('revives the allowance by a late proof, under the same report', async () => {
    const { child, id } = await asked()
    await office.later('37 days')
    await approve(id)
    await inState(id, 'running')
    expect(await certifiedLate(office.db, id, inTraining(next), ids.user)).to.equal(true)
    await office.knock()
    await approve(id, 2)
    expect((await inState(id, 'closed')).outcome).to.equal('granted')
    await office.record('late-proof', id, kind)
    expect(await allowancesOf(office.db, child)).to.deep.equal([
      ['education', addYears(next, -1), until],
      ['education', next, yearEnd],
    ])
    expect(await reportsAbout(office.db, child)).to.have.length(1)
    expect(await office.db('messages').where({ mutationId: id })).to.have.length(2)
  })

  it('waits as long as the employer was given more time, and then decides on the file', async () => {
    const { id } = await asked()
    const at = new Date(await office.now()).toISOString()
    await moreTime(office.db, `${id}/certificate/1`, 20, at)
    await office.knock()
    await office.later('40 days')
    expect(await task(`${id}/certificate/1`)).to.include({ status: 'open' })
    await office.later('17 days')
    await task(`${id}/review/1`)
    expect(await task(`${id}/certificate/1`)).to.include({ status: 'expired' })
  })

  it('lets a late proof count in a review that is already open', async () => {
    const { id } = await asked()
    await office.later('37 days')
    await task(`${id}/review/1`)
    await certifiedLate(office.db, id, inTraining(next), ids.user)
    await office.knock()
    await approve(id)
    expect((await inState(id, 'closed')).outcome).to.equal('granted')
  })

  it('asks again, under the same report, when the proof ends within the school year', async () => {
    const { child, id } = await asked()
    const halfYear = lastOfMonth(addMonths(next, 2))
    await certified(office.db, id, inTraining(next, halfYear), ids.user)
    await office.knock()
    await approve(id)
    await inState(id, 'running')
    const wait = daysBetween(await dayOf(office), addDays(halfYear, -30)) + 1
    await office.later(`${wait} days`)
    await task(`${id}/certificate/2`)
    await office.record('asked-again', id, kind)
    await certified(office.db, id, inTraining(addDays(halfYear, 1), yearEnd), ids.user, 2)
    await office.knock()
    await approve(id, 2)
    await inState(id, 'closed')
    expect((await allowancesOf(office.db, child)).map((it) => it[2])).to.deep.equal([
      until,
      halfYear,
      yearEnd,
    ])
  })

  it('asks for other papers as often as the office wants', async () => {
    const { id } = await asked()
    await certified(office.db, id, inTraining(next), ids.user)
    await office.knock()
    await task(`${id}/review/1`)
    await answer(office.db, `${id}/review/1`, {
      decision: 'ask',
      documents: [{ purpose: 'contract' }],
      text: '',
      dueDays: 20,
    })
    await office.knock()
    await task(`${id}/provide-documents/2`)
    await answer(office.db, `${id}/provide-documents/2`, { decision: 'provided' }, ids.user)
    await office.knock()
    await approve(id, 2)
    await inState(id, 'closed')
    await office.record('asked-back', id, kind)
  })

  it('refuses with a reason, and waits for a better proof until the school year is over', async () => {
    const { child, id } = await asked()
    await certified(office.db, id, inTraining(next), ids.user)
    await office.knock()
    await task(`${id}/review/1`)
    await answer(office.db, `${id}/review/1`, {
      decision: 'refuse',
      reason: 'Der Vertrag ist nicht unterschrieben.',
    })
    await office.knock()
    expect((await inState(id, 'running')).outcome).to.equal('refused')
    expect(await allowancesOf(office.db, child)).to.have.length(1)
    await office.later('300 days')
    expect((await inState(id, 'closed')).outcome).to.equal('refused')
    await office.record('refused', id, kind)
  })

  it('ends the child allowance at 16 when there is no education', async () => {
    const month = until
    const { child, id } = await asked({
      kind: 'child',
      birthDate: addYears(firstOfMonth(until), -16),
      until: month,
    })
    await certified(office.db, id, { state: 'ended' }, ids.user)
    await office.knock()
    await approve(id)
    expect((await inState(id, 'running')).outcome).to.equal('ended')
    expect(await allowancesOf(office.db, child)).to.deep.equal([
      ['child', addYears(addDays(month, 1), -1), month],
    ])
  })

  it('cannot be taken back by an employer who has not begun it', async () => {
    const { id } = await asked()
    expect(await recall(office.db, await mutationById(office.db, id), 'AN-0000-0000', by(ids.user))).to.equal(
      null,
    )
    expect((await mutationById(office.db, id)).status).to.equal('submitted')
  })

  it('arrives where it was when Temporal has forgotten everything about it', async () => {
    const { id } = await asked()
    await office.later('37 days')
    await approve(id)
    await inState(id, 'running')
    await office.client.workflow.getHandle(id).terminate('as if the store were lost')
    await certifiedLate(office.db, id, inTraining(next), ids.user)
    await office.knock()
    await approve(id, 2)
    await inState(id, 'closed')
    expect((await tasksOf(office.db, id)).map((it) => it.step).sort()).to.deep.equal([
      'certificate',
      'review',
      'review',
    ])
    expect(await office.db('messages').where({ mutationId: id })).to.have.length(2)
  })

  it('opens one report a child and school year, however often and whenever it is searched', async () => {
    const pupils = []
    for (let nth = 0; nth < 12; nth++) pupils.push(await givenPupil(office.db, ids, { until }))
    await search('at-once-a', 'at-once-b', 'at-once-c')
    await office.later('3 days')
    await search('late')
    for (const { child } of pupils) expect(await reportsAbout(office.db, child)).to.have.length(1)
    const mails = await office.db('notices').where('id', 'like', `certificates/${ids.employer}/%`)
    const days = new Set(mails.map((it) => it.id.split('/')[2]))
    expect(mails, 'one mail a day, however many children').to.have.length(days.size)
  })

  it('goes on where it was after many pages', async () => {
    for (let nth = 0; nth < 40; nth++) await givenPupil(office.db, ids, { until })
    await search('many')
    await office.record('many-pages', 'search-many', 'campaign')
    const waiting = await office
      .db('children')
      .whereNotIn(
        'id',
        office.db('mutations').whereNotNull('subjectKey').select(office.db.raw('substr(subject_key, 1, 36)')),
      )
    expect(waiting).to.have.length(0)
  })

  it('writes ids and outcomes into the history, and nothing about the family', async () => {
    const { id } = await asked()
    const history = await office.client.workflow.getHandle(id).fetchHistory()
    const text = JSON.stringify(history)
    const decoded = text.replace(/"data":"([^"]+)"/g, (_, data: string) =>
      Buffer.from(data, 'base64').toString(),
    )
    for (const secret of ['Zbinden', 'Emma', '756.', 'Musterweg'])
      expect(text + decoded).not.to.contain(secret)
  })
})
