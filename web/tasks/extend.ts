import type { Request } from 'express'
import { z } from 'zod'
import { askExtension, type Extension, extensionsOf, firstDueOn } from '../../db/tasks/extensions.js'
import { addDays, addYears, type IsoDate, later, swissDate } from '../../domain/dates.js'
import { holidaysIn } from '../../domain/holidays.js'
import { reviewDueOn } from '../../domain/review-term.js'
import { nextWorkday } from '../../domain/workdays.js'
import { errorsOf } from '../mutations/faults.js'
import { date, type Fault, fault, read, text, typedIn } from '../mutations/fields.js'
import { reviewTermIn } from '../spans.js'
import type { Scene } from './form.js'

/** What an employer has asked about the last day of a task, and what may be asked now. */
export interface AskedFor {
  /** The last day that is given at once. */
  most: IsoDate
  /** Whether it can be asked for now: before the deadline has ended (ATSG 40 III). */
  possible: boolean
  asked: Extension[]
}

const form = z.object({ until: date, whyLater: text(1000) })

export async function extensionFor({ deps, task, employer, spans, today }: Scene): Promise<AskedFor> {
  return {
    most: mostFor({ employer, spans })(firstDueOn(task)),
    possible: task.status === 'open' && today <= task.dueOn,
    asked: await extensionsOf(deps.db, task.id),
  }
}

/** So long after the first last day, and then the next working day where the employer is. */
const mostFor =
  ({ employer, spans }: Pick<Scene, 'employer' | 'spans'>) =>
  (first: IsoDate): IsoDate =>
    nextWorkday(addDays(first, spans.extensionDays), holidaysIn(employer.canton))

/** The answer to a request for an extension: what is wrong with it, that it comes too late, or the new last day. */
export type Extended =
  | { errors: Record<string, string>; values: Record<string, unknown> }
  | { late: true }
  | { dueOn: IsoDate; wanted: IsoDate }

/** Reads and writes what an employer asks about the last day of an open task. */
export async function extendTask(req: Request, scene: Scene): Promise<Extended> {
  const { deps, task, by, today, spans } = scene
  if (task.status !== 'open' || today > task.dueOn) return { late: true }
  const typed = typedIn(req.body ?? {})
  const reading = read(form, typed)
  const faults = 'faults' in reading ? reading.faults : tooSoonOrFar(reading.value.until, scene)
  if ('faults' in reading || faults.length > 0) return { errors: errorsOf(faults, scene), values: typed }
  const { until: wanted, whyLater: reason } = reading.value
  const decideBy = reviewDueOn(swissDate(by.at), reviewTermIn(deps, spans))
  const dueOn = await askExtension(deps.db, task, { wanted, reason }, { most: mostFor(scene), decideBy }, by)
  return dueOn === null ? { late: true } : { dueOn: later(dueOn, task.dueOn), wanted }
}

function tooSoonOrFar(until: IsoDate, { task, today }: Scene): Fault[] {
  if (until <= task.dueOn) return [fault('until', 'tasks:extension.tooEarly', { dueDate: task.dueOn })]
  const latestDate = addYears(today, 1)
  return until > latestDate ? [fault('until', 'tasks:extension.tooLate', { latestDate })] : []
}
