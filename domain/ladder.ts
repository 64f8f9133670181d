import { addDays, daysBetween, type Instant, type IsoDate, swissDate, swissInstant } from './dates.js'

/** A fixed moment at which the clock acts on an open task. */
export interface Rung {
  at: Instant
  act: 'remind' | 'expire'
}

const remindersAt = 8 // o'clock in Switzerland
const expiresAt = 6 // on the morning after the last day

/** Fixed moments of a task that begins today: reminders so many days after its start, and the end on the morning after its last day. */
export const ladderUntil = (start: IsoDate, dueOn: IsoDate, reminderDays: number[]): Rung[] => [
  ...reminderDays
    .map((days) => addDays(start, days))
    .filter((day) => day < dueOn)
    .map(reminderOn),
  endAfter(dueOn),
]

/**
 * The ladder of a task whose last day moves: what has rung stays, each reminder still to come stands as long before the new
 * last day as it stood before the old one, and so does the last reminder if all have rung.
 */
export function movedLadder(ladder: Rung[], from: IsoDate, to: IsoDate, now: Instant): Rung[] {
  const reminders = ladder.filter(({ act }) => act === 'remind')
  const rung = reminders.filter(({ at }) => at <= now)
  const left = reminders.filter(({ at }) => at > now)
  const ahead = (left.length > 0 ? left : rung.slice(-1)).map(({ at }) => daysBetween(swissDate(at), from))
  const moved = ahead.map((days) => reminderOn(addDays(to, -days))).filter(({ at }) => at > now)
  return [...rung, ...moved, endAfter(to)]
}

const reminderOn = (day: IsoDate): Rung => ({ at: swissInstant(day, remindersAt), act: 'remind' })
const endAfter = (dueOn: IsoDate): Rung => ({ at: swissInstant(addDays(dueOn, 1), expiresAt), act: 'expire' })
