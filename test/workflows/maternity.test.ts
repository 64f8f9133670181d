import { expect } from 'chai'
import { statementsOf } from '../../db/allowances/statements.js'
import { amend } from '../../db/reports/amendments.js'
import { bytesOf, documentById } from '../../db/reports/documents.js'
import { mutationById } from '../../db/reports/mutations.js'
import { recall } from '../../db/reports/recall.js'
import { addDays, addMonths, firstOfMonth, monthsBetween } from '../../domain/dates.js'
import { readPdf } from '../documents/read-pdf.js'
import { need } from '../needs.js'
import { answer, by, givenEmployee, today } from './case.js'
import { birthDate, maternityAgreement, plainBirth, reportedBirth, statedFor } from './maternity-case.js'
import { eventually, type Office, openOffice } from './office.js'

const lastDay = addDays(birthDate, 97)

describe('The maternity allowance, from the report to the last statement', function () {
  this.timeout(60_000)
  let office: Office
  let ids: Awaited<ReturnType<typeof givenEmployee>>
  const task = (id: string) => eventually(() => office.db('tasks').where({ id }).first())
  const inState = (id: string, status: string) =>
    eventually(() => office.db('mutations').where({ id, status }).first())
  const statements = (id: string, count: number) =>
    eventually(async () => {
      const all = await statementsOf(office.db, id)
      return all.length >= count && all
    })

  /** A report that the office has agreed to. */
  async function running(said = plainBirth()) {
    const id = await reportedBirth(office.db, ids, said)
    await office.knock()
    await task(`${id}/review/1`)
    await answer(office.db, `${id}/review/1`, await maternityAgreement(office.db, id))
    await office.knock()
    await inState(id, 'running')
    return id
  }

  const later = (span: Parameters<Office['later']>[0]) => office.later(span)

  async function tell(id: string, what: string, on: string) {
    expect(await amend(office.db, await mutationById(office.db, id), what, { on }, by(ids.user))).to.equal(
      true,
    )
    await office.knock()
  }

  async function open(this: Mocha.Context) {
    need(this, 'TEMPORAL_BINARY')
    office = await openOffice()
    ids = await givenEmployee(office.db)
  }

  describe('while time passes', () => {
    // each in an office of its own: its clock runs ahead of ours
    beforeEach(open)
    afterEach(() => office?.close())

    it('confirms, states each month at its end, and closes after the last day', async () => {
      const id = await running()
      const months = monthsBetween(birthDate, today)
      await statements(id, 1)
      expect((await statementsOf(office.db, id))[0]?.through).to.equal(addDays(firstOfMonth(today), -1))
      const letter = await documentById(office.db, `${id}/confirmation`)
      if (!letter) throw new Error('no letter')
      const { text } = readPdf(await bytesOf(office.db, letter))
      expect(text)
        .to.include('Sie haben Anspruch auf die Mutterschaftsentschädigung')
        .and.include('15’680.00')
      expect(text).to.include('Verfügung verlangen (Art. 51 Abs. 2 ATSG)')
      await office.record('running', id, 'maternity')

      for (let month = 1; addMonths(firstOfMonth(today), month) <= lastDay; month++) {
        await later('31 days')
        await statements(id, 1 + month)
      }
      await later('40 days')
      await inState(id, 'closed')
      await office.record('ended', id, 'maternity')
      const stated = await statedFor(office.db, id)
      expect(stated).to.include({ days: 98, gross: 1_568_000, toEmployer: 1_568_000 })
      expect(stated.count).to.equal(monthsBetween(birthDate, lastDay) - months + 2)
      expect(stated.last).to.include({ isFinal: true, through: lastDay })
      expect(await office.db('messages').where({ mutationId: id })).to.have.length(1 + stated.count)
    })

    it('ends the day before a return that lies ahead, and not sooner', async () => {
      const id = await running()
      await statements(id, 1)
      await tell(id, 'return-to-work', addDays(today, 20))
      await later('10 days')
      expect((await mutationById(office.db, id)).status).to.equal('running')
      await later('11 days')
      await inState(id, 'closed')
      expect((await statedFor(office.db, id)).last?.through).to.equal(addDays(today, 19))
    })

    it('goes on for the days in hospital that are told meanwhile', async () => {
      const hospital = { from: birthDate, returns: true }
      const documents = (['birth-certificate', 'hospital', 'return-decision'] as const).map((purpose) => ({
        documentId: purpose,
        purpose,
      }))
      const id = await running(plainBirth({ hospital, documents }))
      await tell(id, 'hospital-end', addDays(birthDate, 29))
      await later('70 days')
      expect((await mutationById(office.db, id)).status).to.equal('running')
      await later('30 days')
      await inState(id, 'closed')
      await office.record('extended', id, 'maternity')
      expect(await statedFor(office.db, id)).to.include({ days: 128, gross: 128 * 16_000 })
    })

    it('pays a small allowance once, at the end', async () => {
      const { wage } = plainBirth()
      const id = await running(plainBirth({ wage: { ...wage, amount: 20_000 } }))
      await later('50 days')
      expect((await statedFor(office.db, id)).count).to.equal(0)
      await later('30 days')
      await inState(id, 'closed')
      expect(await statedFor(office.db, id)).to.include({ count: 1, days: 98 })
    })
  })

  describe('at once', () => {
    before(open)
    after(() => office?.close())

    it('ends at once when she returns to work, and takes back what was stated too much', async () => {
      const id = await running()
      await statements(id, 1)
      const on = addDays(birthDate, 10)
      await tell(id, 'return-to-work', on)
      await inState(id, 'closed')
      await office.record('returned', id, 'maternity')
      const stated = await statedFor(office.db, id)
      expect(stated).to.include({ days: 10, gross: 160_000, count: 2 })
      const letter = await documentById(office.db, `${id}/statement-2`)
      if (!letter) throw new Error('no letter')
      const { text } = readPdf(await bytesOf(office.db, letter))
      expect(text).to.include('Schlussabrechnung').and.include('Korrektur einer früheren Abrechnung')
    })

    it('tells a refusal with its reason and states nothing', async () => {
      const id = await reportedBirth(office.db, ids)
      await office.knock()
      await task(`${id}/review/1`)
      await answer(office.db, `${id}/review/1`, { decision: 'refuse', reason: 'Nicht versichert.' })
      await office.knock()
      const closed = await inState(id, 'closed')
      await office.record('refused', id, 'maternity')
      expect(closed.outcome).to.equal('refused')
      const messages = await office.db('messages').where({ mutationId: id })
      expect(messages.map((it) => it.kind)).to.deep.equal(['maternity-confirmation'])
      expect(await statementsOf(office.db, id)).to.deep.equal([])
    })

    it('asks for missing papers first, and ends when the report is recalled', async () => {
      const id = await reportedBirth(office.db, ids, plainBirth({ documents: [] }))
      await office.knock()
      const asked = await task(`${id}/provide-documents/1`)
      expect(JSON.parse(asked.details).documents).to.deep.equal([{ purpose: 'birth-certificate' }])
      await recall(office.db, await mutationById(office.db, id), `MU-RE${id.slice(0, 6)}`, by(ids.user))
      await office.knock()
      await office.client.workflow.getHandle(id).result()
      await office.record('recalled', id, 'maternity')
    })

    it('arrives where it was when Temporal has forgotten everything, and states nothing twice', async () => {
      const id = await running()
      await statements(id, 1)
      await office.client.workflow.getHandle(id).terminate('as if the store were lost')
      await tell(id, 'return-to-work', addDays(birthDate, 20))
      await inState(id, 'closed')
      const stated = await statedFor(office.db, id)
      expect(stated).to.include({ count: 2, days: 20 })
      const messages = await office.db('messages').where({ mutationId: id })
      expect(messages).to.have.length(1 + stated.count)
    })

    it('sees when a birth is reported for another mother, and leaves it to the office', async () => {
      const said = plainBirth()
      const first = await reportedBirth(office.db, ids, said)
      await office.knock()
      await task(`${first}/review/1`)
      const others = await givenEmployee(office.db)
      await office.db('employees').where({ id: others.employee }).update({ ahvNumber: '756.9217.0769.85' })
      const second = await reportedBirth(office.db, others, said)
      await office.knock()
      const review = await task(`${second}/review/1`)
      expect(JSON.parse(review.details).brief.verdict).to.equal('clarify')
    })

    it('writes ids and outcomes into the history, and nothing about the family', async () => {
      const id = await running()
      await statements(id, 1)
      const history = JSON.stringify(await office.client.workflow.getHandle(id).fetchHistory())
      const decoded = history.replace(/"data":"([^"]+)"/g, (_, data: string) =>
        Buffer.from(data, 'base64').toString(),
      )
      for (const secret of ['Zbinden', 'Lia', '756.', '16000'])
        expect(history + decoded).not.to.contain(secret)
    })
  })
})
