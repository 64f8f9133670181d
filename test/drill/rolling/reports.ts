import { randomBytes, randomUUID } from 'node:crypto'
import type { Knex } from 'knex'
import { amend } from '../../../db/reports/amendments.js'
import { beginDraft } from '../../../db/reports/drafts.js'
import { type Draft, mutationById } from '../../../db/reports/mutations.js'
import { userId } from '../../../demo/accounts.js'
import { addDays, addMonths, firstOfMonth, swissDate } from '../../../domain/dates.js'
import type { MutationKind } from '../../../domain/kinds.js'
import { referenceFor } from '../../../domain/references.js'
import { dateFields } from '../../../web/mutations/fields.js'
import {
  answerForPapers,
  checkPage,
  draftCase,
  givenWorker,
  reviewPage,
  statusPage,
} from '../../crash/cases.js'
import type { Person } from '../../crash/person.js'
import { eventually } from '../../eventually.js'
import { somebody, typedEntry, typedPerson } from '../../web/new-employee-typed.js'
import { by } from '../../workflows/case.js'
import { givenChild } from '../../workflows/interruption-case.js'
import { birthDate } from '../../workflows/maternity-case.js'

import { patiently } from '../people.js'

/** A report that somebody of Muster Bau AG sends. */
export interface Report {
  id: string
  kind: MutationKind
  /** How many messages the employer has of it in the end. */
  messages: number
}

/** Who reports and who decides, and where it is written down. */
export interface Staff {
  db: Knex
  hr: Person
  desk: Person
}

const employerId = 'muster-bau'
const hrId = userId('hr@muster-bau.example')
const today = swissDate(new Date())

/** Drafts one report of each kind that an employer sends. `year`: of the wages, another one each time. */
export async function draftsOf(db: Knex, year: number): Promise<Report[]> {
  const drafted = async (kind: MutationKind, messages: number, draft: Draft, subject?: string) => {
    const employeeId = subject ? null : await givenWorker(db)
    if (employeeId) await givenChild(db, { employerId, employeeId })
    const reference = referenceFor(kind, randomBytes(8))
    const fresh = { kind, reference, employerId, employeeId, draft, ...(subject && { subject }) }
    return { id: await beginDraft(db, fresh, by(hrId)), kind, messages }
  }
  return [
    { id: await draftCase(db, hrId), kind: 'family-allowance', messages: 1 },
    await drafted('termination', 2, exit),
    await drafted('work-interruption', 2, absence),
    await drafted('maternity', 3, birth()),
    await drafted('new-employee', 1, entry(), 'Zoë Müller'),
    await drafted('salary-declaration', 1, { way: { year: String(year), way: 'none' } }, String(year)),
  ]
}

const exit: Draft = {
  exit: { reason: 'notice-employee', ...dateFields('lastDay', addDays(today, 7)) },
  wage: { remark: '' },
}

/** It began so long ago that the question whether the person works again comes at once. */
const absence: Draft = {
  reason: { reason: 'unpaid-leave' },
  period: {
    ...dateFields('begin', firstOfMonth(addMonths(today, -6))),
    ...{ resumed: 'no', extension: 'none', remark: '' },
  },
  wage: { paid: 'none' },
}

/** Of somebody with an AHV number: nobody needs to look at it. */
const entry = (): Draft => ({
  person: typedPerson(somebody()),
  contact: typedEntry.contact,
  work: { ...typedEntry.work, ...dateFields('startsOn', addDays(today, 7)) },
})

const birth = (): Draft => ({
  birth: { ...dateFields('date', birthDate), alive: 'yes', term: 'full', by: 'employer' },
  employment: { ...dateFields('since', '2016-03-01'), state: 'working' },
  wage: { type: 'monthly', amount: '6000', thirteenth: 'yes' },
  'leave-pay': { paid: 'full', returned: 'no' },
  children: { firstName: 'Lia', lastName: randomUUID(), birthDate: '', ahvNumber: '' },
  insurance: { abroad: 'no' },
  'other-work': { hasOther: 'no', hasEarlier: 'no', selfEmployed: 'no', hasFormer: 'no' },
  hospital: { stay: 'no', died: 'no' },
  documents: { about: {}, seen: true },
})

/** Sends a report, and answers for its papers where the office asks for them, until it waits for its review or needs none. */
export async function send({ db, hr }: Staff, { id }: Report): Promise<void> {
  await eventually(`${id} is taken`, async () => {
    const answer = await hr.press(checkPage(id), 'main form', { confirm: 'yes' })
    return answer?.headers.get('location') === statusPage(id)
  })
  await eventually(`review of ${id}`, async () => {
    await patiently(() => answerForPapers(db, id, hrId))
    return (await task(db, `${id}/review/1`, 'open')) || isClosed(db, id)
  })
}

/** The office claims the review and approves, pressed again where it was not taken. */
export async function approve({ db, desk }: Staff, { id, kind }: Report): Promise<void> {
  if (kind === 'new-employee') return
  const choice = { decision: 'approve', after: 'list', reason: 'geprüft' }
  await eventually(`approval of ${id}`, async () => {
    await desk.press(reviewPage(id), 'form[action$="/claim"]', {})
    await desk.press(reviewPage(id), 'form.decide', choice)
    return task(db, `${id}/review/1`, 'done')
  })
}

/** What the employer tells after the decision, that somebody works again; and the end. */
export async function finish({ db, hr }: Staff, { id, kind }: Report): Promise<void> {
  if (kind === 'work-interruption') {
    const question = `${id}/resumption/1`
    await eventually(`question of ${id}`, () => task(db, question, 'open'))
    const on = dateFields('resumedOn', today) as Record<string, string>
    await eventually(`answer to ${question}`, async () => {
      const back = { resumed: 'yes', degree: '100', ...on }
      await hr.press(`/e/${employerId}/tasks/${question}`, 'form.question', back)
      return task(db, question, 'done')
    })
  }
  if (kind === 'maternity') {
    await eventually(`statement of ${id}`, () => db('statements').where({ mutationId: id }).first())
    const back = { on: addDays(birthDate, 12) }
    await patiently(async () => amend(db, await mutationById(db, id), 'return-to-work', back, by(hrId)))
  }
  await eventually(`${id} is closed`, () => isClosed(db, id))
}

const task = (db: Knex, id: string, status: 'open' | 'done') => db('tasks').where({ id, status }).first()
const isClosed = (db: Knex, id: string) => db('mutations').where({ id, status: 'closed' }).first()
