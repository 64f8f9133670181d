import { allowancesOf } from '../db/allowances/interruptions.js'
import { stopEntitlements } from '../db/allowances/stops.js'
import { endEmployment, settleOthers, workCantonOf } from '../db/allowances/terminations.js'
import { employeeOf, type Mutation, mutationById } from '../db/reports/mutations.js'
import { closeMutation } from '../db/reports/outcomes.js'
import { type Task, taskId, tasksOf } from '../db/tasks/tasks.js'
import { type Instant, type IsoDate, swissDate } from '../domain/dates.js'
import { holidaysIn } from '../domain/holidays.js'
import type { Decided } from '../domain/review.js'
import type { TerminationAnswers } from '../domain/termination/answers.js'
import { findTermination, isConcerned, type TerminationFindings } from '../domain/termination/findings.js'
import { type Describe, describeCase } from './case.js'
import type { Deps } from './index.js'
import { publish, render } from './publish.js'
import { confirmationOfExit, decisionOnExit, refusalOfExit } from './termination-letters.js'

const describeReview = describeCase({
  missing: async () => [],
  brief: async (deps, mutation, today) => ({ verdict: (await findingsOf(deps, mutation, today)).verdict }),
})

/** The review of an exit; nobody is asked where no allowance ends and nobody died. */
export const describeTerminationTask: Describe = async (deps, mutation, step, n, at) =>
  (await isReviewed(deps, mutation)) ? describeReview(deps, mutation, step, n, at) : null

async function isReviewed({ db }: Deps, mutation: Mutation): Promise<boolean> {
  const answers = mutation.answers as TerminationAnswers
  return answers.reason === 'death' || isConcerned(await allowancesOf(db, employeeOf(mutation)), answers)
}

async function findingsOf(
  { db, config }: Deps,
  mutation: Mutation,
  today: IsoDate,
): Promise<TerminationFindings> {
  return findTermination(mutation.answers as TerminationAnswers, {
    today,
    submittedOn: swissDate(mutation.submittedAt ?? mutation.savedAt),
    rounding: config.rounding,
    onFile: await allowancesOf(db, employeeOf(mutation)),
    isHoliday: holidaysIn(await workCantonOf(db, mutation)),
  })
}

export const terminationActivities = (deps: Deps) => ({
  /**
   * Carries out an exit, in one transaction: allowances and employment end, what else is open about the person is settled, and
   * the letters go out. Without a review no allowance ends. A second run finds the report closed.
   */
  async decideTermination(mutationId: string, n: number, at: Instant): Promise<void> {
    const mutation = await mutationById(deps.db, mutationId)
    if (mutation.status !== 'submitted') return
    const id = taskId({ mutationId, step: 'review', n })
    const review = (await tasksOf(deps.db, mutationId)).find((task) => task.id === id) ?? null
    const decision = review?.outcome as Decided<TerminationFindings> | undefined
    if (decision?.decision === 'refuse') await refuse(deps, mutation, review as Task, decision.reason, at)
    else await carryOut(deps, mutation, review, decision, at)
    deps.courier.wake()
  },
})

async function carryOut(
  deps: Deps,
  mutation: Mutation,
  review: Task | null,
  decision: (Decided<TerminationFindings> & { decision: 'approve' }) | undefined,
  at: Instant,
): Promise<void> {
  const { lastDay } = mutation.answers as TerminationAnswers
  const decidedAt = review?.closedAt ?? at
  const found = decision?.result ?? (await findingsOf(deps, mutation, swissDate(decidedAt)))
  const file = { review, found, reason: decision?.reason ?? '', decidedAt }
  const confirmation = await render(deps, await confirmationOfExit(deps, mutation, file))
  const ends = found.stops.length > 0
  const letter = ends ? await render(deps, await decisionOnExit(deps, mutation, file)) : null
  const by = { actor: 'system', at }
  await deps.db.transaction(async (trx) => {
    if (!(await closeMutation(trx, mutation.id, ends ? 'ended' : 'confirmed', by))) return
    await endEmployment(trx, mutation, lastDay, by)
    if (ends) await stopEntitlements(trx, mutation, { lastDay: found.allowancesUntil }, by)
    await settleOthers(trx, mutation, { lastDay, hasLeft: lastDay <= swissDate(at) }, by)
    await publish(trx, mutation, { slug: 'confirmation', kind: 'termination-confirmation' }, confirmation, by)
    if (letter) await publish(trx, mutation, { slug: 'decision', kind: 'termination-decision' }, letter, by)
  })
}

async function refuse(deps: Deps, mutation: Mutation, review: Task, reason: string, at: Instant) {
  const letter = await render(deps, await refusalOfExit(deps, mutation, review, reason))
  const by = { actor: 'system', at }
  await deps.db.transaction(async (trx) => {
    if (await closeMutation(trx, mutation.id, 'refused', by))
      await publish(trx, mutation, { slug: 'refusal', kind: 'termination-refusal' }, letter, by)
  })
}
