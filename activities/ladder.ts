import type { TaskSpec } from '../db/tasks.js'
import { addDays, type IsoDate, swissInstant } from '../domain/dates.js'
import type { Deps } from './index.js'

const remindersAt = 8 // o'clock in Switzerland
const expiresAt = 6 // on the morning after the last day

/** Fixed moments, counted once: reminders before the last day, and the end on the morning after it. Days are calendar days. */
export function ladderOf(
  { config }: Pick<Deps, 'config'>,
  today: IsoDate,
  dueDays: number,
): Pick<TaskSpec, 'dueOn' | 'ladder'> {
  const dueOn = addDays(today, dueDays)
  const reminders = config.spans.reminderDays
    .filter((days) => days < dueDays)
    .map((days) => ({ at: swissInstant(addDays(today, days), remindersAt), act: 'remind' as const }))
  return { dueOn, ladder: [...reminders, { at: swissInstant(addDays(dueOn, 1), expiresAt), act: 'expire' }] }
}
