import { finishCampaign, openCampaign } from '../db/certificates/campaigns.js'
import { answerCertificate, keepProof } from '../db/certificates/certificates.js'
import { type DueCertificate, dueScope, nextDue } from '../db/certificates/due.js'
import { openCertificates } from '../db/certificates/open.js'
import { storeDocument } from '../db/reports/documents.js'
import { employeeOf, mutationById } from '../db/reports/mutations.js'
import { findTask, taskId } from '../db/tasks/tasks.js'
import { type Instant, type IsoDate, swissDate } from '../domain/dates.js'
import type { Certificate } from '../domain/training-certificate/answers.js'
import type { DueCursor } from '../domain/training-certificate/due.js'
import { subjectKey } from '../domain/training-certificate/school-year.js'
import { translator } from '../locales/i18n.js'
import { userId } from './accounts.js'
import { childId } from './children.js'
import { personNamed } from './firms.js'
import { idOf, referenceOf } from './ids.js'
import { paper } from './papers.js'
import { proceed, type Scene, type Stage } from './stage.js'
import { later, moment, officeHour } from './when.js'

const kind = 'training-certificate' as const

/** A caseworker asks employers for the training certificates that run out within so many days. */
export const campaignOpened =
  (employers: string[], by: string, daysAgo: number, leadDays: number) =>
  (day: IsoDate): Scene[] => {
    const at = officeHour(day, daysAgo, 10, 40)
    return [{ at, play: (stage) => openAll(stage, employers, userId(by), leadDays, at) }]
  }

async function openAll(stage: Stage, employers: string[], actor: string, leadDays: number, at: Instant) {
  const { db } = stage
  const due = await allDue(stage, employers, leadDays, at)
  const id = idOf('campaign', at)
  const campaign = { id, kind, leadDays, employers, found: due.length }
  await openCampaign(db, campaign, { actor, at })
  const opened = later(at, 5)
  await openCertificates(db, campaign, due, { actor: 'system', at: opened }, named)
  await finishCampaign(db, id, { actor: 'system', at: later(at, 6) })
  for (const it of due) await proceed(stage, named(it.subjectKey).id, later(at, 7))
}

async function allDue(
  { db }: Stage,
  employers: string[],
  leadDays: number,
  at: Instant,
): Promise<DueCertificate[]> {
  const scope = dueScope(swissDate(at), leadDays, employers)
  const found: DueCertificate[] = []
  let after: DueCursor | null = null
  do {
    const { due, next }: { due: DueCertificate[]; next: DueCursor | null } = await nextDue(
      db,
      scope,
      after,
      100,
    )
    found.push(...due)
    after = next
  } while (after)
  return found.toSorted((a, b) => (a.subjectKey < b.subjectKey ? -1 : 1))
}

const named = (subject: string) => {
  const id = idOf('mutation', subject)
  return { id, reference: referenceOf(id, kind) }
}

/** An employer answers about a child, with its proof. */
export const certified =
  (
    of: string,
    child: string,
    by: string,
    daysAgo: number,
    certificate: (day: IsoDate) => Certificate & { schoolYear: number },
  ) =>
  (day: IsoDate): Scene[] => {
    const at = moment(day, daysAgo, 9, 52)
    const { schoolYear, ...said } = certificate(day)
    return [{ at, play: (stage) => answer(stage, { of, child, by }, said, schoolYear, at) }]
  }

async function answer(
  stage: Stage,
  { of, child: first, by: email }: { of: string; child: string; by: string },
  certificate: Certificate,
  schoolYear: number,
  at: Instant,
): Promise<void> {
  const { db } = stage
  const { firm, person } = personNamed(of)
  const child = (person.children ?? []).find((it) => it.first === first)
  if (!child) throw new Error(`${of} has no child ${first}`)
  const mutation = await mutationById(db, named(subjectKey(childId(person, child), schoolYear)).id)
  const by = { actor: userId(email), at }
  const title = translator(firm.language)('trainingCertificate:document.training')
  const document = {
    id: idOf('paper', mutation.id, 'training'),
    mutationId: mutation.id,
    origin: 'upload' as const,
  }
  const file = { purpose: 'training', name: `${title}_${first}.pdf`, mime: 'application/pdf' }
  const about = { employerId: mutation.employerId, employeeId: employeeOf(mutation) }
  const bytes = await paper(title, [first, of, firm.name], at)
  await db.transaction(async (trx) => {
    await storeDocument(trx, { ...document, ...file, ...about }, bytes, by)
    await keepProof(trx, mutation.id, document.id, 'training')
  })
  const task = await findTask(db, taskId({ mutationId: mutation.id, step: 'certificate', n: 1 }))
  await answerCertificate(db, { ...task, kind }, certificate, by)
  await proceed(stage, mutation.id, later(at, 2))
}
