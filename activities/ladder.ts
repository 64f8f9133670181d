import type { TaskSpec } from '../db/tasks/tasks.js'
import { addDays, type IsoDate } from '../domain/dates.js'
import { ladderUntil } from '../domain/ladder.js'
import { nextWorkday } from '../domain/workdays.js'
import type { TaskDeps } from './case.js'

/** Due day and ladder of a task of a report that begins today and lasts so many calendar days: the last day is a working day where the employer is. */
export function ladderOf(
  { config, isHoliday }: Pick<TaskDeps, 'config' | 'isHoliday'>,
  reportId: string,
  today: IsoDate,
  dueDays: number,
): Pick<TaskSpec, 'dueOn' | 'ladder'> {
  const dueOn = nextWorkday(addDays(today, dueDays), isHoliday)
  return { dueOn, ladder: ladderUntil(reportId, today, dueOn, config.spans.reminderDays) }
}
