import { circumstancesOf } from '../db/allowances/entitlements.js'
import { childrenOf } from '../db/employers/addressees.js'
import { employeeOf, type Mutation } from '../db/reports/mutations.js'
import type { Task } from '../db/tasks/tasks.js'
import { type DecisionOutcome, familyAllowanceDecision } from '../documents/family-allowance-decision.js'
import type { Letter } from '../documents/letter.js'
import { swissDate } from '../domain/dates.js'
import type { FamilyAllowanceAnswers } from '../domain/family-allowance/answers.js'
import type { Review } from '../domain/family-allowance/decision.js'
import { outcomeOf } from '../domain/family-allowance/outcome.js'
import { arrearsSum, monthlySum } from '../domain/family-allowance/sums.js'
import type { Deps } from './index.js'
import { letterHead } from './letter-head.js'

type Decision = Exclude<Review, { decision: 'ask' }>

/** The letter that tells a decision to the employee, in their language, as of the moment it was made. */
export async function decisionLetter(
  { db, config }: Pick<Deps, 'db' | 'config'>,
  mutation: Mutation,
  review: Task,
  decision: Decision,
): Promise<Letter> {
  const answers = mutation.answers as FamilyAllowanceAnswers
  const decidedAt = review.closedAt ?? mutation.savedAt
  const decidedOn = swissDate(decidedAt)
  const onFile = await childrenOf(db, employeeOf(mutation))
  const circumstances = await circumstancesOf(db, mutation, decidedOn, config.rounding)
  const childOf = (key: string) =>
    answers.children.find((child) => child.key === key) ?? onFile.find((child) => child.id === key)
  return familyAllowanceDecision({
    ...(await letterHead({ db, config }, mutation, 'employee', decidedAt, review)),
    outcome: letterOutcome(answers, decision),
    submittedOn: circumstances.submittedOn,
    lines: decision.lines.map((line) => {
      const child = childOf(line.childKey)
      return {
        ...line,
        childName: child ? `${child.firstName} ${child.lastName}` : '',
        childBirthDate: child?.birthDate ?? '',
      }
    }),
    monthly: monthlySum(decision.lines, decidedOn),
    arrears: arrearsSum(decision.lines, circumstances),
    paidTo: answers.payment?.to ?? 'employer',
    reason: decision.reason || undefined,
  })
}

function letterOutcome({ request }: FamilyAllowanceAnswers, { lines }: Decision): DecisionOutcome {
  const outcome = outcomeOf(request.purpose, lines)
  if (outcome === 'refused') return 'refuse'
  if (outcome === 'ended') return 'end'
  if (outcome === 'partly') return 'partial'
  return request.purpose === 'change' ? 'change' : 'grant'
}
