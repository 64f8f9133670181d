import { randomBytes, randomUUID } from 'node:crypto'
import { expect } from 'chai'
import type { Knex } from 'knex'
import { storeDocument } from '../../db/reports/documents.js'
import { beginDraft } from '../../db/reports/drafts.js'
import { completeTask, findTask } from '../../db/tasks/tasks.js'
import { typed } from '../../demo/typed.js'
import { referenceFor } from '../../domain/references.js'
import { eventually } from '../eventually.js'
import { by, plainAnswers } from '../workflows/case.js'
import type { Person } from './person.js'

const employer = 'muster-bau'

/** Somebody who works at the demo's Muster Bau AG; answers the id. */
export async function givenWorker(db: Knex): Promise<string> {
  const employee = randomUUID()
  const place = { street: 'Musterweg 1', zip: '9000', city: 'St. Gallen', country: 'CH' }
  const name = { firstName: 'Reto', lastName: 'Zbinden', search: 'zbinden reto' }
  const about = {
    birthDate: '1990-05-18',
    sex: 'male',
    civilStatus: 'married',
    nationality: 'CH',
    language: 'de',
  }
  await db('employees').insert({ id: employee, employerId: employer, ...name, ...about, ...place })
  const work = { canton: 'SG', workload: 100, monthlyWage: 600_000, startsOn: '2016-03-01' }
  await db('employments').insert({ id: randomUUID(), employerId: employer, employeeId: employee, ...work })
  return employee
}

/** A complete draft about a new employee of the demo's Muster Bau AG; answers its id. `paper`: the birth certificate lies with it. */
export async function draftCase(db: Knex, userId: string, paper?: Buffer): Promise<string> {
  const employee = await givenWorker(db)
  const id = randomUUID()
  const certificate = { id: randomUUID(), employerId: employer, employeeId: employee, mutationId: id }
  const documentId = certificate.id
  const answers = plainAnswers({
    documents: paper ? [{ documentId, purpose: 'birth-certificate', childKey: 'c1' }] : [],
  })
  for (const child of answers.children) child.ahvNumber = undefined
  const fresh = {
    id,
    kind: 'family-allowance' as const,
    reference: referenceFor('family-allowance', randomBytes(8)),
    employerId: employer,
    employeeId: employee,
    draft: typed(answers),
  }
  await beginDraft(db, fresh, by(userId))
  const file = { name: 'geburtsurkunde.pdf', mime: 'application/pdf' }
  const upload = { ...certificate, ...file, origin: 'upload' as const, purpose: 'birth-certificate' }
  if (paper) await db.transaction((trx) => storeDocument(trx, upload, paper, by(userId)))
  return id
}

/** The employer says that the papers do not exist, as soon as it is asked for them. */
export async function answerForPapers(db: Knex, id: string, userId: string): Promise<boolean> {
  const row = await db('tasks')
    .where({ id: `${id}/provide-documents/1` })
    .first()
  if (!row) return false
  const task = await findTask(db, row.id)
  const outcome = { decision: 'provided', remark: 'gibt es nicht', unavailable: [] }
  await completeTask(db, { ...task, kind: 'family-allowance' }, outcome, by(userId))
  return true
}

/** Waits until the office has the review of a report to do. */
export const openReview = (db: Knex, id: string) =>
  eventually(`review of ${id}`, () =>
    db('tasks')
      .where({ id: `${id}/review/1`, status: 'open' })
      .first(),
  )

/** A report is sent through the portal, there are no papers, and it waits for its review; answers its id. */
export async function sentForReview(db: Knex, hr: Person, userId: string): Promise<string> {
  const id = await draftCase(db, userId)
  expect((await hr.press(checkPage(id), 'main form', { confirm: 'yes' }))?.status).to.equal(303)
  await eventually(`papers of ${id}`, () => answerForPapers(db, id, userId))
  await openReview(db, id)
  return id
}

/** The office claims the review, as soon as there is one, and approves; pressed again where nobody could take it. */
export async function approveReview(db: Knex, desk: Person, id: string, reason = ''): Promise<void> {
  await openReview(db, id)
  await eventually(`approval of ${id}`, async () => {
    await desk.press(reviewPage(id), 'form[action$="/claim"]', {})
    const choice = { decision: 'approve', after: 'list', reason }
    await desk.press(reviewPage(id), 'form.decide', choice)
    return db('tasks')
      .where({ id: `${id}/review/1`, status: 'done' })
      .first()
  })
}

/** A report that was sent goes on to its end: no papers, approved, closed with one letter and one message. */
export async function decideOnce(db: Knex, desk: Person, id: string, userId: string): Promise<void> {
  await eventually(`papers of ${id}`, () => answerForPapers(db, id, userId))
  await approveReview(db, desk, id)
  await eventually(`${id} is closed`, () => db('mutations').where({ id, status: 'closed' }).first())
  for (const table of ['messages', 'documents'])
    expect(await db(table).where({ mutationId: id }), table).to.have.length(1)
}

export const statusPage = (id: string) => `/e/${employer}/mutations/${id}`
export const checkPage = (id: string) => `/e/${employer}/mutations/${id}/check-answers`
export const reviewPage = (id: string) => `/office/tasks/${id}/review/1`
