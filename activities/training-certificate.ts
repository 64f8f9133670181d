import { certificateFactsOf, endCertificate, settleCertificate } from '../db/certificates/certificates.js'
import { isOpen, type Mutation, mutationById } from '../db/reports/mutations.js'
import { findTask, taskId, tasksOf } from '../db/tasks/tasks.js'
import { type Instant, type IsoDate, swissDate } from '../domain/dates.js'
import { monthlySum } from '../domain/family-allowance/sums.js'
import type { CaseReview } from '../domain/review.js'
import type { CertificateAnswers } from '../domain/training-certificate/answers.js'
import {
  type CertificateResult,
  certificateOutcome,
  goesOnUntil,
  isSettledFor,
} from '../domain/training-certificate/outcome.js'
import { declined, proposeCertificate } from '../domain/training-certificate/propose.js'
import { type Turn, turnOf } from '../domain/training-certificate/turn.js'
import { type Describe, describeCase } from './case.js'
import type { Deps } from './index.js'
import { ladderOf } from './ladder.js'
import { publish, render } from './publish.js'
import { certificateLetter } from './training-certificate-letter.js'

const answersOf = ({ answers }: Mutation) => answers as CertificateAnswers

const describeReview = describeCase({
  missing: async () => [],
  async brief({ db, config }, mutation, today) {
    const facts = await certificateFactsOf(db, mutation, today, config.rounding)
    const { verdict, lines } = proposeCertificate(answersOf(mutation), facts)
    return { verdict, amount: monthlySum(lines, today) }
  },
})

/** What the steps of a training certificate ask of whom. Whoever is asked about many children hears of it once a day. */
export const describeTrainingCertificateTask: Describe = async (deps, mutation, step, n, at) => {
  if (step !== 'certificate') return describeReview(deps, mutation, step, n, at)
  const today = swissDate(at)
  const { id: mutationId, employerId } = mutation
  const told = { key: `certificates/${employerId}/${today}`, path: `/e/${employerId}/certificates` }
  const ladder = ladderOf(deps, mutationId, today, deps.config.spans.documentsDueDays)
  return { mutationId, step, n, side: 'employer', details: {}, ...ladder, told }
}

export const trainingCertificateActivities = (deps: Deps) => ({
  /** Whose turn it is. A report whose school year is over is closed, unless a certificate came meanwhile. */
  async turnOfTrainingCertificate(mutationId: string, at: Instant): Promise<Turn> {
    const { db, config } = deps
    for (;;) {
      const mutation = await mutationById(db, mutationId)
      if (!isOpen(mutation)) return { turn: 'end' }
      const asked = (await tasksOf(db, mutationId)).filter(({ step }) => step === 'certificate')
      const latest = asked.toSorted((a, b) => a.n - b.n).at(-1)
      const last = latest ? { round: latest.n, expired: latest.status === 'expired' } : null
      const turn = turnOf(answersOf(mutation), last, config.spans.certificateLeadDays, at)
      if (turn.turn !== 'end' || (await endCertificate(db, mutation, { actor: 'system', at }))) return turn
    }
  },

  /**
   * Carries out the decision of the n-th review, in one transaction: allowances, sealed letter, message, notices. The letter
   * bears the moment of the decision, so that a second run writes the same bytes.
   */
  async decideTrainingCertificate(mutationId: string, n: number, at: Instant): Promise<void> {
    const { db, courier } = deps
    const mutation = await mutationById(db, mutationId)
    const answers = answersOf(mutation)
    if (!isOpen(mutation) || answers.settled.review >= n) return
    const review = await findTask(db, taskId({ mutationId, step: 'review', n }))
    const decidedAt = review.closedAt ?? at
    const decision = review.outcome as unknown as Decision
    const judged = answers.certificates.filter((it) => it.at <= decidedAt) // what came later is not decided yet
    const decided = { ...mutation, answers: { ...answers, certificates: judged } }
    const { lines } = await resultOf(deps, decided, decision, swissDate(decidedAt))
    const until = goesOnUntil(lines)
    const asked = (await tasksOf(db, mutationId)).filter(({ step }) => step === 'certificate')
    const rendered = await render(
      deps,
      await certificateLetter(deps, decided, review, { lines, reason: decision.reason }),
    )
    const by = { actor: 'system', at }
    const settled = { certificates: judged.length, rounds: asked.length, review: n, until }
    await db.transaction(async (trx) => {
      const settlement = {
        ...{ settled, lines, outcome: certificateOutcome({ lines }) },
        final: isSettledFor(answers, until),
      }
      if (!(await settleCertificate(trx, mutation, settlement, by))) return
      const letter = { slug: `decision-${n}`, kind: 'training-certificate-decision' }
      await publish(trx, mutation, letter, rendered, by)
    })
    courier.wake()
  },
})

type Decision = Exclude<CaseReview<CertificateResult>, { decision: 'ask' }>

/** What was approved; of what was refused, what the law makes of that. */
async function resultOf(
  { db, config }: Deps,
  mutation: Mutation,
  decision: Decision,
  today: IsoDate,
): Promise<CertificateResult> {
  if (decision.decision === 'approve') return decision.result
  const facts = await certificateFactsOf(db, mutation, today, config.rounding)
  return { lines: declined(answersOf(mutation), facts) }
}
