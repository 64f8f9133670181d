import type { Instant, IsoDate } from '../../domain/dates.js'
import type { Mutation } from '../reports/mutations.js'

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
  | 'opened' | 'registered' | 'submitted' | 'amended' | 'extended' | 'extension' | 'asked' | 'reminded' | 'answered' | 'expired' | 'claimed' | 'decided' | 'second'
  | 'agreed' | 'disagreed' | 'recalled' | 'message' | 'read' | 'filed' | 'released' | 'assigned' | 'put-off' | 'taken-up'
  | 'documents' | 'review' | 'second-review' | 'decision' | 'payment' // biome-ignore format: what happened, then what comes

/** How a report began that no employer has sent: with a question of the portal, or in the register. */
export const openedBy = ({ kind }: Pick<Mutation, 'kind'>) =>
  kind === 'termination' ? ('registered' as const) : ('opened' as const)

/** What a timeline needs of a report. */
export type Reported = Pick<
  Mutation,
  'id' | 'kind' | 'status' | 'outcome' | 'answers' | 'submittedAt' | 'submittedBy' | 'closedAt' | 'closedBy'
>

/** Orders what happened, the oldest first. */
export const byMoment = (a: TimelineEvent, b: TimelineEvent) => ((a.at ?? '') < (b.at ?? '') ? -1 : 1)

/** The ids of all whom a timeline names. */
export const peopleIn = (events: TimelineEvent[]): (string | null)[] =>
  events.flatMap(({ actor, params }) => [actor, ...[params.from, params.to].filter(Boolean).map(String)])

/** Something that has happened, for both sides to see. */
export function happened(
  event: TimelineEventName,
  at: Instant,
  actor: string | null,
  params: TimelineEvent['params'] = {},
): TimelineEvent {
  return { event, state: 'done', at, dueOn: null, actor, params, path: null, visibleToEmployer: true }
}

/** Something of the office alone. */
export const inside = (event: TimelineEvent): TimelineEvent => ({ ...event, visibleToEmployer: false })
