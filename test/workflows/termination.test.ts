import { expect } from 'chai'
import { amendmentsOf } from '../../db/reports/amendments.js'
import { bytesOf, documentById } from '../../db/reports/documents.js'
import { beginDraft } from '../../db/reports/drafts.js'
import { addDays, swissDate } from '../../domain/dates.js'
import { holidaysIn } from '../../domain/holidays.js'
import type { TerminationAnswers } from '../../domain/termination/answers.js'
import { findTermination } from '../../domain/termination/findings.js'
import { readPdf } from '../documents/read-pdf.js'
import { need } from '../needs.js'
import { givenEmployee, submitted } from './case.js'
import { givenParent, interruptionsIn } from './interruption-case.js'
import { eventually, type Office, openOffice } from './office.js'

const today = swissDate(new Date())
const leaves: Omit<TerminationAnswers, 'documents'> = {
  reason: 'notice-employee',
  lastDay: `${addDays(today, 40).slice(0, 8)}15`,
}

describe('An exit, from the report to its confirmation', function () {
  this.timeout(60_000)
  let office: Office
  let ids: Awaited<ReturnType<typeof givenParent>>
  let person: ReturnType<typeof interruptionsIn>
  const task = (id: string) => eventually(() => office.db('tasks').where({ id, status: 'open' }).first())
  const closed = (id: string) =>
    eventually(() => office.db('mutations').where({ id, status: 'closed' }).first())
  const pdf = async (id: string) => {
    const document = await documentById(office.db, id)
    if (!document) throw new Error(`no letter ${id}`)
    return readPdf(await bytesOf(office.db, document)).text
  }
  /** What a caseworker approves: what the rules find. */
  async function approval(answers: Omit<TerminationAnswers, 'documents'>) {
    const rows = await office.db('entitlements').where({ employeeId: ids.employee })
    const result = findTermination(
      { documents: [], ...answers },
      {
        ...{ today, submittedOn: today, rounding: 'per-day', isHoliday: holidaysIn('SG') },
        onFile: rows.map((row) => ({ ...row, from: row.startsOn, to: row.endsOn })),
      },
    )
    return { decision: 'approve', result, reason: '' }
  }
  async function carriedOut(answers = leaves): Promise<string> {
    const id = await person.reported(answers, 'termination')
    await office.knock()
    await task(`${id}/review/1`)
    await person.answered(`${id}/review/1`, await approval(answers))
    await office.knock()
    await closed(id)
    return id
  }

  beforeEach(async function () {
    need(this, 'TEMPORAL_BINARY')
    office = await openOffice()
    ids = await givenParent(office.db)
    person = interruptionsIn(office, ids)
  })
  afterEach(() => office?.close())

  it('ends employment and allowances after the review, with a confirmation and a decision', async () => {
    const id = await carriedOut()
    expect((await closed(id)).outcome).to.equal('ended')
    expect(await person.spans()).to.deep.equal([['2020-02-01', leaves.lastDay]])
    const [work] = await office.db('employments').where({ employeeId: ids.employee })
    expect(work.endsOn).to.equal(leaves.lastDay)
    expect((await person.letters(id)).toSorted()).to.deep.equal(['confirmation', 'decision'])
    const decision = await pdf(`${id}/decision`)
    expect(decision).to.include('Art. 13 Abs. 1 FamZG').and.include('Rechtsmittelbelehrung')
    expect(decision).to.include('Emma Zbinden Kinderzulage 15 123.00') // 8.20 a day
    expect(await pdf(`${id}/confirmation`)).to.include('Austritt von Reto Zbinden')
    await office.record('ended', id, 'termination')
  })

  it('is confirmed without a review where no allowance ends', async () => {
    const nobody = await givenEmployee(office.db)
    const id = await interruptionsIn(office, nobody).reported(leaves, 'termination')
    await office.knock()
    expect((await closed(id)).outcome).to.equal('confirmed')
    expect(await person.letters(id)).to.deep.equal(['confirmation'])
    const [work] = await office.db('employments').where({ employeeId: nobody.employee })
    expect(work.endsOn).to.equal(leaves.lastDay)
    await office.record('confirmed', id, 'termination')
  })

  it('by death is reviewed even where no allowance ends', async () => {
    const nobody = interruptionsIn(office, await givenEmployee(office.db))
    const death = { reason: 'death' as const, lastDay: addDays(today, -3), otherParent: 'no' as const }
    const id = await nobody.reported(death, 'termination')
    await office.knock()
    expect(await task(`${id}/review/1`)).to.include({ side: 'fund' })
  })

  it('changes nothing when the office refuses it, and says why', async () => {
    const id = await person.reported(leaves, 'termination')
    await office.knock()
    await task(`${id}/review/1`)
    await person.answered(`${id}/review/1`, { decision: 'refuse', reason: 'Der Vertrag läuft weiter.' })
    await office.knock()
    expect((await closed(id)).outcome).to.equal('refused')
    expect(await person.spans()).to.deep.equal([['2020-02-01', '2036-02-29']])
    expect(await pdf(`${id}/refusal`)).to.include('Der Vertrag läuft weiter.')
    await office.record('refused', id, 'termination')
  })

  it('closes drafts about the person, tells open tasks, and wakes reports under way', async () => {
    const about = {
      employerId: ids.employer,
      employeeId: ids.employee,
      draft: { request: { purpose: 'new' } },
    }
    const by = { actor: ids.user, at: new Date().toISOString() }
    const draft = await beginDraft(
      office.db,
      { kind: 'family-allowance', reference: 'FZ-DRAFT', ...about },
      by,
    )
    const other = await submitted(office.db, ids)
    await office.knock()
    const asked = await task(`${other}/review/1`)
    await person.answered(asked.id, {
      decision: 'ask',
      documents: [{ purpose: 'custody' }],
      text: '',
      dueDays: 60,
    })
    await office.knock()
    await task(`${other}/provide-documents/2`)
    await carriedOut()
    const row = await office.db('mutations').where({ id: draft }).first()
    expect(row).to.include({ status: 'closed', outcome: 'superseded' })
    const [why] = await amendmentsOf(office.db, draft)
    expect(why?.said).to.include({ lastDay: leaves.lastDay })
    const told = await office
      .db('tasks')
      .where({ id: `${other}/provide-documents/2` })
      .first()
    expect(told.status).to.equal('open')
    expect(JSON.parse(told.details)).to.have.nested.property('exit.lastDay', leaves.lastDay)
    expect(await office.db('outbox').where({ workflowId: other })).to.have.length(1)
  })

  it('ends an interruption that runs, without asking for a return that cannot come', async () => {
    const away = await person.reported({ reason: 'unpaid-leave', begin: addDays(today, 2) })
    await office.knock()
    await task(`${away}/review/1`)
    await person.answered(`${away}/review/1`, {
      decision: 'approve',
      result: { verdict: 'grant' },
      reason: '',
    })
    await office.knock()
    await eventually(() => office.db('mutations').where({ id: away, status: 'running' }).first())
    await carriedOut()
    await office.knock()
    await office.later('80 days')
    expect((await closed(away)).outcome).to.equal('ended')
    expect(await office.db('tasks').where({ mutationId: away, step: 'resumption' })).to.deep.equal([])
    expect(await person.spans()).to.deep.equal([['2020-02-01', leaves.lastDay]])
  })

  it('runs again from the top and changes nothing', async () => {
    const id = await carriedOut()
    const count = async () => Number((await office.db('messages').count({ n: '*' }).first())?.n)
    const before = await count()
    await office.activities.decideTermination(id, 1, new Date().toISOString())
    expect(await count()).to.equal(before)
  })
})
