import { randomUUID } from 'node:crypto'
import { dueScope, nextDue } from '../../db/certificates/due.js'
import { openCertificates } from '../../db/certificates/open.js'
import { type Mutation, mutationById } from '../../db/reports/mutations.js'
import { swissDate } from '../../domain/dates.js'
import type { CertificateAnswers } from '../../domain/training-certificate/answers.js'
import { day } from './family-allowance-typed.js'
import type { Portal } from './portal.js'

/** A person of this employer with a child whose proof ends on 30 November 2026. */
export async function pupil(portal: Portal, employerId: string, changes: Record<string, unknown> = {}) {
  const person = await portal.given.employee(employerId)
  const child = await portal.given.child(person, { birthDate: '2008-01-12', ...changes })
  await portal.given.entitlement(child, {
    ...{
      kind: 'education',
      rate: 29_800,
      startsOn: '2025-12-01',
      endsOn: '2026-11-30',
      provenUntil: '2026-11-30',
    },
  })
  return { person, child }
}

/** Opens what is due, with the task each employer gets. */
export async function asked(
  portal: Portal,
  childId: string,
): Promise<{ mutation: Mutation; answers: CertificateAnswers; path: string }> {
  const { db, clock, given } = portal
  const scope = dueScope(swissDate(clock.now()), 30)
  const { due } = await nextDue(db, scope, null, 1000)
  const campaign = {
    id: `test-${randomUUID().slice(0, 8)}`,
    kind: 'training-certificate' as const,
    leadDays: 30,
  }
  await openCertificates(db, { ...campaign, employers: null, found: null }, due, {
    actor: 'system',
    at: clock.now(),
  })
  const row = await db('mutations').where('subjectKey', 'like', `${childId}/%`).first('id')
  const mutation = await mutationById(db, row.id)
  const task = await given.task(mutation, { step: 'certificate', dueOn: '2026-12-23' })
  const path = `/e/${mutation.employerId}/tasks/${task.id}`
  return { mutation, answers: mutation.answers as CertificateAnswers, path }
}

/** What a clerk types about the n-th child of a page that goes on with its apprenticeship. */
export const typedTraining = (nth = 0, changes: Record<string, string> = {}): Record<string, string> => {
  const plain = {
    ...{ state: 'training', kind: 'apprenticeship', title: 'Zimmerin EFZ', institution: 'Muster Holz AG' },
    ...{ place: 'Wil', country: 'CH', extent: 'full', monthlyIncome: '900.–', remark: '' },
    ...day('from', '1.12.2026'),
    ...day('until', '31.7.2027'),
    ...changes,
  }
  return Object.fromEntries(Object.entries(plain).map(([name, value]) => [`r${nth}-${name}`, value]))
}
