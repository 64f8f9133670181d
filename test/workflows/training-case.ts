import { randomUUID } from 'node:crypto'
import type { Knex } from 'knex'
import {
  answerCertificate,
  answerLate,
  certificateFactsOf,
  keepProof,
} from '../../db/certificates/certificates.js'
import { storeDocument } from '../../db/reports/documents.js'
import { mutationById } from '../../db/reports/mutations.js'
import { findTask, taskId } from '../../db/tasks/tasks.js'
import { addDays, addYears, type IsoDate, lastOfMonth, swissDate } from '../../domain/dates.js'
import type { Certificate, CertificateAnswers } from '../../domain/training-certificate/answers.js'
import { proposeCertificate } from '../../domain/training-certificate/propose.js'
import { schoolYearEnd, schoolYearOf } from '../../domain/training-certificate/school-year.js'
import { by, now, today } from './case.js'

type Ids = { employer: string; employee: string; user: string }

/** A child of 17 whose education allowance is proven to a day, by default to the end of this month. */
export async function givenPupil(
  db: Knex,
  { employer, employee }: Ids,
  { until = lastOfMonth(today), birthDate = addYears(today, -17), kind = 'education' } = {},
): Promise<{ child: string; entitlement: string }> {
  const ids = { child: randomUUID(), entitlement: randomUUID() }
  const name = { firstName: 'Emma', lastName: 'Zbinden', sex: 'female' }
  await db('children').insert({
    id: ids.child,
    ...{ employerId: employer, employeeId: employee, ...name, birthDate },
    ...{ relation: 'own', residenceCountry: 'CH', residenceCanton: 'SG' },
  })
  await db('entitlements').insert({
    id: ids.entitlement,
    ...{ employerId: employer, employeeId: employee, childId: ids.child, kind, canton: 'SG' },
    ...{ rate: kind === 'education' ? 29_800 : 24_500, startsOn: addYears(addDays(until, 1), -1) },
    ...{ endsOn: lastOfMonth(until), provenUntil: kind === 'education' ? until : null },
  })
  return ids
}

/** An apprenticeship that goes on from the last proven day to the end of the school year, or to a day. */
export const inTraining = (from: IsoDate, until = schoolYearEnd(schoolYearOf(from))): Certificate => ({
  state: 'training',
  ...{
    kind: 'apprenticeship',
    title: 'Zimmerin EFZ',
    institution: 'Muster Holz AG',
    place: 'Wil',
    country: 'CH',
  },
  ...{ from, until, extent: 'full', monthlyIncome: 90_000 },
})

/** The employer answers the question of a round, with its proof. */
export async function certified(db: Knex, id: string, certificate: Certificate, user: string, round = 1) {
  await proven(db, id, user)
  const task = await findTask(db, taskId({ mutationId: id, step: 'certificate', n: round }))
  return answerCertificate(db, { ...task, kind: 'training-certificate' }, certificate, by(user))
}

/** The employer answers when the time is over. */
export async function certifiedLate(db: Knex, id: string, certificate: Certificate, user: string) {
  await proven(db, id, user)
  return answerLate(db, await mutationById(db, id), certificate, by(user))
}

async function proven(db: Knex, id: string, user: string) {
  const { employerId, employeeId } = await mutationById(db, id)
  const document = { id: randomUUID(), employerId, employeeId, mutationId: id, origin: 'upload' as const }
  const file = { purpose: 'training', name: 'Lehrvertrag.pdf', mime: 'application/pdf' }
  await db.transaction(async (trx) => {
    await storeDocument(trx, { ...document, ...file }, Buffer.from('%PDF-1.7'), by(user))
    await keepProof(trx, id, document.id, 'training')
  })
}

/** The review that agrees with what the rules suggest now. */
export async function agreedOn(db: Knex, id: string) {
  const mutation = await mutationById(db, id)
  const facts = await certificateFactsOf(db, mutation, swissDate(now()), 'per-day')
  const { lines } = proposeCertificate(mutation.answers as CertificateAnswers, facts)
  return { decision: 'approve', result: { lines }, reason: '' }
}

/** The reports about a child, oldest first. */
export const reportsAbout = (db: Knex, child: string) =>
  db('mutations').where('subjectKey', 'like', `${child}/%`).orderBy('createdAt')

/** The monthly allowances of a child in short: kind, from, to. */
export const allowancesOf = async (db: Knex, child: string) =>
  (await db('entitlements').where({ childId: child }).orderBy('startsOn')).map((it) => [
    it.kind,
    it.startsOn,
    it.endsOn,
  ])
