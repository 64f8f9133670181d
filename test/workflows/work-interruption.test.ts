import { expect } from 'chai'
import { bytesOf, documentById } from '../../db/reports/documents.js'
import { swissDate } from '../../domain/dates.js'
import { readPdf } from '../documents/read-pdf.js'
import { need } from '../needs.js'
import { givenEmployee, moreTime } from './case.js'
import { givenParent, interruptionsIn } from './interruption-case.js'
import { eventually, type Office, openOffice } from './office.js'

// The clock of the office begins today; every interruption here begins on the first of next month.
const today = swissDate(new Date())
const month = (ahead: number, day: number) => {
  const [year = 0, now = 0] = today.split('-').map(Number)
  return new Date(Date.UTC(year, now - 1 + ahead, day)).toISOString().slice(0, 10)
}
const lastOf = (ahead: number) => month(ahead + 1, 0)

describe('A work interruption, from the report to the return', function () {
  this.timeout(60_000)
  let office: Office
  let person: ReturnType<typeof interruptionsIn>
  const approve = { decision: 'approve', result: { verdict: 'grant' }, reason: '' }
  const leave = { reason: 'unpaid-leave' as const, begin: month(1, 1) }
  const task = (id: string, status = 'open') =>
    eventually(() => office.db('tasks').where({ id, status }).first())
  const reaches = (id: string, status: string) =>
    eventually(() => office.db('mutations').where({ id, status }).first())
  const pdf = async (id: string) => {
    const document = await documentById(office.db, id)
    if (!document) throw new Error(`no letter ${id}`)
    return readPdf(await bytesOf(office.db, document)).text
  }
  /** Reports and lets the office agree. */
  async function confirmed(answers: Parameters<typeof person.reported>[0] = leave): Promise<string> {
    const id = await person.reported(answers)
    await office.knock()
    await task(`${id}/review/1`)
    await person.answered(`${id}/review/1`, approve)
    await office.knock()
    await reaches(id, 'running')
    return id
  }

  beforeEach(async function () {
    need(this, 'TEMPORAL_BINARY')
    office = await openOffice()
    person = interruptionsIn(office, await givenParent(office.db))
  })
  afterEach(() => office?.close())

  it('is confirmed with a letter that says until when allowances go on, and why', async () => {
    const id = await confirmed()
    expect(await person.letters(id)).to.deep.equal(['confirmation'])
    const text = await pdf(`${id}/confirmation`)
    expect(text).to.include('Arbeitsunterbruch von Reto Zbinden').and.include('Art. 10 Abs. 1bis FamZV')
    expect(text).to.include('Emma Zbinden Kinderzulage').and.include('der andere Elternteil')
    expect(await person.spans()).to.deep.equal([['2020-02-01', '2036-02-29']])
    await office.record('confirmed', id, 'work-interruption')
  })

  it('asks on the last day whether work was resumed, reminds twice, and ends the allowances when nobody answers', async () => {
    const id = await confirmed()
    await person.until(month(4, 25))
    expect(await office.db('tasks').where({ id: `${id}/resumption/1` })).to.deep.equal([])
    await person.until(lastOf(4))
    const asked = await task(`${id}/resumption/1`)
    expect(asked.side).to.equal('employer')
    await office.later('26 days')
    const reminders = await office.db('notices').where({ mutationId: id, event: 'reminder' })
    expect(reminders).to.have.length(2)
    await office.later('6 days')
    await task(`${id}/resumption/1`, 'expired')
    await eventually(async () => (await person.letters(id)).includes('stop'))
    expect(await person.spans()).to.deep.equal([['2020-02-01', lastOf(4)]])
    expect(await pdf(`${id}/stop`)).to.include('blieb trotz Erinnerung ohne Antwort')
    expect((await reaches(id, 'running')).outcome).to.equal('confirmed')
    await office.record('question-expired', id, 'work-interruption')
  })

  it('lets a question that got more time run until its new last day, and no longer', async () => {
    const id = await confirmed()
    await person.until(lastOf(4))
    const asked = await task(`${id}/resumption/1`)
    const at = new Date(await office.now()).toISOString()
    const wanted = await moreTime(office.db, asked.id, 20, at)
    await office.knock()
    await person.until(wanted)
    expect((await task(asked.id)).dueOn, 'beyond the old end').to.equal(wanted)
    expect(await person.letters(id)).to.deep.equal(['confirmation'])
    await office.later('2 days')
    await task(asked.id, 'expired')
    await eventually(async () => (await person.letters(id)).includes('stop'))
    expect(await person.spans()).to.deep.equal([['2020-02-01', lastOf(4)]])
  })

  it('ends the allowances when the person is still away, and brings them back from the first of the month of return', async () => {
    const id = await confirmed()
    await person.until(lastOf(4))
    await task(`${id}/resumption/1`)
    await person.answered(`${id}/resumption/1`, { decision: 'still-away' }, 'hr')
    await office.knock()
    await eventually(async () => (await person.letters(id)).includes('stop'))
    await person.until(month(7, 20))
    await person.told(id, 'resumption', { on: month(7, 20), degree: 100 })
    await office.knock()
    await reaches(id, 'closed')
    expect(await person.spans()).to.deep.equal([
      ['2020-02-01', lastOf(4)],
      [month(7, 1), '2036-02-29'],
    ])
    expect(await person.letters(id)).to.deep.equal(['confirmation', 'stop', 'resume'])
    expect(await pdf(`${id}/resume`))
      .to.include('Art. 10 Abs. 1ter FamZV')
      .and.include('Rechtsmittelbelehrung')
    await office.record('resumed-after-stop', id, 'work-interruption')
  })

  it('is over without a question when the return is reported before', async () => {
    const id = await confirmed()
    await person.until(month(2, 10))
    await person.told(id, 'resumption', { on: month(2, 10), degree: 100 })
    await office.knock()
    await reaches(id, 'closed')
    await office.later('200 days')
    expect(await office.db('tasks').where({ mutationId: id, step: 'resumption' })).to.deep.equal([])
    expect(await person.spans()).to.deep.equal([['2020-02-01', '2036-02-29']])
    expect(await person.letters(id)).to.deep.equal(['confirmation'])
    await office.record('returned-early', id, 'work-interruption')
  })

  it('takes an open question back when the return is reported by itself', async () => {
    const id = await confirmed()
    await person.until(lastOf(4))
    await task(`${id}/resumption/1`)
    await person.told(id, 'resumption', { on: lastOf(4), degree: 100 })
    await office.knock()
    await task(`${id}/resumption/1`, 'withdrawn')
    await reaches(id, 'closed')
    expect(await person.answered(`${id}/resumption/1`, { decision: 'still-away' }, 'hr')).to.equal(false)
  })

  it('asks on the expected end, follows a changed one, and asks again on the last day', async () => {
    const id = await confirmed({ ...leave, until: month(2, 10) })
    await person.told(id, 'expected-end', { until: month(3, 15) })
    await office.knock()
    await person.until(month(3, 14))
    expect(await office.db('tasks').where({ mutationId: id, step: 'resumption' })).to.deep.equal([])
    await person.until(month(3, 15))
    await task(`${id}/resumption/1`)
    await person.answered(`${id}/resumption/1`, { decision: 'still-away' }, 'hr')
    await office.knock()
    await person.until(lastOf(4))
    await task(`${id}/resumption/2`)
    await person.answered(
      `${id}/resumption/2`,
      { decision: 'resumed', resumption: { on: month(4, 20), degree: 100 } },
      'hr',
    )
    await office.knock()
    await reaches(id, 'closed')
    expect(await person.spans()).to.deep.equal([['2020-02-01', '2036-02-29']])
    await office.record('asked-twice', id, 'work-interruption')
  })

  it('keeps the allowances while 630 francs are paid, and asks again after three months', async () => {
    const id = await confirmed()
    await person.until(lastOf(4))
    await task(`${id}/resumption/1`)
    // next year’s limit is not known yet: what counts is the limit on the day the interruption begins
    await person.answered(`${id}/resumption/1`, { decision: 'still-away', wage: 63_000 }, 'hr')
    await office.knock()
    await office.later('100 days')
    await task(`${id}/resumption/2`)
    expect(await person.spans()).to.deep.equal([['2020-02-01', '2036-02-29']])
  })

  it('of somebody without allowances is confirmed at once, without a review', async () => {
    const nobody = interruptionsIn(office, await givenEmployee(office.db))
    const id = await nobody.reported(leave)
    await office.knock()
    expect((await reaches(id, 'closed')).outcome).to.equal('confirmed')
    expect(await nobody.letters(id)).to.deep.equal(['confirmation'])
    expect(await office.db('tasks').where({ mutationId: id })).to.deep.equal([])
    await office.record('nothing-runs', id, 'work-interruption')
  })

  it('that the office refuses ends the allowances the day before it begins', async () => {
    const id = await person.reported(leave)
    await office.knock()
    await task(`${id}/review/1`)
    await person.answered(`${id}/review/1`, { decision: 'refuse', reason: 'Kein Urlaub, sondern Austritt.' })
    await office.knock()
    expect((await reaches(id, 'closed')).outcome).to.equal('refused')
    expect(await person.spans()).to.deep.equal([['2020-02-01', lastOf(0)]])
    expect(await pdf(`${id}/decision`)).to.include('Kein Urlaub, sondern Austritt.')
    await office.record('refused', id, 'work-interruption')
  })

  it('by death ends the allowances three months after the month, with a decision at once', async () => {
    const id = await person.reported({ reason: 'death', begin: month(-1, 20) })
    await office.knock()
    await task(`${id}/review/1`)
    await person.answered(`${id}/review/1`, approve)
    await office.knock()
    expect((await reaches(id, 'closed')).outcome).to.equal('ended')
    expect(await person.spans()).to.deep.equal([['2020-02-01', lastOf(2)]])
    expect(await pdf(`${id}/stop`)).to.include('Art. 10 Abs. 3 FamZV')
    await office.record('death', id, 'work-interruption')
  })

  it('runs again from the top and arrives where it was', async () => {
    const id = await confirmed()
    await person.until(lastOf(4))
    await task(`${id}/resumption/1`)
    await person.answered(`${id}/resumption/1`, { decision: 'still-away' }, 'hr')
    await office.knock()
    await eventually(async () => (await person.letters(id)).includes('stop'))
    const count = async () => Number((await office.db('messages').count({ n: '*' }).first())?.n)
    const before = [await count(), await person.spans()]
    await office.client.workflow.getHandle(id).terminate()
    await person.told(id, 'expected-end', { until: month(9, 1) })
    await office.knock()
    await office.later('2 days')
    expect([await count(), await person.spans()]).to.deep.equal(before)
    await person.told(id, 'resumption', { on: month(5, 15), degree: 100 })
    await office.knock()
    await reaches(id, 'closed')
    expect(await person.letters(id)).to.deep.equal(['confirmation', 'stop', 'resume'])
  })
})
