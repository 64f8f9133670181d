import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import type { Knex } from 'knex'
import { finishCampaign } from '../../db/certificates/campaigns.js'
import { dueScope, nextDue } from '../../db/certificates/due.js'
import { openCertificates } from '../../db/certificates/open.js'
import { amend } from '../../db/reports/amendments.js'
import { beginDraft } from '../../db/reports/drafts.js'
import { mutationById } from '../../db/reports/mutations.js'
import { submit } from '../../db/reports/submissions.js'
import { addDays } from '../../domain/dates.js'
import type { NewEmployeeAnswers } from '../../domain/new-employee/answers.js'
import type { OtherParentLeaveAnswers } from '../../domain/other-parent-leave/answers.js'
import { propose } from '../../domain/other-parent-leave/propose.js'
import { answers as birthAnswers } from '../domain/maternity/answers.js'
import { somebody } from '../web/new-employee-typed.js'
import { answer, by, givenEmployee, today } from '../workflows/case.js'
import { statedFor } from '../workflows/maternity-case.js'
import { agreedOn, allowancesOf, certified, givenPupil, inTraining } from '../workflows/training-case.js'

/** Somebody with an AHV number begins to work: nobody needs to look at it. */
export async function entryCase(db: Knex) {
  const ids = await givenEmployee(db)
  const answers: NewEmployeeAnswers = {
    person: {
      ...{ firstName: 'Zoë', lastName: 'Müller', sex: 'female', nationality: 'PT' },
      ...somebody(),
    },
    contact: {
      ...{ civilStatus: 'single', street: 'Gallusstrasse 3', zip: '9000', city: 'St. Gallen' },
      ...{ country: 'CH', language: 'de' },
    },
    work: {
      ...{ startsOn: addDays(today, 7), canton: 'SG', workplace: 'St. Gallen', workload: 80 },
      ...{ function: 'Bauleiterin', personnelNumber: '2044', monthlyWage: 612_000, allowances: true },
    },
    documents: [],
  }
  let id = ''
  return {
    id: () => id,
    async send() {
      const about = { kind: 'new-employee' as const, reference: referenceIn('NE'), employerId: ids.employer }
      const draft = { employeeId: null, draft: {}, subject: 'Zoë Müller' }
      id = await beginDraft(db, { ...about, ...draft }, by(ids.user))
      await submit(db, await mutationById(db, id), answers, by(ids.user))
    },
    async expectWhole() {
      expect(await db('employees').where({ employerId: ids.employer, lastName: 'Müller' })).to.have.length(1)
      expect(await db('employments').where({ employeeId: id })).to.have.length(1)
      expect(await db('messages').where({ mutationId: id })).to.have.length(1)
    },
  }
}

/** A leave of which one week was taken and one lies ahead, which is then given up. */
export async function leaveCase(db: Knex) {
  const ids = await givenEmployee(db)
  const birthDate = addDays(today, -60)
  const { hospital: _stay, since: _since, documents: _papers, ...said } = birthAnswers()
  const taken = { from: addDays(birthDate, 7), to: addDays(birthDate, 13) }
  const ahead = { from: addDays(today, 10), to: addDays(today, 16) }
  const answers: OtherParentLeaveAnswers = {
    ...said,
    birth: { date: birthDate, alive: true, term: 'full' },
    children: [{ key: 'c1', firstName: 'Lia', lastName: randomUUID(), birthDate }],
    leave: { by: 'weeks', spans: [taken, ahead] },
    documents: [{ documentId: 'd1', purpose: 'birth-certificate' }],
  }
  const about = {
    kind: 'other-parent-leave' as const,
    reference: referenceIn('EA'),
    employerId: ids.employer,
  }
  const id = await beginDraft(db, { ...about, employeeId: ids.employee, draft: {} }, by(ids.user))
  await submit(db, await mutationById(db, id), answers, by(ids.user))
  return {
    id,
    approve: () => {
      const found = propose(answers, { submittedOn: today, alsoReported: 'no' })
      return answer(db, `${id}/review/1`, { decision: 'approve', result: { found }, reason: '' })
    },
    giveUp: async () =>
      amend(db, await mutationById(db, id), 'leave', { by: 'weeks', spans: [taken] }, by(ids.user)),
    async expectWhole() {
      const stated = await statedFor(db, id)
      expect(stated).to.include({ days: 7, gross: 7 * 16_000 })
      expect(await db('messages').where({ mutationId: id })).to.have.length(1 + stated.count)
    },
  }
}

/** A child whose proof ends soon: asked about, answered, decided. */
export async function certificateCase(db: Knex) {
  const ids = await givenEmployee(db)
  const until = addDays(today, 20)
  const { child } = await givenPupil(db, ids, { until })
  const { due } = await nextDue(db, dueScope(today, 30, [ids.employer]), null, 10)
  const campaign = { id: randomUUID(), kind: 'training-certificate' as const, leadDays: 30, found: 1 }
  await openCertificates(db, { ...campaign, employers: [ids.employer] }, due, by('desk'))
  await finishCampaign(db, campaign.id, by('desk'))
  const { id } = await db('mutations').where('subjectKey', 'like', `${child}/%`).first()
  const before = (await allowancesOf(db, child)).length
  return {
    id: id as string,
    certify: () => certified(db, id, inTraining(addDays(until, 1)), ids.user),
    approve: async () => answer(db, `${id}/review/1`, await agreedOn(db, id)),
    async expectWhole() {
      const after = await allowancesOf(db, child)
      expect(after.length, 'one allowance, or one more').to.be.within(before, before + 1)
      expect(String(after.at(-1)?.[2]) > until).to.equal(true)
      expect(await db('messages').where({ mutationId: id })).to.have.length(1)
      expect(await db('tasks').where({ mutationId: id, step: 'certificate' })).to.have.length(1)
    },
  }
}

const referenceIn = (prefix: string) => `${prefix}-${randomUUID().slice(0, 8)}`.toUpperCase()
