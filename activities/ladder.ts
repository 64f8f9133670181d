import type { TaskSpec } from '../db/tasks.js'
import { addDays, type IsoDate } from '../domain/dates.js'
import { ladderUntil } from '../domain/ladder.js'
import { type IsHoliday, nextWorkday } from '../domain/workdays.js'
import type { Deps } from './index.js'

/**
 * Due day and ladder of a task that begins today and lasts so many calendar days: the last day is a working day where the
 * employer is, as far as the holidays there are given.
 */
export function ladderOf(
  { config, isHoliday }: Pick<Deps, 'config'> & { isHoliday?: IsHoliday },
  today: IsoDate,
  dueDays: number,
): Pick<TaskSpec, 'dueOn' | 'ladder'> {
  const dueOn = nextWorkday(addDays(today, dueDays), isHoliday)
  return { dueOn, ladder: ladderUntil(today, dueOn, config.spans.reminderDays) }
}
