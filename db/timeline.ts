import type { Knex } from 'knex'
import { type Instant, type IsoDate, swissDate } from '../domain/dates.js'
import { type DeadlineOverrides, dueDate } from '../domain/deadlines.js'
import type { MutationKind } from '../domain/kinds.js'
import { amendmentsOf } from './amendments.js'
import type { Extension } from './extensions.js'
import type { Message } from './messages.js'
import type { Mutation } from './mutations.js'
import { remindersOf } from './notices.js'
import { type Task, tasksOf } from './tasks.js'

/** What happened to a mutation, what goes on, and what comes; made of facts, stored nowhere. */
export interface TimelineEvent {
  event: TimelineEventName
  state: 'done' | 'now' | 'yours' | 'next'
  /** Null for what has not happened yet. */
  at: Instant | null
  /** Last day of what has not happened yet, where there is one. */
  dueOn: IsoDate | null
  /** The user who did it; null for the portal and the clock. */
  actor: string | null
  params: Record<string, string | number>
  /** The page that belongs to it, below the employer's address: a task or a message. */
  path: string | null
  visibleToEmployer: boolean
}

export type TimelineEventName =
  | 'opened' | 'submitted' | 'amended' | 'extended' | 'extension' | 'asked' | 'reminded' | 'answered' | 'expired' | 'claimed' | 'decided' | 'second'
  | 'agreed' | 'disagreed' | 'recalled' | 'message' | 'read' | 'released' | 'assigned' | 'put-off' | 'taken-up'
  | 'documents' | 'review' | 'second-review' | 'decision' | 'payment' // biome-ignore format: what happened, then what comes

/** The timeline of a mutation, oldest first, and after that what comes; a draft has none. */
export async function timelineOf(
  db: Knex,
  mutation: Mutation,
  spans: DeadlineOverrides = {},
): Promise<TimelineEvent[]> {
  if (!mutation.submittedAt) return []
  const tasks = await tasksOf(db, mutation.id)
  const reminders = await remindersOf(db, mutation.id)
  const amendments = await amendmentsOf(db, mutation.id)
  const extensions: Extension[] = await db('extensions').where({ mutationId: mutation.id })
  const messages: Message[] = await db('messages').where({ mutationId: mutation.id })
  const past = [
    happened(mutation.submittedBy ? 'submitted' : 'opened', mutation.submittedAt, mutation.submittedBy),
    ...tasks.flatMap((task) => taskEvents(task, tasks)),
    ...amendments.map(({ createdAt, createdBy, what, said }) =>
      happened('amended', createdAt, createdBy, { what: nameOf(what, said), days: daysIn(said) }),
    ),
    ...extensions.map(({ askedAt, askedBy, granted, wanted }) => ({
      ...happened('extended', askedAt, askedBy, { step: granted < wanted ? 'partly' : 'wholly' }),
      dueOn: granted,
    })),
    ...reminders.map(({ at }) => happened('reminded', at, null)),
    ...messages.flatMap(messageEvents),
    ...(mutation.outcome === 'recalled' && mutation.closedAt
      ? [happened('recalled', mutation.closedAt, mutation.closedBy)]
      : []),
  ]
  return [...past.toSorted(byMoment), ...ahead(mutation, mutation.submittedAt, tasks, spans)]
}

/** What news is about; of a leave of no day at all, that. */
const nameOf = (what: string, { spans }: Record<string, unknown>): string =>
  Array.isArray(spans) && spans.length === 0 ? `${what}-given-up` : what

/** The days that news is about, as ISO days or spans of them: `2026-05-01/2026-05-07,2026-06-01`. */
function daysIn({ on, until, spans }: Record<string, unknown>): string {
  const all = Array.isArray(spans) ? spans.map(({ from, to }) => `${from}/${to}`) : [on ?? until]
  return all.filter((it) => typeof it === 'string').join(',')
}

/** Orders what happened, the oldest first. */
export const byMoment = (a: TimelineEvent, b: TimelineEvent) => ((a.at ?? '') < (b.at ?? '') ? -1 : 1)

function taskEvents(task: Task, tasks: Task[]): TimelineEvent[] {
  return task.side === 'employer' ? employerTaskEvents(task, tasks) : fundTaskEvents(task)
}

function employerTaskEvents(task: Task, tasks: Task[]): TimelineEvent[] {
  const { openedAt, closedAt, closedBy, status, dueOn } = task
  const asker = tasks.find((it) => it.step === 'review' && it.n === task.n - 1)?.closedBy ?? null
  const path = `tasks/${task.id}`
  const { step } = task
  return [
    { ...happened('asked', openedAt, asker, { step }), dueOn, path: status === 'open' ? path : null },
    ...(closedAt && status === 'done' ? [happened('answered', closedAt, closedBy, { step })] : []),
    ...(closedAt && status === 'expired' ? [happened('expired', closedAt, null, { step })] : []),
  ]
}

function fundTaskEvents({ step, claimedAt, claimedBy, closedAt, closedBy, status, outcome }: Task) {
  const decision = String(outcome?.decision ?? '')
  const decided = status === 'done' && closedAt ? { at: closedAt, by: closedBy } : null
  if (step === 'extension')
    return decided ? [happened('extension', decided.at, decided.by, { decision })] : []
  if (step === 'second-review') {
    const verdict = decision === 'agree' ? 'agreed' : 'disagreed'
    return decided ? [inside(happened(verdict, decided.at, decided.by))] : []
  }
  const second = Array.isArray(outcome?.second) && outcome.second.length > 0
  return [
    ...(claimedAt ? [happened('claimed', claimedAt, claimedBy)] : []),
    ...(decided && decision !== 'ask'
      ? [inside(happened('decided', decided.at, decided.by, { decision }))]
      : []),
    ...(decided && second ? [inside(happened('second', decided.at, null))] : []),
  ]
}

function messageEvents({ id, kind: letter, createdAt, readAt, readBy }: Message): TimelineEvent[] {
  const path = `messages/${id}`
  return [
    { ...happened('message', createdAt, null, { letter }), path },
    ...(readAt ? [happened('read', readAt, readBy, { letter })] : []),
  ]
}

/** Kinds of report after which something is paid that was not before. */
const paid: MutationKind[] = ['family-allowance', 'maternity', 'other-parent-leave']

/** What is open now, and what follows from it. */
function ahead(mutation: Mutation, submittedAt: Instant, tasks: Task[], spans: DeadlineOverrides) {
  const { kind } = mutation
  if (mutation.status === 'closed') return []
  if (mutation.status === 'running') return running(tasks)
  const open = tasks.filter((task) => task.status === 'open')
  const asked = open.find((task) => task.side === 'employer')
  const review = open.find((task) => task.step === 'review')
  const second = open.find((task) => task.step === 'second-review')
  const promised = dueDate('office-review', swissDate(submittedAt), spans)
  const dueOn = second?.dueOn ?? review?.dueOn ?? promised
  if (asked) return afterAnswer(kind, asked.dueOn, `tasks/${asked.id}`, asked.step)
  return [
    ...(second ? [inside(coming('second-review', 'now', second.dueOn))] : []),
    // to the employer a second review is a part of the review
    ...(second ? [coming('review', 'now', null)] : [coming('review', 'now', dueOn)]),
    coming('decision', 'next', dueOn, null, { kind }),
    ...(paid.includes(kind) ? [coming('payment', 'next', null, null, { kind })] : []),
  ]
}

/** After the decision only what somebody must do is known beforehand; the rest comes with the clock. */
const running = (tasks: Task[]) =>
  tasks
    .filter(({ status }) => status === 'open')
    .map(({ side, id, dueOn, step }) =>
      side === 'employer'
        ? coming('documents', 'yours', dueOn, `tasks/${id}`, { step })
        : coming('review', 'now', dueOn),
    )

/** The timeline of a report just sent, whose task for missing documents is about to be opened. */
export const withPromised = (
  events: TimelineEvent[],
  { kind }: Pick<Mutation, 'kind'>,
  dueOn: IsoDate,
): TimelineEvent[] => [
  ...events.filter(({ state }) => state === 'done'),
  ...afterAnswer(kind, dueOn, null, 'provide-documents'),
]

const afterAnswer = (
  kind: MutationKind,
  dueOn: IsoDate,
  path: string | null,
  step: string,
): TimelineEvent[] => [
  coming('documents', 'yours', dueOn, path, { step }),
  coming('review', 'next', null),
  coming('decision', 'next', null, null, { kind }),
]

/** Something that has happened, for both sides to see. */
export function happened(
  event: TimelineEventName,
  at: Instant,
  actor: string | null,
  params: TimelineEvent['params'] = {},
): TimelineEvent {
  return { event, state: 'done', at, dueOn: null, actor, params, path: null, visibleToEmployer: true }
}

const coming = (
  event: TimelineEventName,
  state: TimelineEvent['state'],
  dueOn: IsoDate | null,
  path: string | null = null,
  params: TimelineEvent['params'] = {},
): TimelineEvent => ({
  event,
  state,
  at: null,
  dueOn,
  actor: null,
  params,
  path,
  visibleToEmployer: true,
})

const inside = (event: TimelineEvent): TimelineEvent => ({ ...event, visibleToEmployer: false })
