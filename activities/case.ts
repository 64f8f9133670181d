import type { Mutation } from '../db/reports/mutations.js'
import { findTask, type TaskSpec, taskId } from '../db/tasks/tasks.js'
import type { AskedDocument } from '../domain/asked-document.js'
import { type Instant, type IsoDate, swissDate } from '../domain/dates.js'
import type { CaseReview, Verdict } from '../domain/review.js'
import { reviewDueOn } from '../domain/review-term.js'
import type { IsHoliday } from '../domain/workdays.js'
import type { Deps } from './index.js'
import { ladderOf } from './ladder.js'

/** The worker's means on the day of a task: with the spans in force, and the holidays where the employer is. */
export interface TaskDeps extends Deps {
  isHoliday: IsHoliday
}

/** What a step asks of whom, and until when; null when there is nothing to ask. */
export type Describe = (
  deps: TaskDeps,
  mutation: Mutation,
  step: string,
  n: number,
  at: Instant,
) => Promise<TaskSpec | null>

/** What the rules of a kind say about a report. */
export interface CaseRules {
  /** The documents that are missing from the report as it was sent. */
  missing(deps: Deps, mutation: Mutation, today: IsoDate): Promise<AskedDocument[]>
  /** What is suggested, in short, for the list of tasks; the review computes it anew. `amount` in Rappen, where there is one. */
  brief(deps: Deps, mutation: Mutation, today: IsoDate): Promise<{ verdict: Verdict; amount?: number }>
  /** Whether nobody needs to review it; everything is reviewed where a kind does not say so. */
  unattended?(deps: Deps, mutation: Mutation, today: IsoDate): Promise<boolean>
}

/** Describes the tasks of `reviewed` (workflows/case.ts): documents, review, second review. */
export const describeCase =
  (rules: CaseRules): Describe =>
  async (deps, mutation, step, n, at) => {
    const spec = { mutationId: mutation.id, step, n }
    const today = swissDate(at)
    if (step === 'provide-documents') {
      const asked = await askedDocuments(deps, rules, mutation, n, today)
      return (
        asked && {
          ...spec,
          side: 'employer',
          ...ladderOf(deps, mutation.id, today, asked.dueDays),
          details: asked.details,
        }
      )
    }
    const { spans, office } = deps.config
    const dueOn = reviewDueOn(today, { days: spans.reviewDueDays, canton: office.canton })
    const brief = await rules.brief(deps, mutation, today)
    const task = { ...spec, side: 'fund' as const, dueOn, ladder: [] }
    if (step === 'review')
      return (await rules.unattended?.(deps, mutation, today)) ? null : { ...task, details: { brief } }
    const first = await findTask(deps.db, taskId({ ...spec, step: 'review' }))
    return { ...task, details: { brief, firstBy: first.closedBy, reasons: first.outcome?.second } }
  }

/** The first time what the rules miss, later what the caseworker asked for. */
async function askedDocuments(deps: Deps, rules: CaseRules, mutation: Mutation, n: number, today: IsoDate) {
  if (n === 1) {
    const missing = await rules.missing(deps, mutation, today)
    const details = { documents: missing, text: '' }
    return missing.length > 0 ? { details, dueDays: deps.config.spans.documentsDueDays } : null
  }
  const review = await findTask(deps.db, taskId({ mutationId: mutation.id, step: 'review', n: n - 1 }))
  const asked = review.outcome as unknown as Extract<CaseReview, { decision: 'ask' }>
  return { details: { documents: asked.documents, text: asked.text }, dueDays: asked.dueDays }
}
