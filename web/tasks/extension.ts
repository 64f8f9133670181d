import { z } from 'zod'
import { decideExtension, type ExtensionDecision } from '../../db/tasks/extensions.js'
import { findTask, type Task } from '../../db/tasks/tasks.js'
import type { IsoDate } from '../../domain/dates.js'
import { choice, date, dateFields, fault, optional, type Reading, read, text } from '../mutations/fields.js'
import type { TaskData, TaskForm } from './form.js'
import { type Ladder, ladderFor } from './ladder.js'
import { listedName } from './listed.js'
import { askedIn, documentLabel } from './wishes.js'

interface Asked extends TaskData {
  /** The task whose last day is asked about. */
  about: Task
  wanted: IsoDate
  reason: string
  documents: string[]
  /** What the task asks for, where that is no documents. */
  asks: string
  ladder: Ladder
  answered: ExtensionDecision | null
}

const answer = z.object({
  decision: choice(['approve', 'refuse'], 'tasks:decide.choose'),
  until: optional(date),
  reason: optional(text(1000)),
})

/** The office decides on an extension that goes beyond what is given at once. */
export const extensionDecision: TaskForm<Asked, ExtensionDecision> = {
  side: 'fund',
  view: 'tasks/extension',

  async load(scene) {
    const { deps, task, t } = scene
    const about = await findTask(deps.db, String(task.details.task))
    return {
      title: t('tasks:extension.decideTitle', { name: listedName(scene) }),
      about,
      wanted: String(task.details.wanted),
      reason: String(task.details.reason),
      documents: askedIn(about).map((asked) => documentLabel(asked, scene)),
      asks: t(`tasks:step.${about.step}`),
      ladder: ladderFor(about, scene),
      answered: task.outcome as ExtensionDecision | null,
    }
  },

  values: (_scene, { wanted }) => dateFields('until', wanted),

  read(typed, { today }, { about, wanted }): Reading<ExtensionDecision> {
    const reading = read(answer, typed)
    if ('faults' in reading) return reading
    const { decision, until = wanted, reason = '' } = reading.value
    if (decision === 'refuse' && !reason)
      return { faults: [fault('reason', 'tasks:extension.reasonMissing')] }
    if (decision === 'refuse') return { value: { decision, reason } }
    if (until <= about.dueOn || until <= today)
      return { faults: [fault('until', 'tasks:extension.tooEarly', { dueDate: about.dueOn })] }
    return { value: { decision, until, reason } }
  },

  complete: ({ deps, task, by }, decision) => decideExtension(deps.db, task, decision, by),
}
