import { namesOf } from '../../db/access/users.js'
import { findCertificate, isLate } from '../../db/certificates/rows.js'
import { declarationOf } from '../../db/declarations/declarations.js'
import { receiptOf } from '../../db/declarations/receipts.js'
import { amendmentsOf } from '../../db/reports/amendments.js'
import { isOpen, isRecallable, type Mutation } from '../../db/reports/mutations.js'
import { withdrawalAsked } from '../../db/reports/withdrawals.js'
import { type Task, tasksOf } from '../../db/tasks/tasks.js'
import { withPromised } from '../../db/timeline/ahead.js'
import { openedBy } from '../../db/timeline/event.js'
import { timelineOf } from '../../db/timeline/timeline.js'
import { addDays, swissDate } from '../../domain/dates.js'
import type { MutationKind } from '../../domain/kinds.js'
import type { T } from '../../locales/i18n.js'
import type { Deps } from '../deps.js'
import { reviewTermNow } from '../spans.js'
import { amendments } from './amendments.js'
import { aboutOf, type Scene } from './scene.js'
import { type Section, summarise } from './summary.js'
import { timelineItems } from './timeline.js'

/** What the status page of a report shows: what is due and by whom, what happened, what was said. */
export async function statusPage(deps: Deps, scene: Scene) {
  const { db, clock } = deps
  const { mutation, journey, facts, speech, url } = scene
  const { t, fmt } = speech
  const today = swissDate(clock())
  const base = `/e/${mutation.employerId}`
  const events = await timelineOf(db, mutation, await reviewTermNow(deps))
  const tasks = await tasksOf(db, mutation.id)
  const actors = [mutation.submittedBy, ...events.map(({ actor }) => actor)]
  const names = await namesOf(db, actors)
  const asked = tasks.find((task) => task.side === 'employer' && task.status === 'open')
  const isBegun = tasks.some(isReviewBegun)
  const decision = events.find(({ event }) => event === 'message')?.path
  const when = fmt.since(mutation.submittedAt ?? mutation.savedAt, today)
  const sections = summarise(mutation.kind, mutation.answers, speech, facts.documents)
  const promised = promisedDocuments(scene, tasks)
  const shown =
    promised.length > 0 ? withPromised(events, mutation, addDays(today, facts.documentsDueDays)) : events
  return {
    title: titleOf(mutation, asked !== undefined, t),
    offer: journey.offer?.(mutation.answers as never, mutation, speech) ?? null,
    text: t(`mutations:page.${textOf(mutation)}`, {
      about: aboutOf(mutation, facts.person, speech),
      when,
    }),
    sealed: await sealedReceipt(db, scene),
    wageFiles: await wageFiles(db, scene),
    confirmation: mutation.submittedBy && `${url}/confirmation.pdf`,
    mutation,
    url,
    base,
    person: facts.person,
    task: asked && `${base}/tasks/${asked.id}`,
    decision: decision && `${base}/${decision}`,
    next: mutation.continuedAs && {
      href: `${base}/mutations/${mutation.continuedAs}`,
      text: t(mutation.outcome === 'superseded' ? 'salaryCall:replacedBy' : 'mutations:page.draft'),
    },
    amend: [...(await amendable(db, scene)), ...(await lateProof(db, scene))],
    recall: isRecallable(mutation) && !isBegun && `${url}/recall`,
    recallLate: isRecallable(mutation) && isBegun && (await withdrawable(db, scene)),
    highlights: highlightsOf(scene, sections, names.get(mutation.submittedBy ?? '') ?? ''),
    timeline: timelineItems(shown, { ...speech, today, names, side: 'employer', base, promised }),
    sections,
  }
}

/** Whether somebody of the office has taken it: from then on it cannot be recalled. */
export const isReviewBegun = ({ side, step, claimedBy }: Task): boolean =>
  side === 'fund' && step !== 'extension' && claimedBy !== null

/** How the office is asked to take back what it has claimed, or that it was. */
async function withdrawable(db: Deps['db'], { mutation, url, speech: { t, fmt } }: Scene) {
  const asked = await withdrawalAsked(db, mutation.id)
  if (!asked) return { text: t('mutations:recall.ask.offer'), href: `${url}/recall` }
  return { text: t('mutations:recall.ask.asked', { date: fmt.date(swissDate(asked.askedAt)) }), href: null }
}

/** Where the signed receipt of released wages is, and where anybody can verify it. */
async function sealedReceipt(db: Deps['db'], { mutation, url }: Scene) {
  const kept = mutation.kind === 'salary-declaration' ? await receiptOf(db, mutation.id) : null
  return kept && { pdf: `${url}/receipt.pdf`, json: `${url}/receipt.json`, verify: `/verify/${kept.id}` }
}

/** Where released wages are as files, until they are taken back. */
async function wageFiles(db: Deps['db'], { mutation, url }: Scene) {
  const declaration = mutation.kind === 'salary-declaration' ? await declarationOf(db, mutation.id) : null
  if (!declaration) return null
  const original = declaration.way !== 'online' && `${url}/wages/original`
  return { original, name: declaration.fileName, elm: `${url}/wages/elm.xml` }
}

/** The news that can be reported now. */
async function amendable(db: Deps['db'], scene: Scene): Promise<{ href: string; text: string }[]> {
  const { mutation, url, speech } = scene
  if (!isOpen(mutation) || amendments[mutation.kind].length === 0) return []
  const said = await amendmentsOf(db, mutation.id)
  return amendments[mutation.kind]
    .filter((it) => it.when({ ...scene, said }))
    .map(({ what }) => ({ href: `${url}/amend/${what}`, text: speech.t(`mutations:amend.${what}.title`) }))
}

/** A training certificate whose time is over can still be sent. */
async function lateProof(db: Deps['db'], { mutation, speech }: Scene) {
  const { id, employerId, kind } = mutation
  const row = kind === 'training-certificate' ? await findCertificate(db, employerId, id) : null
  if (!row || !isLate(row)) return []
  return [{ href: `/e/${employerId}/certificates/${id}`, text: speech.t('trainingCertificate:late.title') }]
}

/** What will be asked for: known before the task for it is there. */
function promisedDocuments({ mutation, journey, facts, speech }: Scene, tasks: Task[]): string[] {
  if (mutation.status !== 'submitted' || tasks.length > 0) return []
  return journey.preview(mutation.answers as never, facts, speech).missing
}

/** The report in a few facts; all of it stands below. */
function highlightsOf({ mutation, journey, facts, speech }: Scene, sections: Section[], reporter: string) {
  const { t } = speech
  const files = facts.documents.length
  return [
    ...journey.highlights(mutation.answers as never, sections, speech, facts),
    ...(files > 0
      ? [{ label: t('mutations:page.documents'), value: t('mutations:page.files', { count: files }) }]
      : []),
    ...(reporter ? [{ label: t('mutations:page.reporter'), value: reporter }] : []),
  ]
}

/** Kinds whose reports go on after the decision, and say so. */
const goOn: MutationKind[] = ['maternity', 'other-parent-leave', 'work-interruption']

function titleOf(mutation: Mutation, isAsked: boolean, t: T): string {
  const { kind, status } = mutation
  if (status === 'running' && !isAsked && goOn.includes(kind)) return t(`progress:${kind}.running`)
  return t(`mutations:page.${stateOf(mutation, isAsked)}`)
}

function stateOf({ kind, status, outcome, submittedBy }: Mutation, isAsked: boolean) {
  if (outcome === 'recalled' || outcome === 'confirmed') return outcome
  if (isAsked) return 'waiting'
  if (status !== 'submitted') return 'decided'
  return submittedBy ? 'received' : openedBy({ kind })
}

const textOf = ({ kind, submittedBy }: Mutation) =>
  submittedBy ? 'receivedText' : (`${openedBy({ kind })}Text` as const)
