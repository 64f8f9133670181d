import { addDays, daysBetween, type Instant, type IsoDate, swissDate, swissInstant } from './dates.js'
import { shareOf } from './spread.js'

/** A fixed moment at which the clock acts on an open task. */
export interface Rung {
  at: Instant
  act: 'remind' | 'expire'
}

/** Part of a morning over which what is due for many is spread: from this hour in Switzerland, for so many minutes. */
interface Morning {
  from: number
  minutes: number
}

/** When the clock reminds, and when it acts on the morning after a last day: done before the mail of the day goes out at seven. */
export const mornings: Record<Rung['act'], Morning> = {
  remind: { from: 8, minutes: 60 },
  expire: { from: 6, minutes: 45 },
}

/**
 * Fixed moments of a task that begins today: reminders so many days after its start, and the end on the morning after its last day. At
 * which minute of its morning a rung stands is for the id of the report to say.
 */
export const ladderUntil = (
  reportId: string,
  start: IsoDate,
  dueOn: IsoDate,
  reminderDays: number[],
): Rung[] => [
  ...reminderDays
    .map((days) => addDays(start, days))
    .filter((day) => day < dueOn)
    .map((day) => reminderOn(day, reportId)),
  endAfter(dueOn, reportId),
]

/**
 * The ladder of a task whose last day moves: what has rung stays, each reminder still to come stands as long before the new
 * last day as it stood before the old one, and so does the last reminder if all have rung.
 */
export function movedLadder(
  reportId: string,
  ladder: Rung[],
  from: IsoDate,
  to: IsoDate,
  now: Instant,
): Rung[] {
  const all = ladder.filter(({ act }) => act === 'remind')
  const rung = all.filter(({ at }) => at <= now)
  const left = all.filter(({ at }) => at > now)
  const ahead = (left.length > 0 ? left : rung.slice(-1)).map(({ at }) => daysBetween(swissDate(at), from))
  const moved = ahead.map((days) => reminderOn(addDays(to, -days), reportId)).filter(({ at }) => at > now)
  return [...rung, ...moved, endAfter(to, reportId)]
}

const reminderOn = (day: IsoDate, reportId: string): Rung => ({
  at: momentOf(day, mornings.remind, reportId),
  act: 'remind',
})
const endAfter = (dueOn: IsoDate, reportId: string): Rung => ({
  at: momentOf(addDays(dueOn, 1), mornings.expire, reportId),
  act: 'expire',
})

/** To the second. */
function momentOf(day: IsoDate, { from, minutes }: Morning, reportId: string): Instant {
  const seconds = Math.floor(shareOf(reportId) * minutes * 60)
  return new Date(Date.parse(swissInstant(day, from)) + seconds * 1000).toISOString()
}
