import { birthAlsoReported } from '../db/people/births.js'
import { amendmentsOf } from '../db/reports/amendments.js'
import type { Mutation } from '../db/reports/mutations.js'
import { allowanceStatement, statementGoesTo } from '../documents/daily-allowance-statement.js'
import { otherParentLeaveConfirmation } from '../documents/other-parent-leave-confirmation.js'
import { type Instant, swissDate } from '../domain/dates.js'
import type { OtherParentLeaveAnswers } from '../domain/other-parent-leave/answers.js'
import { isGivenUp, leaveOf } from '../domain/other-parent-leave/leave.js'
import { claimOf, type OtherParentLeaveProposal, propose } from '../domain/other-parent-leave/propose.js'
import { reportedIn, withReported } from '../domain/other-parent-leave/reported.js'
import { translator } from '../locales/i18n.js'
import { type AllowanceKind, decideAllowance, stateAllowance } from './allowances.js'
import { describeCase } from './case.js'
import type { Deps } from './index.js'
import { letterHead } from './letter-head.js'

/** What the steps of the other parent's leave ask of whom. */
export const describeOtherParentLeaveTask = describeCase({
  missing: async (deps, mutation) => (await proposalFor(deps, mutation)).missing,
  async brief(deps, mutation) {
    const { verdict, total } = await proposalFor(deps, mutation)
    return { verdict, amount: total }
  },
})

async function proposalFor({ db }: Pick<Deps, 'db'>, mutation: Mutation): Promise<OtherParentLeaveProposal> {
  const answers = await answersNow({ db }, mutation)
  const { birth, children } = answers
  return propose(answers, {
    submittedOn: swissDate(mutation.submittedAt ?? mutation.savedAt),
    alsoReported: await birthAlsoReported(db, mutation, { date: birth.date, children }),
  })
}

/** The answers with all that was told since. */
async function answersNow({ db }: Pick<Deps, 'db'>, mutation: Mutation): Promise<OtherParentLeaveAnswers> {
  const news = reportedIn(await amendmentsOf(db, mutation.id))
  return withReported(mutation.answers as OtherParentLeaveAnswers, news)
}

const kindOf = (deps: Deps): AllowanceKind<OtherParentLeaveProposal> => ({
  letter: 'other-parent-leave-confirmation',
  find: (mutation) => proposalFor(deps, mutation),
  grants: ({ verdict }) => verdict !== 'refuse',
  isGivenUp: ({ leave }) => isGivenUp(leave),
  async confirm(mutation, review, { found, isGranted, reason }) {
    const decidedAt = review.closedAt ?? mutation.savedAt
    const { employee: person, ...head } = await letterHead(deps, mutation, 'employee', decidedAt, review)
    return otherParentLeaveConfirmation({
      ...head,
      person,
      outcome: isGranted ? 'grant' : isGivenUp(found.leave) ? 'given-up' : 'refuse',
      submittedOn: swissDate(mutation.submittedAt ?? mutation.savedAt),
      found,
      reason: reason || undefined,
    })
  },
  claim: async (mutation, { grant }) => ({
    claim: claimOf(await answersNow(deps, mutation), grant),
    settleOn: null,
  }),
  async state(mutation, { grant }, statement, at) {
    const { employee: person, ...head } = await letterHead(
      deps,
      mutation,
      statementGoesTo(statement.entries),
      at,
    )
    const answers = await answersNow(deps, mutation)
    const { account } = answers
    return allowanceStatement({
      ...head,
      ...statement,
      person,
      kind: translator(head.language)('otherParentLeave:letter.title'),
      averageFrancs: grant.averageFrancs,
      ...(account && { iban: account.iban }),
      awaitsHospital: false,
      isGivenUp: isGivenUp(leaveOf(answers).reasons),
    })
  },
})

export const otherParentLeaveActivities = (deps: Deps) => ({
  decideOtherParentLeave: (mutationId: string, n: number, at: Instant) =>
    decideAllowance(deps, kindOf(deps), mutationId, n, at),

  stateOtherParentLeave: (mutationId: string, at: Instant) =>
    stateAllowance(deps, kindOf(deps), mutationId, at),
})
