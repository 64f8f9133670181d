import { findMessage, readMessage } from '../db/messages/messages.js'
import { allTopics } from '../db/open-topics.js'
import { storeDocument } from '../db/reports/documents.js'
import { beginDraft, saveDraft } from '../db/reports/drafts.js'
import { type Draft, mutationById } from '../db/reports/mutations.js'
import { recall } from '../db/reports/recall.js'
import { submit } from '../db/reports/submissions.js'
import { completeTask, findTask, taskId } from '../db/tasks/tasks.js'
import { receivedFor, receiveForTask } from '../db/tasks/uploads.js'
import type { Instant } from '../domain/dates.js'
import type { DocumentPurpose } from '../domain/family-allowance/answers.js'
import { translator } from '../locales/i18n.js'
import { userId } from './accounts.js'
import { entitlementIds } from './children.js'
import { employeeId } from './employees.js'
import { personNamed } from './firms.js'
import { idOf, referenceOf } from './ids.js'
import { paper } from './papers.js'
import { answersOf, paperId, type Report } from './report.js'
import { proceed, type Scene, type Stage } from './stage.js'
import { typed } from './typed.js'
import { later, moment } from './when.js'

export const mutationOf = ({ of, purpose = 'new' }: Report): string => idOf('mutation', of, purpose)
const kind = 'family-allowance' as const

/** Somebody has filled in the first steps of a report, and left it. */
export function drafted(report: Report, daysAgo: number, steps: string[]): (day: string) => Scene[] {
  return (day) => {
    const at = moment(day, daysAgo, 16, 12)
    const only = (draft: Draft) =>
      Object.fromEntries(Object.entries(draft).filter(([step]) => step === 'begun' || steps.includes(step)))
    return [
      { at, play: (stage) => begin(stage, report, at) },
      { at: later(at, 540), play: (stage) => fillIn(stage, report, later(at, 540), only) },
    ]
  }
}

/** A report is filled in and sent, with its documents. */
export function sent(report: Report, daysAgo: number, hour = 10): (day: string) => Scene[] {
  return (day) => {
    const at = moment(day, daysAgo, hour, 7 + (daysAgo % 40))
    const [begun, filled] = [later(at, -1500), later(at, -120)]
    return [
      { at: begun, play: (stage) => begin(stage, report, begun) },
      { at: filled, play: (stage) => fillIn(stage, report, filled, (draft) => draft) },
      { at, play: (stage) => send(stage, report, at) },
    ]
  }
}

/** The documents that were asked for are sent. */
export function provided(report: Report, daysAgo: number, n = 1): (day: string) => Scene[] {
  return (day) => {
    const at = moment(day, daysAgo, 11, 31)
    return [{ at, play: (stage) => provide(stage, report, n, at) }]
  }
}

/** A report is taken back, and lives on as a draft. */
export function takenBack(report: Report, daysAgo: number): (day: string) => Scene[] {
  return (day) => {
    const at = moment(day, daysAgo, 15, 3)
    const play = async ({ db }: Stage) => {
      const mutation = await mutationById(db, mutationOf(report))
      const next = idOf('mutation', mutation.id, 'again')
      if (
        !(await recall(db, mutation, referenceOf(next), { actor: userId(report.by), at }, { draftId: next }))
      )
        throw new Error(`the report about ${report.of} cannot be recalled any more`)
    }
    return [{ at, play }]
  }
}

/** The decision is read. */
export function read(report: Report, daysAgo: number): (day: string) => Scene[] {
  return (day) => {
    const at = moment(day, daysAgo, 8, 44)
    const play = async ({ db }: Stage) => {
      const { firm } = personNamed(report.of)
      const message = await findMessage(db, firm.id, `${mutationOf(report)}/decision`, allTopics)
      if (!message) throw new Error(`there is no decision about ${report.of} yet`)
      await readMessage(db, message, { actor: userId(report.by), at })
    }
    return [{ at, play }]
  }
}

async function begin({ db }: Stage, report: Report, at: Instant): Promise<void> {
  const { firm, person } = personNamed(report.of)
  const id = mutationOf(report)
  const draft = { begun: { purpose: report.purpose ?? 'new' } }
  const about = { employerId: firm.id, employeeId: employeeId(person) }
  await beginDraft(
    db,
    { id, kind, reference: referenceOf(id), ...about, draft },
    { actor: userId(report.by), at },
  )
}

async function fillIn(
  stage: Stage,
  report: Report,
  at: Instant,
  keep: (draft: Draft) => Draft,
): Promise<void> {
  const id = mutationOf(report)
  for (const one of report.papers ?? [])
    await stage.db.transaction(async (trx) => {
      const { bytes, ...document } = await uploadOf(report, paperId(id, one), one.purpose, one.child, at)
      await storeDocument(trx, document, bytes, { actor: userId(report.by), at })
    })
  const draft = typed(answersOf(report, id, stage.day), endingOf(report, stage.day))
  await saveDraft(stage.db, id, () => keep(draft), { actor: userId(report.by), at })
}

async function send(stage: Stage, report: Report, at: Instant): Promise<void> {
  const mutation = await mutationById(stage.db, mutationOf(report))
  const answers = answersOf(report, mutation.id, stage.day)
  await submit(stage.db, mutation, answers, { actor: userId(report.by), at })
  await proceed(stage, mutation.id, later(at, 2))
}

async function provide(stage: Stage, report: Report, n: number, at: Instant): Promise<void> {
  const { db } = stage
  const by = { actor: userId(report.by), at }
  const id = taskId({ mutationId: mutationOf(report), step: 'provide-documents', n })
  const asked = (await findTask(db, id)).details.documents as {
    purpose: DocumentPurpose
    childKey?: string
  }[]
  for (const [wish, { purpose, childKey }] of asked.entries())
    await db.transaction(async (trx) => {
      const child = answersOf(report, mutationOf(report), stage.day).children.find(
        (it) => it.key === childKey,
      )
      const { bytes, ...document } = await uploadOf(
        report,
        idOf('paper', id, wish),
        purpose,
        child?.firstName,
        at,
      )
      await storeDocument(trx, document, bytes, by)
      const stored = await trx('documents').where({ id: document.id }).first()
      await receiveForTask(trx, await findTask(trx, id), stored, wish)
    })
  const task = await findTask(db, id)
  if (receivedFor(task).length !== asked.length) throw new Error(`not all documents came for ${report.of}`)
  await completeTask(db, { ...task, kind }, { decision: 'provided', remark: '', unavailable: [] }, by)
  await proceed(stage, task.mutationId, later(at, 2))
}

async function uploadOf(
  report: Report,
  id: string,
  purpose: DocumentPurpose,
  child: string | undefined,
  at: Instant,
) {
  const { firm, person } = personNamed(report.of)
  const title = translator(firm.language)(`familyAllowance:document.${purpose}`)
  const plain = `${title} ${child ?? ''}`.normalize('NFD').replace(/\p{M}/gu, '')
  return {
    id,
    employerId: firm.id,
    employeeId: employeeId(person),
    mutationId: mutationOf(report),
    origin: 'upload' as const,
    purpose,
    name: `${plain
      .replace(/[^A-Za-z0-9]+/g, ' ')
      .trim()
      .replaceAll(' ', '_')}.pdf`,
    mime: 'application/pdf',
    bytes: await paper(title, [child ?? '', person.name, firm.name].filter(Boolean), at),
  }
}

/** What a report ends: all that runs for the children it names. */
function endingOf({ of, purpose, known = [] }: Report, day: string): string[] {
  if (purpose !== 'end') return []
  const { firm, person } = personNamed(of)
  const children = (person.children ?? []).filter(({ first }) => known.some((it) => it.first === first))
  return children.flatMap((child) => entitlementIds(firm, person, child, day))
}
