import { decideTask } from '../db/desk/next.js'
import { storeDocument } from '../db/reports/documents.js'
import { beginDraft, saveDraft } from '../db/reports/drafts.js'
import { type Draft, mutationById } from '../db/reports/mutations.js'
import { submit } from '../db/reports/submissions.js'
import { claimTask } from '../db/tasks/claims.js'
import { findTask, taskId } from '../db/tasks/tasks.js'
import type { Instant } from '../domain/dates.js'
import { translator } from '../locales/i18n.js'
import { userId } from './accounts.js'
import { employeeId } from './employees.js'
import { personNamed } from './firms.js'
import { idOf, referenceOf } from './ids.js'
import { paper } from './papers.js'
import { proceed, type Stage } from './stage.js'
import { later } from './when.js'

/** A report of the demo that leads to daily allowances after a birth. */
export interface AllowanceReport {
  kind: 'maternity' | 'other-parent-leave'
  /** Whose allowance it is. */
  of: string
  /** E-mail address of who reports it. */
  by: string
  child: string
}

export const mutationOf = ({ kind, of }: Pick<AllowanceReport, 'kind' | 'of'>) => idOf('mutation', of, kind)
export const paperOf = (report: AllowanceReport) => idOf('paper', mutationOf(report))

export async function begin({ db }: Stage, report: AllowanceReport, at: Instant): Promise<void> {
  const { firm, person } = personNamed(report.of)
  const id = mutationOf(report)
  const about = { kind: report.kind, reference: referenceOf(id, report.kind) }
  const whom = { employerId: firm.id, employeeId: employeeId(person) }
  await beginDraft(db, { id, ...about, ...whom, draft: {} }, { actor: userId(report.by), at })
}

/** Types the whole report and uploads the birth certificate. */
export async function fillIn(
  { db }: Stage,
  report: AllowanceReport,
  typed: Draft,
  at: Instant,
): Promise<void> {
  const by = { actor: userId(report.by), at }
  const { firm, person } = personNamed(report.of)
  const title = translator(firm.language)('maternity:document.birth-certificate')
  const document = {
    ...{ id: paperOf(report), employerId: firm.id, employeeId: employeeId(person) },
    ...{ mutationId: mutationOf(report), origin: 'upload' as const, purpose: 'birth-certificate' },
    ...{ name: 'Geburtsurkunde.pdf', mime: 'application/pdf' },
  }
  const bytes = await paper(title, [report.child, person.name], at)
  await db.transaction((trx) => storeDocument(trx, document, bytes, by))
  await saveDraft(db, mutationOf(report), () => typed, by)
}

export async function send(
  stage: Stage,
  report: AllowanceReport,
  answers: object,
  at: Instant,
): Promise<void> {
  const mutation = await mutationById(stage.db, mutationOf(report))
  await submit(stage.db, mutation, answers, { actor: userId(report.by), at })
  await stage.activities.noteReportedBirth(mutation.id)
  await proceed(stage, mutation.id, later(at, 2))
}

/** A caseworker takes the review and agrees with what the rules have found. */
export async function agree(
  stage: Stage,
  report: AllowanceReport,
  found: object,
  by: string,
  at: Instant,
): Promise<void> {
  const { db } = stage
  const mutationId = mutationOf(report)
  const task = await findTask(db, taskId({ mutationId, step: 'review', n: 1 }))
  const actor = userId(by)
  await claimTask(db, task.id, { actor, at: later(at, -600) })
  const outcome = { decision: 'approve', result: { found }, reason: '' }
  const ruling = await decideTask(db, { ...task, kind: report.kind }, outcome, { actor, at })
  if (ruling !== 'won') throw new Error(`${by} cannot decide about ${report.of}: ${ruling}`)
  await proceed(stage, mutationId, later(at, 3))
}
