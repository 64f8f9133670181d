import { callAgain } from '../db/declarations/calls.js'
import { statementFacts, supersedeAccepted } from '../db/declarations/declared.js'
import { findEmployerAddress, findEmployerParty } from '../db/employers/addressees.js'
import { type Mutation, mutationById } from '../db/reports/mutations.js'
import { closeMutation } from '../db/reports/outcomes.js'
import { findTask, type Task, taskId } from '../db/tasks/tasks.js'
import type { Letter } from '../documents/letter.js'
import {
  salaryDeclarationRefusal,
  salaryDeclarationStatement,
} from '../documents/salary-declaration-statement.js'
import { senderOf } from '../documents/sender.js'
import { addDays, type Instant, swissDate } from '../domain/dates.js'
import type { Decided } from '../domain/review.js'
import type { SalaryDeclarationAnswers } from '../domain/salary-declaration/answers.js'
import { paymentReference } from '../domain/salary-declaration/payment-reference.js'
import { type Settlement, settle } from '../domain/salary-declaration/settlement.js'
import { type Describe, describeCase } from './case.js'
import { describeCall } from './declaration-call.js'
import type { Deps } from './index.js'
import { publish, render } from './publish.js'

/** Days to pay a statement, from its date (AHVV 36 IV). */
const paymentDays = 30

/** What the steps of a salary declaration ask of whom: the employer for the wages, the office to look at them. */
export const describeSalaryDeclarationTask: Describe = (deps, mutation, step, n, at) =>
  step === 'declare'
    ? describeCall(deps, mutation, n, swissDate(at))
    : describeReview(deps, mutation, step, n, at)

const describeReview = describeCase({
  missing: async () => [],
  async brief({ db, config }, mutation) {
    const { sums, year, findings } = mutation.answers as SalaryDeclarationAnswers
    const { balance } = settle(config.office.rates, sums, year, await chargesOf(db, config, mutation))
    return { verdict: Object.keys(findings).length > 0 ? 'clarify' : 'grant', amount: balance }
  },
})

export const salaryDeclarationActivities = (deps: Deps) => ({
  /**
   * Carries out the n-th review in one transaction: statement of contributions or the reasons against it, message, notices,
   * and the report is closed. It bears the moment of the review, so that a second run writes the same bytes.
   */
  async decideSalaryDeclaration(mutationId: string, n: number, at: Instant): Promise<void> {
    const { db, courier } = deps
    const mutation = await mutationById(db, mutationId)
    if (mutation.status === 'closed') return
    const review = await findTask(db, taskId({ mutationId, step: 'review', n }))
    const decision = review.outcome as unknown as Decided<Settlement>
    const isAccepted = decision.decision === 'approve'
    const rendered = await render(deps, await letterFor(deps, mutation, review, decision))
    const by = { actor: 'system', at }
    await db.transaction(async (trx) => {
      if (!(await closeMutation(trx, mutationId, isAccepted ? 'confirmed' : 'refused', by))) return
      const kind = `salary-declaration-${isAccepted ? 'statement' : 'refusal'}`
      await publish(trx, mutation, { slug: 'statement', kind }, rendered, by)
      if (!isAccepted) return callAgain(trx, mutation, by)
      const { role, earlier = [] } = mutation.answers as SalaryDeclarationAnswers
      const replaced = earlier.map(({ id }) => id)
      if (role === 'replacement') await supersedeAccepted(trx, replaced, mutationId, by)
    })
    courier.wake()
  },
})

/** What a statement takes into account beside the wages, in Rappen. */
async function chargesOf(db: Deps['db'], { declarations }: Deps['config'], mutation: Mutation) {
  const facts = await statementFacts(db, mutation, mutation.answers as SalaryDeclarationAnswers)
  return { ...facts, fee: facts.reminded ? declarations.fee : 0 }
}

async function letterFor(
  { db, config }: Deps,
  mutation: Mutation,
  review: Task,
  decision: Decided<Settlement>,
): Promise<Letter> {
  const { year, sums, role = 'first', earlier = [] } = mutation.answers as SalaryDeclarationAnswers
  const { name, street, city, iban } = config.office
  const employer = await findEmployerAddress(db, mutation.employerId)
  const createdAt = review.closedAt ?? mutation.savedAt
  const date = swissDate(createdAt)
  const head = {
    ...{ language: employer.language, reference: mutation.reference, year, employer, date, createdAt },
    ...senderOf(config.office),
  }
  if (decision.decision === 'refuse') return salaryDeclarationRefusal({ ...head, reason: decision.reason })
  const settlement = decision.result
  const [, zip = '', town = city] = /^(\d+) (.*)$/.exec(city) ?? []
  return salaryDeclarationStatement({
    ...head,
    submittedOn: swissDate(mutation.submittedAt ?? mutation.savedAt),
    payUntil: addDays(date, paymentDays),
    persons: sums?.persons ?? 0,
    ...{ role, earlier: earlier.map(({ reference }) => reference), settlement },
    payment:
      settlement.balance > 0
        ? {
            iban,
            reference: paymentReference(employer.memberNumber, year, mutation.reference),
            amount: settlement.balance,
            creditor: { name, street, zip, city: town },
            debtor: await findEmployerParty(db, mutation.employerId),
          }
        : null,
  })
}
