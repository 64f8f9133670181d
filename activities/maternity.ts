import { birthAlsoReported, noteBirth } from '../db/people/births.js'
import { amendmentsOf } from '../db/reports/amendments.js'
import { type Mutation, mutationById } from '../db/reports/mutations.js'
import { type Instant, swissDate } from '../domain/dates.js'
import type { MaternityAnswers } from '../domain/maternity/answers.js'
import { claimOf } from '../domain/maternity/claim.js'
import { grants } from '../domain/maternity/decision.js'
import { type MaternityProposal, propose } from '../domain/maternity/propose.js'
import { reportedIn, withReported } from '../domain/maternity/reported.js'
import { type AllowanceKind, decideAllowance, stateAllowance } from './allowances.js'
import { describeCase } from './case.js'
import type { Deps } from './index.js'
import { confirmationLetter, statementLetter } from './maternity-letters.js'

/** What the steps of a maternity allowance ask of whom. */
export const describeMaternityTask = describeCase({
  missing: async (deps, mutation) => (await proposalFor(deps, mutation)).missing,
  async brief(deps, mutation) {
    const { verdict, total } = await proposalFor(deps, mutation)
    return { verdict, amount: total }
  },
})

async function proposalFor({ db }: Pick<Deps, 'db'>, mutation: Mutation): Promise<MaternityProposal> {
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

const kindOf = (deps: Deps): AllowanceKind<MaternityProposal> => ({
  letter: 'maternity-confirmation',
  find: (mutation) => proposalFor(deps, mutation),
  grants: (found) => grants({ found }),
  confirm: (mutation, review, decided) => confirmationLetter(deps, mutation, review, decided),
  async claim(mutation, { grant }) {
    const { term, ...claim } = claimOf(await answersNow(deps, mutation), grant)
    return { claim, settleOn: term.settleOn }
  },
  async state(mutation, { grant }, statement, at) {
    const answers = await answersNow(deps, mutation)
    const { term } = claimOf(answers, grant)
    return statementLetter(deps, mutation, answers, grant, { ...statement, term, at })
  },
})

export const maternityActivities = (deps: Deps) => ({
  /** Notes the birth, so that another report of it is seen. */
  async noteReportedBirth(mutationId: string): Promise<void> {
    const mutation = await mutationById(deps.db, mutationId)
    await noteBirth(deps.db, mutation, birthIn(mutation.answers as MaternityAnswers))
  },

  decideMaternity: (mutationId: string, n: number, at: Instant) =>
    decideAllowance(deps, kindOf(deps), mutationId, n, at),

  stateMaternity: (mutationId: string, at: Instant) => stateAllowance(deps, kindOf(deps), mutationId, at),
})
