import { carryOut, circumstancesOf, putChildOnFile } from '../db/allowances/entitlements.js'
import { type Mutation, mutationById } from '../db/reports/mutations.js'
import { closeMutation } from '../db/reports/outcomes.js'
import { findTask, taskId } from '../db/tasks/tasks.js'
import type { Instant, IsoDate } from '../domain/dates.js'
import type { FamilyAllowanceAnswers } from '../domain/family-allowance/answers.js'
import type { Review } from '../domain/family-allowance/decision.js'
import { outcomeOf } from '../domain/family-allowance/outcome.js'
import { propose } from '../domain/family-allowance/propose.js'
import { describeCase } from './case.js'
import { decisionLetter } from './family-allowance-letter.js'
import type { Deps } from './index.js'
import { publish, render } from './publish.js'

/** What the steps of the family allowance ask of whom. */
export const describeFamilyAllowanceTask = describeCase({
  missing: async (deps, mutation, today) => (await proposalFor(deps, mutation, today)).missing,
  async brief(deps, mutation, today) {
    const { verdict, monthly } = await proposalFor(deps, mutation, today)
    return { verdict, amount: monthly }
  },
})

async function proposalFor({ db, config }: Deps, mutation: Mutation, today: IsoDate) {
  const circumstances = await circumstancesOf(db, mutation, today, config.rounding)
  return propose(mutation.answers as FamilyAllowanceAnswers, circumstances)
}

export const familyAllowanceActivities = (deps: Deps) => ({
  /**
   * Carries out the decision of the n-th review, in one transaction: entitlements, sealed letter, message,
   * notices, and the mutation is closed. The letter bears the moment of the decision, so that a second run writes the same bytes.
   */
  async decideFamilyAllowance(mutationId: string, n: number, at: Instant): Promise<void> {
    const { db, courier } = deps
    const mutation = await mutationById(db, mutationId)
    if (mutation.status === 'closed') return
    const review = await findTask(db, taskId({ mutationId, step: 'review', n }))
    const decision = review.outcome as unknown as Exclude<Review, { decision: 'ask' }>
    const rendered = await render(deps, await decisionLetter(deps, mutation, review, decision))
    const answers = mutation.answers as FamilyAllowanceAnswers
    const by = { actor: 'system', at }
    await db.transaction(async (trx) => {
      if (!(await closeMutation(trx, mutationId, outcomeOf(answers.request.purpose, decision.lines), by)))
        return
      for (const child of answers.children) {
        const granted = decision.lines.filter((line) => line.childKey === child.key && line.granted === 'yes')
        if (granted.length === 0) continue
        const childId = await putChildOnFile(trx, mutation, child)
        for (const [nth, line] of granted.entries()) await carryOut(trx, mutation, childId, line, nth)
      }
      await carryOutEndings(trx, mutation, answers, decision)
      await publish(trx, mutation, { slug: 'decision', kind: 'family-allowance-decision' }, rendered, by)
    })
    courier.wake()
  },
})

/** A report that ends all allowances names no child: its lines carry the id of what they end. */
async function carryOutEndings(
  trx: Parameters<typeof carryOut>[0],
  mutation: Mutation,
  answers: FamilyAllowanceAnswers,
  { lines }: Pick<Review & { decision: 'approve' }, 'lines'>,
) {
  const keys = new Set(answers.children.map((child) => child.key))
  for (const [nth, line] of lines.entries())
    if (line.ends && line.granted === 'yes' && !keys.has(line.childKey))
      await carryOut(trx, mutation, line.childKey, line, nth)
}
