import { z } from 'zod'
import { decideTask } from '../../../db/desk/next.js'
import { taskId } from '../../../db/tasks/tasks.js'
import type { Review, SecondReview } from '../../../domain/family-allowance/decision.js'
import { listName } from '../../../domain/names.js'
import { choice, fault, optional, read, text } from '../../mutations/fields.js'
import type { TaskData, TaskForm } from '../form.js'
import { roundsOf } from '../rounds.js'
import { type Sheet, sheetOf } from '../sheet.js'
import { departuresOf } from './departures.js'
import { type FamilyAllowanceFile, familyAllowanceFile } from './file.js'
import { decidedSheet, proposalSheet } from './sheet.js'

type Decision = Exclude<Review, { decision: 'ask' }>

interface SecondData extends TaskData {
  file: FamilyAllowanceFile
  sheet: ReturnType<typeof sheetOf>
  rounds: Awaited<ReturnType<typeof roundsOf>>
  /** What the first person decided. */
  first: Sheet &
    Pick<Decision, 'decision' | 'reason'> & { at: string | null; by: string; departures: string[] }
  /** Why a second person looks at it. */
  why: string[]
  /** What the second person answered, once they did. */
  answered: SecondReview | null
}

const answer = z.object({
  decision: choice(['agree', 'disagree'], 'tasks:decide.choose'),
  reason: optional(text(2000)),
})

/** A second person looks at a decision: it goes out, or back to review. */
export const secondReview: TaskForm<SecondData, SecondReview> = {
  side: 'fund',
  view: 'tasks/second-review',
  part: 'tasks/review-sheet',

  async load(scene) {
    const { task, employee, names, firstBy, t } = scene
    const file = await familyAllowanceFile(scene)
    const first = file.tasks.find(({ id }) => id === taskId({ ...task, step: 'review' }))
    const decision = first?.outcome as unknown as Decision
    const departures = (review: unknown) => departuresOf(review as Review | null, file.children, scene)
    return {
      title: t('tasks:second.title', { name: listName(employee) }),
      version: file.version,
      file,
      sheet: sheetOf(scene, file, proposalSheet(file, scene)),
      rounds: await roundsOf(scene, file, { without: first?.id, said: departures }),
      first: {
        ...decidedSheet(decision.lines, first?.closedAt ?? null, file, scene),
        ...{ decision: decision.decision, reason: decision.reason, departures: departures(decision) },
        ...{ at: first?.closedAt ?? null, by: names.get(firstBy ?? '') ?? t('tasks:somebody') },
      },
      why: decision.second.map((reason) => t(`rules:second.${reason}`)),
      answered: task.outcome as SecondReview | null,
    }
  },

  values: () => ({}),

  read(typed) {
    const reading = read(answer, typed)
    if ('faults' in reading) return reading
    const { decision, reason = '' } = reading.value
    if (decision === 'disagree' && !reason) return { faults: [fault('reason', 'tasks:second.reasonMissing')] }
    return { value: { decision, reason } }
  },

  complete: ({ deps, task, by }, answered) => decideTask(deps.db, task, answered, by),
}
