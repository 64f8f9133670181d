import { type Instant, type IsoDate, swissDate } from '../../domain/dates.js'
import type { MutationKind } from '../../domain/kinds.js'
import { type ReviewTerm, reviewDueOn } from '../../domain/review-term.js'
import type { Mutation } from '../reports/mutations.js'
import type { Task } from '../tasks/tasks.js'
import { inside, type Reported, type TimelineEvent, type TimelineEventName } from './event.js'

/** Kinds of report after which something is paid that was not before. */
const paid: MutationKind[] = ['family-allowance', 'maternity', 'other-parent-leave']

/** What is open now, and what follows from it. */
export function ahead(mutation: Reported, submittedAt: Instant, tasks: Task[], term: ReviewTerm) {
  const { kind } = mutation
  if (mutation.status === 'closed') return []
  if (mutation.status === 'running') return running(tasks)
  const open = tasks.filter((task) => task.status === 'open')
  const asked = open.find((task) => task.side === 'employer')
  const review = open.find((task) => task.step === 'review')
  const second = open.find((task) => task.step === 'second-review')
  const promised = reviewDueOn(swissDate(submittedAt), term)
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
