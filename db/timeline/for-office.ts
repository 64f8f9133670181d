import type { Knex } from 'knex'
import type { ReviewTerm } from '../../domain/review-term.js'
import type { Mutation } from '../reports/mutations.js'
import { movesKept, type TaskMove } from '../tasks/moves.js'
import { byMoment, happened, type TimelineEvent } from './event.js'
import { timelineOf } from './timeline.js'

/** The timeline of a mutation for the office, which also sees how its tasks went from hand to hand. */
export async function officeTimelineOf(
  db: Knex,
  mutation: Mutation,
  term: ReviewTerm,
): Promise<TimelineEvent[]> {
  const events = await timelineOf(db, mutation, term)
  const told = new Set(events.filter(({ event }) => event === 'claimed').map(({ at }) => at))
  const moves = (await movesOf(db, mutation.id)).filter(
    ({ event, at }) => event !== 'claimed' || !told.has(at),
  )
  const past = [...events.filter(({ at }) => at !== null), ...moves]
  return [...past.toSorted(byMoment), ...events.filter(({ at }) => at === null)]
}

const moved = {
  'task.claim': 'claimed',
  'task.release': 'released',
  'task.assign': 'assigned',
  'task.follow-up': 'put-off',
} as const

/** What the row of a task does not tell any more: who had it before, gave it back, gave it on, or put it off. */
async function movesOf(db: Knex, mutationId: string): Promise<TimelineEvent[]> {
  const entries = await db('audit')
    .whereIn('object', db('tasks').where({ mutationId, side: 'fund' }).select('id'))
    .whereIn('action', Object.keys(moved))
    .orderBy('seq')
    .select('at', 'actor', 'action', 'fields', 'object')
  const kept = await movesKept(db, mutationId)
  return entries.map(({ at, actor, action, fields, object }) => {
    const move = kept.find((it) => it.taskId === object && it.at === at && it.action === action)
    const isOver = action === 'task.follow-up' && fields === 'followUpOn'
    const event = isOver ? 'taken-up' : moved[action as keyof typeof moved]
    return { ...happened(event, at, actor, move ? told(move) : {}), visibleToEmployer: false }
  })
}

/** What stood before and what stands since; entries of before do not tell. */
function told({ change }: TaskMove): TimelineEvent['params'] {
  if ('claimedBy' in change) return { from: change.claimedBy.before ?? '', to: change.claimedBy.after ?? '' }
  return { was: change.followUpOn.before ?? '', days: change.followUpOn.after ?? '' }
}
