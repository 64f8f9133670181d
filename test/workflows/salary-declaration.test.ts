import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import { readConfig } from '../../config.js'
import { bytesOf, documentById } from '../../db/reports/documents.js'
import { beginDraft } from '../../db/reports/drafts.js'
import { mutationById } from '../../db/reports/mutations.js'
import { recall } from '../../db/reports/recall.js'
import { submit } from '../../db/reports/submissions.js'
import type { SalaryDeclarationAnswers } from '../../domain/salary-declaration/answers.js'
import { settle } from '../../domain/salary-declaration/settlement.js'
import { readPdf } from '../documents/read-pdf.js'
import { need } from '../needs.js'
import { answer, by, givenEmployee } from './case.js'
import { eventually, type Office, openOffice } from './office.js'

const { rates } = readConfig({}).office

const wages = { ahv: 100_000_00, ahvFree: 0, alv: 100_000_00, alvSupplement: 0, alvFree: 0 }
const cantons = { SG: { wage: 100_000_00, allowances: 2_760_00 } }
const answers: SalaryDeclarationAnswers = {
  ...{
    year: 2025,
    role: 'first',
    earlier: [],
    way: 'online',
    findings: {},
    remarks: {},
    file: null,
    documents: [],
  },
  sums: {
    ...wages,
    cantons,
    persons: 2,
    ahvCount: 2,
    fakCount: 2,
    allowances: 2_760_00,
    years: { 2025: { ...wages, cantons } },
  },
}

describe('Wages, from the release to the statement', () => {
  let office: Office
  let employerId: string
  const task = (id: string) => eventually(() => office.db('tasks').where({ id }).first())
  const closed = (id: string) =>
    eventually(() => office.db('mutations').where({ id, status: 'closed' }).first())

  before(async function () {
    need(this, 'TEMPORAL_BINARY')
    office = await openOffice()
    employerId = (await givenEmployee(office.db)).employer
  })
  after(() => office?.close())

  async function released() {
    const { db } = office
    const reference = `LM-${randomUUID().slice(0, 8)}`.toUpperCase()
    const fresh = { kind: 'salary-declaration' as const, reference, employerId, employeeId: null, draft: {} }
    const id = await beginDraft(db, { ...fresh, subject: '2025' }, by('hr'))
    await submit(db, await mutationById(db, id), answers, by('hr'))
    await office.knock()
    return id
  }

  it('are stated once the office has looked at them', async () => {
    const id = await released()
    await task(`${id}/review/1`)
    await answer(office.db, `${id}/review/1`, {
      decision: 'approve',
      result: settle(rates, answers.sums, 2025, { onAccount: 5_000_00 }),
      reason: '',
    })
    await office.knock()
    expect(await closed(id)).include({ outcome: 'confirmed' })
    await office.record('stated', id, 'salary-declaration')
    const document = await documentById(office.db, `${id}/statement`)
    if (!document) throw new Error('no statement')
    const { text } = await readPdf(await bytesOf(office.db, document))
    // 10 600 + 2 200 + 1 800 + 318 administration - 5 000 - 2 760
    expect(text)
      .include('10’600.00')
      .include('2’200.00')
      .include('1’800.00')
      .include('318.00')
      .include('7’158.00')
    const [message] = await office.db('messages').where({ mutationId: id })
    expect(message).include({ kind: 'salary-declaration-statement', employeeId: null })
  })

  it('are asked about, and then not accepted, with the reason in the letter', async () => {
    const id = await released()
    await task(`${id}/review/1`)
    const question = { decision: 'ask', documents: [{ purpose: 'explanation' }], text: '', dueDays: 30 }
    await answer(office.db, `${id}/review/1`, question)
    await office.knock()
    await task(`${id}/provide-documents/2`)
    await answer(office.db, `${id}/provide-documents/2`, { documents: [] })
    await office.knock()
    await task(`${id}/review/2`)
    await answer(office.db, `${id}/review/2`, { decision: 'refuse', reason: 'Es fehlen zwei Personen.' })
    await office.knock()
    expect(await closed(id)).include({ outcome: 'refused' })
    await office.record('asked-refused', id, 'salary-declaration')
    const document = await documentById(office.db, `${id}/statement`)
    if (!document) throw new Error('no letter')
    expect((await readPdf(await bytesOf(office.db, document))).text).include('Es fehlen zwei Personen.')
  })

  it('can be taken back until the office looks at them', async () => {
    const id = await released()
    await task(`${id}/review/1`)
    expect(
      await recall(office.db, await mutationById(office.db, id), `LM-${randomUUID().slice(0, 8)}`, by('hr')),
    ).a('string')
    await office.knock()
    expect(await closed(id)).include({ outcome: 'recalled' })
    await office.record('recalled', id, 'salary-declaration')
  })
})
