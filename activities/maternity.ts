import { amendmentsOf } from '../db/amendments.js'
import { birthAlsoReported, noteBirth } from '../db/births.js'
import { closeMutation, type Mutation, mutationById, runMutation } from '../db/mutations.js'
import { keepStatement, statementsOf } from '../db/statements.js'
import { findTask, type Task, taskId, tasksOf } from '../db/tasks.js'
import { standingOn } from '../domain/daily-allowance/statement.js'
import { type Instant, swissDate, swissInstant } from '../domain/dates.js'
import type { MaternityAnswers } from '../domain/maternity/answers.js'
import { claimOf } from '../domain/maternity/claim.js'
import { grants, type MaternityResult } from '../domain/maternity/decision.js'
import { propose } from '../domain/maternity/propose.js'
import { reportedIn, withReported } from '../domain/maternity/reported.js'
import type { Decided } from '../domain/review.js'
import { describeCase } from './case.js'
import type { Deps } from './index.js'
import { confirmationLetter, statementLetter } from './maternity-letters.js'
import { publish, render } from './publish.js'

const statesAt = 6 // o'clock in Switzerland, on the first day on which something is due

/** What the steps of a maternity allowance ask of whom. */
export const describeMaternityTask = describeCase({
  missing: async (deps, mutation) => (await proposalFor(deps, mutation)).missing,
  async brief(deps, mutation) {
    const { verdict, total } = await proposalFor(deps, mutation)
    return { verdict, amount: total }
  },
})

async function proposalFor({ db }: Deps, mutation: Mutation) {
  const answers = await answersNow({ db }, mutation)
  return propose(answers, {
    submittedOn: swissDate(mutation.submittedAt ?? mutation.savedAt),
    alsoReported: await birthAlsoReported(db, mutation, birthIn(answers)),
  })
}

/** The answers with all that was told since. */
async function answersNow({ db }: Pick<Deps, 'db'>, mutation: Mutation): Promise<MaternityAnswers> {
  return withReported(mutation.answers as MaternityAnswers, reportedIn(await amendmentsOf(db, mutation.id)))
}

const birthIn = ({ birth, children }: MaternityAnswers) => ({ date: birth.date, children })

export const maternityActivities = (deps: Deps) => ({
  /** Notes the birth, so that another report of it is seen. */
  async noteReportedBirth(mutationId: string): Promise<void> {
    const mutation = await mutationById(deps.db, mutationId)
    await noteBirth(deps.db, mutation, birthIn(mutation.answers as MaternityAnswers))
  },

  /**
   * Carries out the n-th review, in one transaction: sealed letter, message, and the report runs, or is closed where it was
   * refused. True while it runs. The letter bears the moment of the decision, so that a second run writes the same bytes.
   */
  async decideMaternity(mutationId: string, n: number, at: Instant): Promise<boolean> {
    const { db, courier } = deps
    const mutation = await mutationById(db, mutationId)
    if (mutation.status !== 'submitted') return mutation.status === 'running'
    const review = await findTask(db, taskId({ mutationId, step: 'review', n }))
    const decision = review.outcome as unknown as Decided<MaternityResult>
    const isGranted = decision.decision === 'approve' && grants(decision.result)
    const found = decision.decision === 'approve' ? decision.result.found : await proposalFor(deps, mutation)
    const letter = await confirmationLetter(deps, mutation, review, {
      found,
      isGranted,
      reason: decision.reason,
    })
    const rendered = await render(letter)
    const by = { actor: 'system', at }
    await db.transaction(async (trx) => {
      const isDecided = isGranted
        ? await runMutation(trx, mutationId, 'granted', by)
        : await closeMutation(trx, mutationId, 'refused', by)
      if (!isDecided) return
      const message = { slug: 'confirmation', kind: 'maternity-confirmation' }
      await publish(trx, deps, mutation, message, rendered, by)
    })
    courier.wake()
    return isGranted
  },

  /**
   * States what is due: the months that have passed, or all that is left once the claim has ended, and then closes the report.
   * Answers when to look again, or null when everything is stated.
   */
  async stateMaternity(mutationId: string, at: Instant): Promise<Instant | null> {
    const { db, courier } = deps
    const mutation = await mutationById(db, mutationId)
    if (mutation.status !== 'running') return null
    const news = await amendmentsOf(db, mutationId)
    const answers = withReported(mutation.answers as MaternityAnswers, reportedIn(news))
    const { grant } = resultIn(await tasksOf(db, mutationId)).found
    const stated = await statementsOf(db, mutationId)
    const { term, ...claim } = claimOf(answers, grant)
    const entries = stated.flatMap((it) => it.entries)
    const { statement, next } = standingOn(swissDate(at), claim, entries, term.settleOn)
    if (statement) {
      const n = stated.length + 1
      const letter = await statementLetter(deps, mutation, answers, grant, { ...statement, term, at })
      const rendered = await render(letter)
      const by = { actor: 'system', at }
      const isKept = await db.transaction(async (trx) => {
        if (!(await keepStatement(trx, mutationId, n, statement, { news: news.length }, by))) return false
        const message = { slug: `statement-${n}`, kind: 'allowance-statement' }
        await publish(trx, deps, mutation, message, rendered, by)
        if (statement.isFinal) await closeMutation(trx, mutationId, 'granted', by)
        return true
      })
      courier.wake()
      // news came while the letter was written: look again at once
      if (!isKept) return at
    }
    return next && swissInstant(next, statesAt)
  },
})

/** What the deciding review granted. Throws if there is none. */
function resultIn(tasks: Task[]): MaternityResult {
  const review = tasks.findLast(({ step, outcome }) => step === 'review' && outcome?.decision === 'approve')
  if (!review) throw new Error('nothing was granted')
  return (review.outcome as unknown as { result: MaternityResult }).result
}
