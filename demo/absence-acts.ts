import { decideTask } from '../db/desk/next.js'
import { personOnFile } from '../db/people/person.js'
import { documentsOf } from '../db/reports/documents.js'
import { beginDraft, saveDraft } from '../db/reports/drafts.js'
import { employeeOf, type Mutation, mutationById } from '../db/reports/mutations.js'
import { submit } from '../db/reports/submissions.js'
import { claimTask } from '../db/tasks/claims.js'
import { findTask, taskId } from '../db/tasks/tasks.js'
import { type Instant, type IsoDate, swissDate, swissInstant } from '../domain/dates.js'
import type { TerminationAnswers } from '../domain/termination/answers.js'
import type { WorkInterruptionAnswers } from '../domain/work-interruption/answers.js'
import { dateFields, type Values } from '../web/mutations/fields.js'
import type { Facts } from '../web/mutations/journey.js'
import { termination } from '../web/mutations/termination/journey.js'
import { workInterruption } from '../web/mutations/work-interruption/journey.js'
import { findExit } from '../web/tasks/termination/find.js'
import { findAbsence } from '../web/tasks/work-interruption/find.js'
import { userId } from './accounts.js'
import { employeeId } from './employees.js'
import { personNamed } from './firms.js'
import { idOf, referenceOf } from './ids.js'
import { proceed, type Scene, type Stage } from './stage.js'
import { later, moment, officeHour, type When } from './when.js'

/** What an employer of the demo reports about the work of one of its people. */
export type Absence = {
  /** The employee's name. */
  of: string
  /** E-mail address of who reports it. */
  by: string
} & (
  | { kind: 'work-interruption'; reason: WorkInterruptionAnswers['reason']; begin: When; until?: When }
  | { kind: 'termination'; reason: TerminationAnswers['reason']; lastDay: When }
)

const journeys = { 'work-interruption': workInterruption, termination }
const mutationOf = ({ of, kind }: Absence) => idOf('mutation', of, kind)

/** A report is filled in and sent. */
export const absenceSent =
  (it: Absence, daysAgo: number, hour = 9) =>
  (day: IsoDate): Scene[] => {
    const at = moment(day, daysAgo, hour, 11)
    const begun = later(at, -400)
    return [
      { at: begun, play: (stage) => begin(stage, it, begun) },
      { at, play: (stage) => send(stage, it, at) },
    ]
  }

/** A caseworker agrees with what the rules find. */
export const absenceConfirmed =
  (it: Absence, by: string, daysAgo: number) =>
  (day: IsoDate): Scene[] => {
    const at = officeHour(day, daysAgo, 15, 25)
    return [{ at, play: (stage) => confirm(stage, it, userId(by), at) }]
  }

/** On a morning the clock looks after a report that runs, and asks what is to be asked. */
export const absenceAsked =
  (it: Absence, on: When) =>
  (day: IsoDate): Scene[] => {
    const at = swissInstant(on(day), 8)
    return [{ at, play: (stage) => proceed(stage, mutationOf(it), at) }]
  }

async function begin({ db, day }: Stage, it: Absence, at: Instant): Promise<void> {
  const { firm, person } = personNamed(it.of)
  const { kind } = it
  const id = mutationOf(it)
  const by = { actor: userId(it.by), at }
  const about = { employerId: firm.id, employeeId: employeeId(person), draft: {} }
  await beginDraft(db, { id, kind, reference: referenceOf(id, kind), ...about }, by)
  await saveDraft(db, id, () => typed(it, day), by)
}

async function send(stage: Stage, it: Absence, at: Instant): Promise<void> {
  const mutation = await mutationById(stage.db, mutationOf(it))
  const answers = journeys[it.kind].answers(mutation.draft, await factsFor(stage, mutation, swissDate(at)))
  await submit(stage.db, mutation, answers, { actor: userId(it.by), at })
  await proceed(stage, mutation.id, later(at, 2))
}

async function confirm(stage: Stage, it: Absence, actor: string, at: Instant): Promise<void> {
  const { db, config } = stage
  const mutation = await mutationById(db, mutationOf(it))
  const task = await findTask(db, taskId({ mutationId: mutation.id, step: 'review', n: 1 }))
  await claimTask(db, task.id, { actor, at: later(at, -600) })
  const { result } =
    it.kind === 'termination'
      ? await findExit(db, mutation, mutation.answers as TerminationAnswers, swissDate(at), config.rounding)
      : await findAbsence(db, mutation, mutation.answers as WorkInterruptionAnswers)
  const outcome = { decision: 'approve', result, reason: '' }
  if ((await decideTask(db, { ...task, kind: it.kind }, outcome, { actor, at })) !== 'won')
    throw new Error(`nobody can confirm the report about ${it.of}`)
  await proceed(stage, mutation.id, later(at, 3))
}

/** The report as its sender would have typed it. */
function typed(it: Absence, day: IsoDate): Record<string, Values> {
  if (it.kind === 'termination')
    return { exit: { reason: it.reason, ...dateFields('lastDay', it.lastDay(day)) }, wage: { remark: '' } }
  const until = it.until ? dateFields('until', it.until(day)) : {}
  return {
    reason: { reason: it.reason },
    period: { ...dateFields('begin', it.begin(day)), ...until, resumed: 'no', extension: 'none', remark: '' },
    wage: { paid: 'none' },
  }
}

async function factsFor({ db, config }: Stage, mutation: Mutation, today: IsoDate): Promise<Facts> {
  const person = await personOnFile(db, mutation.employerId, employeeOf(mutation))
  if (!person) throw new Error('a report without a person')
  return {
    ...{ today, person, documents: await documentsOf(db, mutation.id), rounding: config.rounding },
    documentsDueDays: config.spans.documentsDueDays,
  }
}
