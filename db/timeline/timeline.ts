import type { Knex } from 'knex'
import type { Instant } from '../../domain/dates.js'
import type { ReviewTerm } from '../../domain/review-term.js'
import { daysBefore, daysIn } from '../allowances/news-days.js'
import type { Message } from '../messages/messages.js'
import type { Document } from '../reports/documents.js'
import { dueBefore, firstDueOn } from '../tasks/extensions.js'
import type { Task } from '../tasks/tasks.js'
import { ahead } from './ahead.js'
import { byMoment, happened, inside, openedBy, type Reported, type TimelineEvent } from './event.js'
import { factsAbout, factsOf, type TimelineFacts } from './facts.js'

/** The timeline of a mutation, oldest first, and after that what comes; a draft has none. */
export async function timelineOf(db: Knex, mutation: Reported, term: ReviewTerm): Promise<TimelineEvent[]> {
  return (await timelinesOf(db, [mutation], term))[0] ?? []
}

/** The timelines of many reports, in their order, with as many queries as one takes. */
export async function timelinesOf(
  db: Knex,
  mutations: Reported[],
  term: ReviewTerm,
): Promise<TimelineEvent[][]> {
  const facts = await factsAbout(
    db,
    mutations.map(({ id }) => id),
  )
  return mutations.map((mutation) => told(mutation, factsOf(facts, mutation.id), term))
}

function told(mutation: Reported, facts: TimelineFacts, term: ReviewTerm): TimelineEvent[] {
  if (!mutation.submittedAt) return []
  const { tasks, amendments, extensions, reminders, messages, filed } = facts
  const past = [
    happened(
      mutation.submittedBy ? 'submitted' : openedBy(mutation),
      mutation.submittedAt,
      mutation.submittedBy,
    ),
    ...tasks.flatMap((task) => taskEvents(task, facts)),
    ...amendments.map(({ createdAt, createdBy, what, said }, nth) =>
      happened('amended', createdAt, createdBy, {
        what: nameOf(what, said),
        days: daysIn(said),
        was: daysBefore(amendments, nth, mutation.answers),
      }),
    ),
    ...extensions.map(({ taskId, askedAt, askedBy, granted, wanted }) => ({
      ...happened('extended', askedAt, askedBy, {
        step: granted < wanted ? 'partly' : 'wholly',
        was: dueBefore(facts, taskId, askedAt),
      }),
      dueOn: granted,
    })),
    ...reminders.map(({ at }) => happened('reminded', at, null)),
    ...messages.flatMap(messageEvents),
    ...filed.map(filedEvent),
    ...(mutation.outcome === 'recalled' && mutation.closedAt
      ? [happened('recalled', mutation.closedAt, mutation.closedBy)]
      : []),
  ]
  return [...past.toSorted(byMoment), ...ahead(mutation, mutation.submittedAt, tasks, term)]
}

/** What news is about; of a leave of no day at all, that. */
const nameOf = (what: string, { spans }: Record<string, unknown>): string =>
  Array.isArray(spans) && spans.length === 0 ? `${what}-given-up` : what

function taskEvents(task: Task, facts: TimelineFacts): TimelineEvent[] {
  return task.side === 'employer' ? employerTaskEvents(task, facts) : fundTaskEvents(task, facts)
}

function employerTaskEvents(task: Task, { tasks }: TimelineFacts): TimelineEvent[] {
  const { openedAt, closedAt, closedBy, status } = task
  const asker = tasks.find((it) => it.step === 'review' && it.n === task.n - 1)?.closedBy ?? null
  const path = `tasks/${task.id}`
  const { step } = task
  return [
    {
      ...happened('asked', openedAt, asker, { step }),
      dueOn: firstDueOn(task),
      path: status === 'open' ? path : null,
    },
    ...(closedAt && status === 'done' ? [happened('answered', closedAt, closedBy, { step })] : []),
    ...(closedAt && status === 'expired' ? [happened('expired', closedAt, null, { step })] : []),
  ]
}

function fundTaskEvents(task: Task, facts: TimelineFacts): TimelineEvent[] {
  const { step, claimedAt, claimedBy, closedAt, closedBy, status, outcome } = task
  const decision = String(outcome?.decision ?? '')
  const decided = status === 'done' && closedAt ? { at: closedAt, by: closedBy } : null
  if (step === 'extension') return decided ? [extensionEvent(task, decided, facts)] : []
  if (step === 'second-review') {
    const verdict = decision === 'agree' ? 'agreed' : 'disagreed'
    return decided ? [inside(happened(verdict, decided.at, decided.by))] : []
  }
  const second = Array.isArray(outcome?.second) && outcome.second.length > 0
  return [
    ...(claimedAt ? [happened('claimed', claimedAt, claimedBy)] : []),
    ...(decided && decision !== 'ask'
      ? [inside(happened('decided', decided.at, decided.by, { decision, task: task.id }))]
      : []),
    ...(decided && second ? [inside(happened('second', decided.at, null))] : []),
  ]
}

/** A longer time, granted or not. */
function extensionEvent(
  { details, outcome }: Task,
  { at, by }: { at: Instant; by: string | null },
  facts: TimelineFacts,
): TimelineEvent {
  const decision = String(outcome?.decision)
  if (decision !== 'approve') return happened('extension', at, by, { decision })
  const was = dueBefore(facts, String(details.task), at)
  return { ...happened('extension', at, by, { decision, was }), dueOn: String(outcome?.until) }
}

function filedEvent({ id, name, forOffice, createdAt, createdBy }: Document): TimelineEvent {
  const event = { ...happened('filed', createdAt, createdBy, { name }), path: `documents/${id}` }
  return forOffice ? inside(event) : event
}

function messageEvents({ id, kind: letter, createdAt, readAt, readBy }: Message): TimelineEvent[] {
  const path = `messages/${id}`
  return [
    { ...happened('message', createdAt, null, { letter }), path },
    ...(readAt ? [happened('read', readAt, readBy, { letter })] : []),
  ]
}
