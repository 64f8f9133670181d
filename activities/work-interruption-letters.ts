import { allowancesOf, courseOf, workOf } from '../db/allowances/interruptions.js'
import { stoppedBy } from '../db/allowances/stops.js'
import { employeeOf, type Mutation } from '../db/reports/mutations.js'
import type { Task } from '../db/tasks/tasks.js'
import type { Letter } from '../documents/letter.js'
import { workInterruptionConfirmation } from '../documents/work-interruption-confirmation.js'
import { workInterruptionDecision } from '../documents/work-interruption-decision.js'
import { type Instant, type IsoDate, swissDate } from '../domain/dates.js'
import { resumedSpan, stopsOf } from '../domain/entitlement/stopping.js'
import type { WorkInterruptionAnswers } from '../domain/work-interruption/answers.js'
import { type Next, nextOf } from '../domain/work-interruption/course.js'
import { findInterruption } from '../domain/work-interruption/findings.js'
import { decisionLines } from './decision-lines.js'
import type { Deps } from './index.js'
import { letterHead } from './letter-head.js'

/** The confirmation to the employer, as of the moment of the review or, without one, of now. */
export async function confirmationLetter(
  deps: Deps,
  mutation: Mutation,
  review: Task | null,
  reason: string,
  at: Instant,
): Promise<Letter> {
  const answers = mutation.answers as WorkInterruptionAnswers
  const createdAt = review?.closedAt ?? at
  const onFile = await allowancesOf(deps.db, employeeOf(mutation))
  const found = findInterruption(answers, { ...(await workOf(deps.db, mutation)), onFile, others: [] })
  const lines = await decisionLines(deps, employeeOf(mutation), found.allowances)
  const next = nextOf(await courseOf(deps.db, mutation), swissDate(createdAt))
  return workInterruptionConfirmation({
    ...(await letterHead(deps, mutation, 'employer', createdAt, review)),
    answers,
    continuation: found.continuation,
    reasons: found.reasons.filter(({ met }) => met === 'yes'),
    allowances: found.allowances.map(({ kind, rate, until }, i) => ({
      ...{ kind, rate, until },
      childName: lines[i]?.childName ?? '',
    })),
    askedOn: next.do === 'wait' ? next.on : null,
    ...(reason && { reason }),
  })
}

/** The decision that ends allowances because somebody is still away, or died. */
export async function stopLetter(
  deps: Deps,
  mutation: Mutation,
  { lastDay, reasons }: Next & { do: 'stop' },
  at: Instant,
): Promise<Letter> {
  return workInterruptionDecision({
    ...(await letterHead(deps, mutation, 'employee', at)),
    ...(await ending(deps, mutation, lastDay, swissDate(at))),
    ...{ what: 'stopped', reasons },
  })
}

/** The decision that allowances do not go on, as of the moment of the review. */
export async function refusalLetter(
  deps: Deps,
  mutation: Mutation,
  review: Task,
  { lastDay, reason }: { lastDay: IsoDate; reason: string },
): Promise<Letter> {
  const createdAt = review.closedAt ?? mutation.savedAt
  return workInterruptionDecision({
    ...(await letterHead(deps, mutation, 'employee', createdAt, review)),
    ...(await ending(deps, mutation, lastDay, swissDate(createdAt))),
    ...{ what: 'refused', reasons: [], reason },
  })
}

/** The decision that brings allowances back; null when nothing is left to come back. */
export async function resumeLetter(
  deps: Deps,
  mutation: Mutation,
  { from, lastDay, reasons }: Next & { do: 'resume' },
  at: Instant,
): Promise<Letter | null> {
  const { employment } = await workOf(deps.db, mutation)
  const stopped = await stoppedBy(deps.db, mutation)
  const stops = [
    ...stopped.map((it) => ({ ...it, from: it.startsOn, to: it.endsOn ?? lastDay, before: it.endedBefore })),
    ...stopsOf(await allowancesOf(deps.db, employeeOf(mutation)), lastDay, {
      today: swissDate(at),
      rounding: deps.config.rounding,
    }),
  ]
  const again = stops.flatMap((stop) => {
    const span = resumedSpan(stop, from, employment.to)
    return span ? [{ ...stop, ...span }] : []
  })
  if (again.length === 0) return null
  return workInterruptionDecision({
    ...(await letterHead(deps, mutation, 'employee', at)),
    ...{ what: 'resumed', lastDay, reasons: reasons.filter(({ met }) => met === 'yes') },
    ...{ isDeath: false, overpaid: 0 },
    ended: stopped.length > 0 ? [] : await decisionLines(deps, employeeOf(mutation), stops),
    resumed: await decisionLines(deps, employeeOf(mutation), again),
  })
}

async function ending(deps: Deps, mutation: Mutation, lastDay: IsoDate, today: IsoDate) {
  const employeeId = employeeOf(mutation)
  const stops = stopsOf(await allowancesOf(deps.db, employeeId), lastDay, {
    today,
    rounding: deps.config.rounding,
  })
  return {
    lastDay,
    isDeath: (mutation.answers as WorkInterruptionAnswers).reason === 'death',
    ended: (await decisionLines(deps, employeeId, stops)).map((line) => ({
      ...line,
      partMonths: line.partMonths.filter(({ month }) => month === lastDay.slice(0, 7)),
    })),
    resumed: [],
    overpaid: stops.reduce((sum, stop) => sum + stop.overpaid, 0),
  }
}
