import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import { amend } from '../../db/reports/amendments.js'
import { bytesOf, documentById } from '../../db/reports/documents.js'
import { beginDraft } from '../../db/reports/drafts.js'
import { mutationById } from '../../db/reports/mutations.js'
import { submit } from '../../db/reports/submissions.js'
import { addDays } from '../../domain/dates.js'
import type { LeaveAnswers, OtherParentLeaveAnswers } from '../../domain/other-parent-leave/answers.js'
import { propose } from '../../domain/other-parent-leave/propose.js'
import { readPdf } from '../documents/read-pdf.js'
import { answers as birthAnswers } from '../domain/maternity/answers.js'
import { need } from '../needs.js'
import { answer, by, givenEmployee, today } from './case.js'
import { statedFor } from './maternity-case.js'
import { eventually, type Office, openOffice } from './office.js'

const birthDate = addDays(today, -60)

describe('The other parent’s leave, from the report to the statement', function () {
  this.timeout(60_000)
  let office: Office
  let ids: Awaited<ReturnType<typeof givenEmployee>>
  const inState = (id: string, status: string) =>
    eventually(() => office.db('mutations').where({ id, status }).first())

  beforeEach(async function () {
    need(this, 'TEMPORAL_BINARY')
    office = await openOffice()
    ids = await givenEmployee(office.db)
  })
  afterEach(() => office?.close())

  async function reported(leave: LeaveAnswers, papers = true) {
    const { hospital: _stay, since: _since, documents: _papers, ...said } = birthAnswers()
    const answers: OtherParentLeaveAnswers = {
      ...said,
      birth: { date: birthDate, alive: true, term: 'full' },
      children: [{ key: 'c1', firstName: 'Lia', lastName: randomUUID(), birthDate }],
      leave,
      documents: papers ? [{ documentId: 'd1', purpose: 'birth-certificate' }] : [],
    }
    const reference = `EA-${randomUUID().slice(0, 4)}-${randomUUID().slice(0, 4)}`.toUpperCase()
    const about = { kind: 'other-parent-leave' as const, reference, employerId: ids.employer }
    const id = await beginDraft(office.db, { ...about, employeeId: ids.employee, draft: {} }, by(ids.user))
    await submit(office.db, await mutationById(office.db, id), answers, by(ids.user))
    await office.knock()
    return { id, answers }
  }
  const task = (id: string) => eventually(() => office.db('tasks').where({ id }).first())

  async function decided(leave: LeaveAnswers, decision: 'approve' | 'refuse' = 'approve') {
    const { id, answers } = await reported(leave)
    await task(`${id}/review/1`)
    const found = propose(answers, { submittedOn: today, alsoReported: 'no' })
    const outcome =
      decision === 'approve' ? { decision, result: { found }, reason: '' } : { decision, reason: 'Nein.' }
    await answer(office.db, `${id}/review/1`, outcome)
    await office.knock()
    return id
  }

  it('states a leave that was taken at once, and closes', async () => {
    const id = await decided({
      by: 'days',
      spans: [{ from: addDays(birthDate, 7), to: addDays(birthDate, 13) }],
    })
    await inState(id, 'closed')
    await office.record('ended', id, 'other-parent-leave')
    expect(await statedFor(office.db, id)).to.include({ count: 1, days: 7, gross: 7 * 16_000 })
    const letter = await documentById(office.db, `${id}/confirmation`)
    if (!letter) throw new Error('no letter')
    const { text } = readPdf(await bytesOf(office.db, letter))
    expect(text).to.include('Entschädigung des andern Elternteils').and.include('Art. 16l Abs. 1 EOG')
  })

  it('waits for a week that lies ahead', async () => {
    const ahead = addDays(today, 10)
    const spans = [
      { from: addDays(birthDate, 7), to: addDays(birthDate, 13) },
      { from: ahead, to: addDays(ahead, 6) },
    ]
    const id = await decided({ by: 'weeks', spans })
    await inState(id, 'running')
    await office.later('20 days')
    await inState(id, 'closed')
    await office.record('two-weeks', id, 'other-parent-leave')
    expect(await statedFor(office.db, id)).to.include({ days: 14, gross: 14 * 16_000 })
  })

  it('follows news: a week that is put off is stated later, and a death gives 98 days more', async () => {
    const ahead = addDays(today, 10)
    const first = { from: addDays(birthDate, 7), to: addDays(birthDate, 13) }
    const id = await decided({ by: 'weeks', spans: [first, { from: ahead, to: addDays(ahead, 6) }] })
    await inState(id, 'running')
    const tell = async (what: string, said: object) => {
      expect(await amend(office.db, await mutationById(office.db, id), what, said, by(ids.user))).to.equal(
        true,
      )
      await office.knock()
    }
    const later = addDays(today, 40)
    await tell('leave', { by: 'weeks', spans: [first, { from: later, to: addDays(later, 6) }] })
    await office.later('30 days')
    expect((await mutationById(office.db, id)).status).to.equal('running')
    expect(await statedFor(office.db, id)).to.include({ days: 7 })
    // the day after the death the 98 days begin
    await tell('bereavement', { on: addDays(birthDate, 60) })
    await office.later('110 days')
    await inState(id, 'closed')
    await office.record('amended', id, 'other-parent-leave')
    expect(await statedFor(office.db, id)).to.include({ days: 7 + 98 })
  })

  it('that is given up closes with word that nothing is due: before the decision without its papers, after it with what was paid taken back', async () => {
    const ahead = addDays(today, 60)
    const first = { from: addDays(birthDate, 7), to: addDays(birthDate, 13) }
    const leave: LeaveAnswers = { by: 'weeks', spans: [first, { from: ahead, to: addDays(ahead, 6) }] }
    const none = { by: 'weeks' as const, spans: [] }
    const giveUp = async (id: string) => {
      const mutation = await mutationById(office.db, id)
      await amend(office.db, mutation, 'leave', none, by(ids.user), ['provide-documents'])
      await office.knock()
    }
    const letter = async (id: string) => {
      const document = await documentById(office.db, id)
      if (!document) throw new Error('no letter')
      return (await readPdf(await bytesOf(office.db, document))).text
    }
    const early = await reported(leave, false)
    await task(`${early.id}/provide-documents/1`)
    await giveUp(early.id)
    await task(`${early.id}/review/1`)
    const found = propose({ ...early.answers, leave: none }, { submittedOn: today, alsoReported: 'no' })
    expect(found).to.include({ verdict: 'refuse' })
    await answer(office.db, `${early.id}/review/1`, { decision: 'approve', result: { found }, reason: '' })
    await office.knock()
    expect((await inState(early.id, 'closed')).outcome).to.equal('ended')
    expect(await letter(`${early.id}/confirmation`)).to.include('Es ist nichts geschuldet')

    const running = await decided(leave)
    await inState(running, 'running')
    await office.later('32 days')
    expect(await statedFor(office.db, running)).to.include({ days: 7 })
    await giveUp(running)
    expect((await inState(running, 'closed')).outcome).to.equal('ended')
    expect(await statedFor(office.db, running)).to.include({ count: 2, days: 0, gross: 0 })
    expect(await letter(`${running}/statement-2`)).to.include('bezieht den Urlaub nicht')
  })

  it('tells a refusal and states nothing', async () => {
    const id = await decided(
      { by: 'weeks', spans: [{ from: birthDate, to: addDays(birthDate, 6) }] },
      'refuse',
    )
    const closed = await inState(id, 'closed')
    await office.record('refused', id, 'other-parent-leave')
    expect(closed.outcome).to.equal('refused')
    expect((await statedFor(office.db, id)).count).to.equal(0)
  })
})
