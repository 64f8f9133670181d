import { keepStatement, statementsOf } from '../db/allowances/statements.js'
import { amendmentsOf } from '../db/reports/amendments.js'
import { type Mutation, mutationById } from '../db/reports/mutations.js'
import { closeMutation, runMutation } from '../db/reports/outcomes.js'
import { findTask, type Task, taskId, tasksOf } from '../db/tasks/tasks.js'
import type { Letter } from '../documents/letter.js'
import type { Claim } from '../domain/daily-allowance/account.js'
import { type Statement, standingOn } from '../domain/daily-allowance/statement.js'
import { type Instant, type IsoDate, swissDate, swissInstant } from '../domain/dates.js'
import type { Decided } from '../domain/review.js'
import type { Deps } from './index.js'
import { publish, render } from './publish.js'

const statesAt = 6 // o'clock in Switzerland, on the first day on which something is due

/** How one kind of daily allowance is decided and stated. */
export interface AllowanceKind<Found> {
  /** The slug of the kind's letter. */
  letter: string
  /** What the rules find now: the ground of a refusal. */
  find(mutation: Mutation): Promise<Found>
  /** Whether agreeing with what was found is a grant. */
  grants(found: Found): boolean
  /** Whether nothing is claimed any more, so that nothing is refused either. */
  isGivenUp?(found: Found): boolean
  confirm(
    mutation: Mutation,
    review: Task,
    decided: { found: Found; isGranted: boolean; reason: string },
  ): Promise<Letter>
  /** The claim as it stands with all news, and until when something is still awaited. */
  claim(mutation: Mutation, found: Found): Promise<{ claim: Claim; settleOn: IsoDate | null }>
  state(mutation: Mutation, found: Found, statement: Statement, at: Instant): Promise<Letter>
}

/**
 * Carries out the n-th review, in one transaction: sealed letter, message, and the report runs, or is closed where it was
 * refused. True while it runs. The letter bears the moment of the decision, so that a second run writes the same bytes.
 */
export async function decideAllowance<Found>(
  deps: Deps,
  kind: AllowanceKind<Found>,
  mutationId: string,
  n: number,
  at: Instant,
): Promise<boolean> {
  const { db, courier } = deps
  const mutation = await mutationById(db, mutationId)
  if (mutation.status !== 'submitted') return mutation.status === 'running'
  const review = await findTask(db, taskId({ mutationId, step: 'review', n }))
  const decision = review.outcome as unknown as Decided<{ found: Found }>
  const isGranted = decision.decision === 'approve' && kind.grants(decision.result.found)
  const found = decision.decision === 'approve' ? decision.result.found : await kind.find(mutation)
  const letter = await kind.confirm(mutation, review, { found, isGranted, reason: decision.reason })
  const rendered = await render(deps, letter)
  const by = { actor: 'system', at }
  await db.transaction(async (trx) => {
    const isDecided = isGranted
      ? await runMutation(trx, mutationId, 'granted', by)
      : await closeMutation(trx, mutationId, kind.isGivenUp?.(found) ? 'ended' : 'refused', by)
    if (!isDecided) return
    await publish(trx, mutation, { slug: 'confirmation', kind: kind.letter }, rendered, by)
  })
  courier.wake()
  return isGranted
}

/**
 * States what is due: the months that have passed, or all that is left once the claim has ended, and then closes the report.
 * Answers when to look again, or null when everything is stated.
 */
export async function stateAllowance<Found>(
  deps: Deps,
  kind: AllowanceKind<Found>,
  mutationId: string,
  at: Instant,
): Promise<Instant | null> {
  const { db, courier } = deps
  const mutation = await mutationById(db, mutationId)
  if (mutation.status !== 'running') return null
  const news = (await amendmentsOf(db, mutationId)).length
  const found = foundIn<Found>(await tasksOf(db, mutationId))
  const stated = await statementsOf(db, mutationId)
  const { claim, settleOn } = await kind.claim(mutation, found)
  const entries = stated.flatMap((it) => it.entries)
  const { statement, next } = standingOn(swissDate(at), claim, entries, settleOn)
  if (statement) {
    const n = stated.length + 1
    const rendered = await render(deps, await kind.state(mutation, found, statement, at))
    const by = { actor: 'system', at }
    const isKept = await db.transaction(async (trx) => {
      if (!(await keepStatement(trx, mutationId, n, statement, { news }, by))) return false
      const message = { slug: `statement-${n}`, kind: 'allowance-statement' }
      await publish(trx, mutation, message, rendered, by)
      const outcome = claim.spans.length > 0 ? 'granted' : 'ended'
      if (statement.isFinal) await closeMutation(trx, mutationId, outcome, by)
      return true
    })
    courier.wake()
    // news came while the letter was written: look again at once
    if (!isKept) return at
  }
  return next && swissInstant(next, statesAt)
}

/** What the deciding review granted. Throws if there is none. */
function foundIn<Found>(tasks: Task[]): Found {
  const review = tasks.findLast(({ step, outcome }) => step === 'review' && outcome?.decision === 'approve')
  if (!review) throw new Error('nothing was granted')
  return (review.outcome as unknown as { result: { found: Found } }).result.found
}
