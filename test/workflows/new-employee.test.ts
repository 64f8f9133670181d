import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import { bytesOf, documentById } from '../../db/reports/documents.js'
import { beginDraft } from '../../db/reports/drafts.js'
import { mutationById } from '../../db/reports/mutations.js'
import { recall } from '../../db/reports/recall.js'
import { submit } from '../../db/reports/submissions.js'
import { tasksOf } from '../../db/tasks/tasks.js'
import { addDays } from '../../domain/dates.js'
import type { NewEmployeeAnswers, NewPerson } from '../../domain/new-employee/answers.js'
import { readPdf } from '../documents/read-pdf.js'
import { need } from '../needs.js'
import { answer, by, givenEmployee, today } from './case.js'
import { eventually, type Office, openOffice } from './office.js'

const identity = [{ documentId: 'd1', purpose: 'identity' }]
const numbers = ['756.9217.0769.85', '756.9876.5432.17', '756.1111.1111.13', '756.2222.2222.24']

describe('An entry, from the report to the confirmation', () => {
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

  async function reported(
    person: Partial<NewPerson>,
    documents: NewEmployeeAnswers['documents'] = [],
    employerId = ids.employer,
  ) {
    const { db } = office
    const answers: NewEmployeeAnswers = {
      person: {
        firstName: 'Zoë',
        lastName: 'Müller',
        birthDate: '1994-03-14',
        sex: 'female',
        nationality: 'PT',
        ...person,
      },
      contact: {
        ...{ civilStatus: 'single', street: 'Gallusstrasse 3', zip: '9000', city: 'St. Gallen' },
        ...{ country: 'CH', language: 'de' },
      },
      work: {
        ...{ startsOn: addDays(today, 7), canton: 'SG', workplace: 'St. Gallen', workload: 80 },
        ...{ function: 'Bauleiterin', personnelNumber: '2044', monthlyWage: 612_000, allowances: true },
      },
      documents,
    }
    const reference = `NE-${randomUUID().slice(0, 8)}`.toUpperCase()
    const fresh = { kind: 'new-employee' as const, reference, employerId, employeeId: null, draft: {} }
    const id = await beginDraft(db, { ...fresh, subject: 'Zoë Müller' }, by(ids.user))
    await submit(db, await mutationById(db, id), answers, by(ids.user))
    await office.knock()
    return id
  }

  const peopleNamed = (lastName: string) => office.db('employees').where({ lastName }).orderBy('id')
  async function letterOf(id: string) {
    const document = await documentById(office.db, `${id}/confirmation`)
    if (!document) throw new Error('no letter')
    return (await readPdf(await bytesOf(office.db, document))).text
  }

  it('needs nobody when the number is stated and nobody else bears it', async () => {
    const id = await reported({ ahvNumber: numbers[0] })
    const mutation = await closed(id)
    await office.record('confirmed', id, 'new-employee')
    expect(mutation).include({ outcome: 'confirmed', employeeId: id })
    expect(await tasksOf(office.db, id)).deep.equal([])
    const [person, ...more] = await peopleNamed('Müller')
    expect(more).deep.equal([])
    expect(person).include({ ahvNumber: numbers[0], city: 'St. Gallen', employerId: ids.employer })
    expect(person.search).equal('muller zoe 7569217076985 2044 mueller zoe')
    const [work] = await office.db('employments').where({ employeeId: id })
    expect(work).include({ startsOn: addDays(today, 7), endsOn: null, workload: 80, monthlyWage: 612_000 })
    const messages = await office.db('messages').where({ mutationId: id })
    expect(messages.map((it) => [it.kind, it.employeeId])).deep.equal([['new-employee-confirmation', id]])
    const text = await letterOf(id)
    expect(text).include('Anmeldebestätigung').include(numbers[0]).include('Versicherungsausweis')
    expect(text).include('Familienzulagen')
  })

  it('reported twice makes one person with one employment', async () => {
    const person = { ahvNumber: numbers[1], firstName: 'Jan', lastName: 'Doppel' }
    const both = await Promise.all([reported(person), reported(person)])
    for (const id of both) expect((await closed(id)).outcome).equal('confirmed')
    const people = await peopleNamed('Doppel')
    expect(people).length(1)
    expect(await office.db('employments').where({ employeeId: people[0].id })).length(1)
    const about = await office.db('mutations').whereIn('id', both).select('employeeId')
    expect(about.map(({ employeeId }) => employeeId)).deep.equal([people[0].id, people[0].id])
  })

  it('of somebody who comes back adds an employment to the person on file', async () => {
    const before = await office.db('employees').where({ id: ids.employee }).first()
    await office
      .db('employments')
      .where({ employeeId: ids.employee })
      .update({ endsOn: addDays(today, -30) })
    const back = { firstName: before.firstName, lastName: before.lastName, birthDate: before.birthDate }
    const id = await reported({ ...back, sex: 'male', ahvNumber: before.ahvNumber })
    expect(await closed(id)).include({ outcome: 'confirmed', employeeId: ids.employee })
    const spans = await office.db('employments').where({ employeeId: ids.employee }).orderBy('startsOn')
    expect(spans.map((it) => it.endsOn)).deep.equal([addDays(today, -30), null])
    expect(await peopleNamed(before.lastName)).length(1)
    expect(await letterOf(id)).include('schon bei Ihnen erfasst')
  })

  it('without a number asks for a copy of the passport, then the office for the number', async () => {
    const id = await reported({ lastName: 'Ohne' })
    const asked = await task(`${id}/provide-documents/1`)
    expect(JSON.parse(asked.details).documents).deep.equal([{ purpose: 'identity' }])
    await answer(office.db, asked.id, { decision: 'provided', remark: '', unavailable: [] }, ids.user)
    await office.knock()
    await task(`${id}/review/1`)
    expect(await peopleNamed('Ohne')).deep.equal([])
    await answer(office.db, `${id}/review/1`, {
      decision: 'approve',
      result: { ahvNumber: numbers[2] },
      reason: '',
    })
    await office.knock()
    expect((await closed(id)).outcome).equal('confirmed')
    await office.record('number-assigned', id, 'new-employee')
    expect((await peopleNamed('Ohne')).map(({ ahvNumber }) => ahvNumber)).deep.equal([numbers[2]])
  })

  it('goes to the office without the passport when nobody sends it in time', async () => {
    const id = await reported({ lastName: 'Spät' })
    await task(`${id}/provide-documents/1`)
    await office.later('40 days')
    await task(`${id}/review/1`)
    const [asked] = await tasksOf(office.db, id)
    expect(asked?.status).equal('expired')
    await answer(office.db, `${id}/review/1`, { decision: 'refuse', reason: 'Ohne Ausweis keine Nummer.' })
    await office.knock()
    expect(await closed(id)).include({ outcome: 'refused', employeeId: null })
    await office.record('refused', id, 'new-employee')
    expect(await peopleNamed('Spät')).deep.equal([])
    expect(await letterOf(id))
      .include('Ohne Ausweis keine Nummer.')
      .include('nicht bestätigt')
  })

  it('whose number is on file elsewhere with another birthday waits for the office, and tells the employer nothing', async () => {
    const other = await givenElsewhere(numbers[3] ?? '')
    const id = await reported({ ahvNumber: numbers[3], lastName: 'Anders' })
    const review = await task(`${id}/review/1`)
    expect(JSON.parse(review.details)).deep.equal({ brief: { verdict: 'clarify' } })
    const decision = { decision: 'approve', result: { ahvNumber: numbers[3] }, reason: 'Ausweis eingesehen.' }
    await answer(office.db, review.id, decision)
    await office.knock()
    await closed(id)
    const text = await letterOf(id)
    expect(text).not.include('Anderswo').not.include(other.birthDate)
    expect(await office.db('employees').where({ ahvNumber: numbers[3] })).length(2)
    expect(await office.db('employees').where({ id: other.id }).first()).include({ lastName: 'Fremd' })
  })

  it('can be taken back until the office has claimed it', async () => {
    const id = await reported({ lastName: 'Zurück' }, identity)
    await task(`${id}/review/1`)
    const mutation = await mutationById(office.db, id)
    expect(await recall(office.db, mutation, 'NE-RECALLED', by(ids.user))).not.equal(null)
    await office.knock()
    expect((await closed(id)).outcome).equal('recalled')
    expect(await peopleNamed('Zurück')).deep.equal([])
  })

  it('carried out a second time changes nothing', async () => {
    const id = await reported({ ahvNumber: '756.3333.3333.35', lastName: 'Nochmals' })
    await closed(id)
    const before = await office.db('messages').where({ mutationId: id })
    await office.activities.decideNewEmployee(id, 1, new Date().toISOString())
    expect(await office.db('messages').where({ mutationId: id })).deep.equal(before)
    expect(await peopleNamed('Nochmals')).length(1)
  })

  /** Somebody of another employer with this number. */
  async function givenElsewhere(ahvNumber: string) {
    const [employerId, id] = [randomUUID(), randomUUID()]
    const place = { street: 'Weg 2', zip: '8000', city: 'Zürich' }
    await office.db('employers').insert({
      ...{ id: employerId, memberNumber: employerId.slice(0, 8), name: 'Anderswo AG' },
      ...{ ...place, canton: 'ZH', language: 'de' },
    })
    const birthDate = '1971-01-02'
    await office.db('employees').insert({
      ...{ id, employerId, ahvNumber, firstName: 'Kim', lastName: 'Fremd', birthDate, sex: 'male', ...place },
      ...{ civilStatus: 'single', nationality: 'CH', language: 'de', country: 'CH', search: 'fremd kim' },
    })
    return { id, birthDate }
  }
})
