import type { Knex } from 'knex'
import { allowancesOf, courseOf, interruptionsOf, workOf } from '../db/allowances/interruptions.js'
import { resumeEntitlements, stopEntitlements } from '../db/allowances/stops.js'
import type { By } from '../db/audit/note.js'
import { countNews, isUpToDate, keepNews } from '../db/reports/amendments.js'
import { employeeOf, type Mutation, mutationById } from '../db/reports/mutations.js'
import { closeMutation, runMutation } from '../db/reports/outcomes.js'
import { findTask, type Task, taskId, tasksOf } from '../db/tasks/tasks.js'
import { addDays, type Instant, swissDate, swissInstant } from '../domain/dates.js'
import type { Decided } from '../domain/review.js'
import type { WorkInterruptionAnswers } from '../domain/work-interruption/answers.js'
import { continuationOf } from '../domain/work-interruption/continuation.js'
import { known, type Next, nextOf } from '../domain/work-interruption/course.js'
import {
  findInterruption,
  type InterruptionFindings,
  runningAt,
} from '../domain/work-interruption/findings.js'
import { type Describe, describeCase, type TaskDeps } from './case.js'
import type { Deps } from './index.js'
import { ladderOf } from './ladder.js'
import { publish, render } from './publish.js'
import { confirmationLetter, refusalLetter, resumeLetter, stopLetter } from './work-interruption-letters.js'

/** When the question comes and when things are looked at again, on their day. */
const clockAt = 8 // o'clock in Switzerland

const describeReview = describeCase({
  missing: async (deps, mutation) => (await findingsOf(deps, mutation)).missing,
  brief: async (deps, mutation) => ({ verdict: (await findingsOf(deps, mutation)).verdict }),
})

/** What the steps of an interruption ask of whom. Without allowances nothing depends on it, and nobody is asked. */
export const describeWorkInterruptionTask: Describe = async (deps, mutation, step, n, at) => {
  if (step === 'resumption') return describeQuestion(deps, mutation, n, at)
  return (await isReviewed(deps, mutation)) ? describeReview(deps, mutation, step, n, at) : null
}

async function describeQuestion(deps: TaskDeps, mutation: Mutation, n: number, at: Instant) {
  const course = await courseOf(deps.db, mutation)
  const { until } = continuationOf(known(course), course.work)
  const spec = { mutationId: mutation.id, step: 'resumption', n, side: 'employer' as const }
  return {
    ...spec,
    details: { until },
    ...ladderOf(deps, mutation.id, swissDate(at), deps.config.spans.documentsDueDays),
  }
}

async function findingsOf({ db }: Deps, mutation: Mutation) {
  return findInterruption(mutation.answers as WorkInterruptionAnswers, {
    ...(await workOf(db, mutation)),
    onFile: await allowancesOf(db, employeeOf(mutation)),
    others: await interruptionsOf(db, employeeOf(mutation), mutation.id),
  })
}

/** Whether the office looks at a report: while it is new, and allowances run that depend on it. */
async function isReviewed({ db }: Deps, mutation: Mutation): Promise<boolean> {
  const { begin } = mutation.answers as WorkInterruptionAnswers
  const isNew = mutation.status === 'submitted'
  return isNew && runningAt(await allowancesOf(db, employeeOf(mutation)), begin).length > 0
}

export const workInterruptionActivities = (deps: Deps) => ({
  /**
   * Carries out the n-th review: confirms until when allowances go on, or ends them when they do not. Without a review
   * nothing runs, and the report is confirmed as it is. One transaction; a second run changes nothing.
   */
  async decideWorkInterruption(mutationId: string, n: number, at: Instant): Promise<void> {
    const mutation = await mutationById(deps.db, mutationId)
    if (mutation.status !== 'submitted') return
    const review = await reviewAt(deps.db, mutationId, n)
    const decision = review?.outcome as Decided<InterruptionFindings> | undefined
    const by = { actor: 'system', at }
    if (decision && isRefusal(decision)) await refuse(deps, mutation, review as Task, decision.reason, by)
    else await confirm(deps, mutation, review, decision?.reason ?? '', by)
    deps.courier.wake()
  },

  /** Does what is due in a running interruption, anew where news came meanwhile, and answers when something will be, or which question is to be asked. */
  async followWorkInterruption(
    mutationId: string,
    at: Instant,
  ): Promise<{ at?: Instant; question?: number }> {
    for (;;) {
      const mutation = await mutationById(deps.db, mutationId)
      if (mutation.status !== 'running') return {}
      // counted before anything is read: news that come later are more than were seen
      const news = await countNews(deps.db, mutationId)
      const next = nextOf(await courseOf(deps.db, mutation), swissDate(at))
      if (next.do === 'wait') return { at: swissInstant(next.on, clockAt) }
      if (next.do === 'ask') return { question: next.n }
      await carryOut(deps, { ...mutation, news }, next, { actor: 'system', at })
      deps.courier.wake()
    }
  },
})

/** A refusal in the caseworker's words, or one that the rules proposed. */
const isRefusal = (decision: Decided<InterruptionFindings>) =>
  decision.decision === 'refuse' || decision.result.verdict === 'refuse'

async function confirm(deps: Deps, mutation: Mutation, review: Task | null, reason: string, by: By) {
  const letter = await render(deps, await confirmationLetter(deps, mutation, review, reason, by.at))
  await deps.db.transaction(async (trx) => {
    const goesOn = review
      ? await runMutation(trx, mutation.id, 'confirmed', by)
      : await closeMutation(trx, mutation.id, 'confirmed', by)
    if (goesOn) await publish(trx, mutation, slugs.confirmation, letter, by)
  })
}

/** Without a claim to more, allowances end with the wage: on its last day, or before the first day without. */
async function refuse(deps: Deps, mutation: Mutation, review: Task, reason: string, by: By) {
  const { begin, wage } = mutation.answers as WorkInterruptionAnswers
  const lastDay = (wage && wage.paid !== 'none' && wage.until) || addDays(begin, -1)
  const letter = await render(deps, await refusalLetter(deps, mutation, review, { lastDay, reason }))
  await deps.db.transaction(async (trx) => {
    if (!(await closeMutation(trx, mutation.id, 'refused', by))) return
    await stopEntitlements(trx, mutation, { lastDay }, by)
    await publish(trx, mutation, slugs.refusal, letter, by)
  })
}

/** A report with the number of its news that what is due was decided on. */
type Seen = Mutation & { news: number }

async function carryOut(deps: Deps, mutation: Seen, next: Exclude<Next, { do: 'wait' | 'ask' }>, by: By) {
  if (next.do === 'close') await close(deps.db, mutation, by)
  else if (next.do === 'stop') await stop(deps, mutation, next, by)
  else await resume(deps, mutation, next, by)
}

const close = (db: Knex, { id, news }: Seen, by: By) =>
  db.transaction(async (trx) => {
    if (await isUpToDate(trx, id, news)) await closeMutation(trx, id, 'confirmed', by)
  })

async function stop(deps: Deps, mutation: Seen, order: Next & { do: 'stop' }, by: By) {
  const running = runningAt(await allowancesOf(deps.db, employeeOf(mutation)), order.lastDay)
  const letter =
    running.length > 0 ? await render(deps, await stopLetter(deps, mutation, order, by.at)) : null
  const { lastDay } = order
  await deps.db.transaction(async (trx) => {
    if (!(await isUpToDate(trx, mutation.id, mutation.news))) return
    if (!(await keepNews(trx, mutation.id, 'stopped', { lastDay }, by))) return
    await stopEntitlements(trx, mutation, { lastDay }, by)
    if (letter) await publish(trx, mutation, slugs.stop, letter, by)
    if (order.isFinal || !letter) await closeMutation(trx, mutation.id, 'ended', by)
  })
}

async function resume(deps: Deps, mutation: Seen, order: Next & { do: 'resume' }, by: By) {
  const letter = await resumeLetter(deps, mutation, order, by.at)
  const rendered = letter && (await render(deps, letter))
  await deps.db.transaction(async (trx) => {
    if (!(await isUpToDate(trx, mutation.id, mutation.news))) return
    if (!(await closeMutation(trx, mutation.id, 'confirmed', by))) return
    await stopEntitlements(trx, mutation, { lastDay: order.lastDay }, by)
    await resumeEntitlements(trx, mutation, order.from, by)
    await keepNews(trx, mutation.id, 'resumed', { from: order.from }, by)
    if (rendered) await publish(trx, mutation, slugs.resume, rendered, by)
  })
}

const slugs = {
  confirmation: { slug: 'confirmation', kind: 'work-interruption-confirmation' },
  refusal: { slug: 'decision', kind: 'work-interruption-decision' },
  stop: { slug: 'stop', kind: 'work-interruption-decision' },
  resume: { slug: 'resume', kind: 'work-interruption-decision' },
}

async function reviewAt(db: Knex, mutationId: string, n: number): Promise<Task | null> {
  const id = taskId({ mutationId, step: 'review', n })
  return (await tasksOf(db, mutationId)).some((task) => task.id === id) ? findTask(db, id) : null
}
