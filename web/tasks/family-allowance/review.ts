import { decideTask } from '../../../db/desk/next.js'
import type { Review } from '../../../domain/family-allowance/decision.js'
import { listName } from '../../../domain/names.js'
import type { TaskData, TaskForm } from '../form.js'
import { roundsOf } from '../rounds.js'
import { type Sheet, sheetOf } from '../sheet.js'
import { departuresOf } from './departures.js'
import { type FamilyAllowanceFile, familyAllowanceFile } from './file.js'
import { decisionFields, formOf, readReview } from './review-form.js'
import { decidedSheet, proposalSheet } from './sheet.js'

export interface ReviewData extends TaskData {
  file: FamilyAllowanceFile
  sheet: ReturnType<typeof sheetOf>
  rounds: Awaited<ReturnType<typeof roundsOf>>
  form: ReturnType<typeof formOf>
  /** What was decided, once it was. */
  decided: ({ review: Review; departures: string[] } & Partial<Sheet>) | null
}

/** A caseworker decides on a report: as proposed, with changes, not without more documents, or not at all. */
export const review: TaskForm<ReviewData, Review> = {
  side: 'fund',
  view: 'tasks/review',
  part: 'tasks/review-sheet',

  async load(scene) {
    const { task, employee, t } = scene
    const file = await familyAllowanceFile(scene)
    const outcome = task.outcome as Review | null
    const departures = (review: unknown) => departuresOf(review as Review | null, file.children, scene)
    const lines =
      outcome && outcome.decision !== 'ask' ? decidedSheet(outcome.lines, task.closedAt, file, scene) : {}
    return {
      title: t('tasks:review.title', { name: listName(employee) }),
      version: file.version,
      file,
      sheet: sheetOf(scene, file, proposalSheet(file, scene)),
      rounds: await roundsOf(scene, file, { said: departures }),
      form: formOf(scene, file),
      decided: outcome && { review: outcome, departures: departures(outcome), ...lines },
    }
  },

  values: (scene, { file }) => decisionFields(scene, file),
  read: (typed, scene, { file }) => readReview(typed, scene, file),
  complete: ({ deps, task, by }, answer) => decideTask(deps.db, task, answer, by),
}
