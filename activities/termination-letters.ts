import type { Mutation } from '../db/reports/mutations.js'
import { employeeOf } from '../db/reports/mutations.js'
import type { Task } from '../db/tasks/tasks.js'
import type { Letter } from '../documents/letter.js'
import { terminationConfirmation, terminationRefusal } from '../documents/termination-confirmation.js'
import { terminationDecision } from '../documents/termination-decision.js'
import type { Instant } from '../domain/dates.js'
import { fromRegister, type TerminationAnswers } from '../domain/termination/answers.js'
import type { TerminationFindings } from '../domain/termination/findings.js'
import { decisionLines } from './decision-lines.js'
import type { Deps } from './index.js'
import { letterHead } from './letter-head.js'

/** A decided exit: as of the moment of its review or, without one, of now. */
interface DecidedExit {
  review: Task | null
  found: TerminationFindings
  /** What the caseworker writes. */
  reason: string
  decidedAt: Instant
}

/** The confirmation to the employer. */
export async function confirmationOfExit(
  deps: Deps,
  mutation: Mutation,
  { review, found, reason, decidedAt }: DecidedExit,
): Promise<Letter> {
  return terminationConfirmation({
    ...(await headOf(deps, mutation, 'employer', review, decidedAt)),
    reason,
    ends: found.stops.length > 0,
    allowancesUntil: found.allowancesUntil,
  })
}

/** The decision to the person whose allowances end, with a copy to the employer. */
export async function decisionOnExit(
  deps: Deps,
  mutation: Mutation,
  { review, found, reason, decidedAt }: DecidedExit,
): Promise<Letter> {
  const lines = await decisionLines(deps, employeeOf(mutation), found.stops)
  const { answers, ...head } = await headOf(deps, mutation, 'employee', review, decidedAt)
  return terminationDecision({
    ...head,
    why: answers.reason === 'death' || answers.reason === fromRegister ? answers.reason : 'exit',
    allowancesUntil: found.allowancesUntil,
    ended: lines.map((line, i) => {
      const part = found.stops[i]?.partMonth
      return { ...line, partMonths: part ? [part] : [] }
    }),
    overpaid: found.overpaid,
    reasons: found.reasons.filter(({ met, rule }) => met === 'yes' && !rule.startsWith('reported-')),
    reason,
  })
}

/** Tells the employer why an exit is not confirmed. */
export async function refusalOfExit(
  deps: Deps,
  mutation: Mutation,
  review: Task,
  reason: string,
): Promise<Letter> {
  return terminationRefusal({
    ...(await headOf(deps, mutation, 'employer', review, review.closedAt ?? mutation.savedAt)),
    reason,
  })
}

async function headOf(
  deps: Deps,
  mutation: Mutation,
  to: 'employee' | 'employer',
  review: Task | null,
  createdAt: Instant,
) {
  return {
    ...(await letterHead(deps, mutation, to, createdAt, review)),
    answers: mutation.answers as TerminationAnswers,
  }
}
