import { expect } from 'chai'
import { readConfig } from '../../config.js'
import { answerCall, callForWages, openCalls } from '../../db/declarations/calls.js'
import { statementFacts } from '../../db/declarations/declared.js'
import { bytesOf, documentById } from '../../db/reports/documents.js'
import { mutationById } from '../../db/reports/mutations.js'
import { recall } from '../../db/reports/recall.js'
import { submit } from '../../db/reports/submissions.js'
import { findTask } from '../../db/tasks/tasks.js'
import type { SalaryDeclarationAnswers } from '../../domain/salary-declaration/answers.js'
import { settle } from '../../domain/salary-declaration/settlement.js'
import { readPdf } from '../documents/read-pdf.js'
import { need } from '../needs.js'
import { answer, by, givenEmployee, moreTime, now, today } from './case.js'
import { eventually, type Office, openOffice } from './office.js'

const { rates } = readConfig({}).office

/** Of this year: its wages are due next January, whenever the tests run. */
const year = Number(today.slice(0, 4))
const none: SalaryDeclarationAnswers = {
  ...{ year, role: 'first', earlier: [], way: 'none', sums: null },
  ...{ findings: {}, remarks: {}, file: null, documents: [] },
}

describe('The wages of a year, asked for by the clock', () => {
  let office: Office
  before(async function () {
    need(this, 'TEMPORAL_BINARY')
    office = await openOffice()
  })
  after(() => office?.close())

  const task = (id: string, status = 'open') =>
    eventually(() => office.db('tasks').where({ id, status }).first())
  const letters = (mutationId: string) =>
    office.db('messages').where({ mutationId, kind: 'salary-declaration-reminder' })
  const reminders = async (mutationId: string) =>
    (await office.db('notices').where({ mutationId, event: 'reminder' })).length
  const clockNow = async () =>
    Date.parse(
      await office
        .db('tasks')
        .max({ at: 'openedAt' })
        .first()
        .then((row) => row?.at ?? now()),
    )

  /** A new employer is asked; answers the draft and the employer. */
  async function asked() {
    const { employer } = await givenEmployee(office.db)
    await callForWages(office.db, year, null, 500, { actor: 'system', at: now() })
    const [call] = await openCalls(office.db, employer)
    if (!call) throw new Error('not asked')
    await office.knock()
    await task(`${call.id}/declare/1`)
    return { id: call.id, employer }
  }
  async function send(id: string) {
    const sender = by('hr')
    expect(
      await submit(office.db, await mutationById(office.db, id), none, sender, (trx) =>
        answerCall(trx, id, sender),
      ),
    ).equal(true)
    await office.knock()
  }
  /** Lets time go by, day after day, until a task is as it should be. */
  async function until(id: string, status: string) {
    for (let days = 0; days < 500; days += 5) {
      const row = await office.db('tasks').where({ id }).first()
      if (row?.status === status) return row
      await office.later('5 days')
    }
    return task(id, status)
  }

  it('are reminded of, then by letter with fee, interest and a new last day; after that the task stays', async () => {
    const { id } = await asked()
    const first = await findTask(office.db, `${id}/declare/1`)
    expect(first.ladder.at(-1)?.act).equal('expire')
    await until(first.id, 'expired')
    expect(await reminders(id)).equal(first.ladder.length - 1)
    const second = await task(`${id}/declare/2`)
    const [letter, ...more] = await eventually(async () => {
      const found = await letters(id)
      return found.length > 0 && found
    })
    expect(more).deep.equal([])
    const document = await documentById(office.db, letter.documentId)
    if (!document) throw new Error('no letter')
    const { text } = await readPdf(await bytesOf(office.db, document))
    expect(text)
      .include(`Mahnung: Lohnmeldung ${year}`)
      .and.include('50.00')
      .and.include('34a')
      .and.include('41bis')
    expect(text).include(`1. Januar ${year + 1}`)
    expect(second.dueOn > first.dueOn).equal(true)
    await until(second.id, 'expired')
    await task(`${id}/declare/3`)
    await office.later('60 days')
    expect((await findTask(office.db, `${id}/declare/3`)).status).equal('open')
    expect(await letters(id)).length(1)
    await office.record('called-late', id, 'salary-declaration')
    await send(id)
    await task(`${id}/review/1`)
    expect((await findTask(office.db, `${id}/declare/3`)).status).equal('done')
    expect(await clockNow()).greaterThan(Date.parse(`${year + 1}-03-01`))
  })

  it('are reminded of by letter only after the day that was asked for, and bear interest all the same', async () => {
    const { id, employer } = await asked()
    const first = await findTask(office.db, `${id}/declare/1`)
    const at = new Date(await office.now()).toISOString()
    const wanted = await moreTime(office.db, first.id, 20, at)
    await office.knock()
    await office.later(Date.parse(`${wanted}T06:00:00Z`) - (await office.now()))
    expect((await task(first.id)).dueOn).equal(wanted)
    expect(await letters(id)).deep.equal([])
    await send(id)
    await task(`${id}/review/1`)
    const sent = { id, employerId: employer }
    await office
      .db('mutations')
      .where({ id })
      .update({ submittedAt: `${wanted}T09:00:00.000Z` })
    expect(await statementFacts(office.db, sent, { year, role: 'first' })).include({ lateOn: wanted })
  })

  it('are an answer also when there were none, and nobody is reminded', async () => {
    const { id } = await asked()
    await send(id)
    await task(`${id}/review/1`)
    await answer(office.db, `${id}/review/1`, {
      decision: 'approve',
      result: settle(rates, null, year),
      reason: '',
    })
    await office.knock()
    await eventually(() =>
      office.db('mutations').where({ id, status: 'closed', outcome: 'confirmed' }).first(),
    )
    expect(await letters(id)).deep.equal([])
    await office.record('called-none', id, 'salary-declaration')
  })

  it('are asked for anew when they are taken back, and when they are refused', async () => {
    const { id, employer } = await asked()
    await send(id)
    await task(`${id}/review/1`)
    const next = await recall(office.db, await mutationById(office.db, id), `LM-${id.slice(0, 8)}`, by('hr'))
    await office.knock()
    await task(`${next}/declare/1`)
    await send(next ?? '')
    await task(`${next}/review/1`)
    await answer(office.db, `${next}/review/1`, { decision: 'refuse', reason: 'Unvollständig.' })
    await office.knock()
    await eventually(() => office.db('mutations').where({ id: next, outcome: 'refused' }).first())
    const [again] = await eventually(async () => {
      const open = await openCalls(office.db, employer)
      return open.length > 0 && open
    })
    await office.knock()
    expect(again?.id).not.equal(next)
    await task(`${again?.id}/declare/1`)
    await office.record('called-again', String(next), 'salary-declaration')
  })

  it('are asked for by a run of the schedule, once, also when it runs again', async () => {
    const { employer } = await givenEmployee(office.db)
    const day = `${year + 1}-01-05T05:40:00.000Z`
    for (const workflowId of ['call-1', 'call-2'])
      await office.client.workflow.execute('declarationCall', {
        ...{ workflowId, taskQueue: office.config.temporal.taskQueue, args: [day] },
      })
    expect(await openCalls(office.db, employer)).length(1)
    await office.record('asked', 'call-1', 'declaration-call')
    const before = `${year + 1}-09-05T05:40:00.000Z`
    const other = (await givenEmployee(office.db)).employer
    await office.client.workflow.execute('declarationCall', {
      ...{ workflowId: 'call-3', taskQueue: office.config.temporal.taskQueue, args: [before] },
    })
    expect(await openCalls(office.db, other)).deep.equal([])
  })
})
