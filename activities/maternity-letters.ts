import type { Mutation } from '../db/reports/mutations.js'
import type { Task } from '../db/tasks/tasks.js'
import { allowanceStatement, statementGoesTo } from '../documents/daily-allowance-statement.js'
import type { Letter } from '../documents/letter.js'
import { maternityConfirmation } from '../documents/maternity-confirmation.js'
import type { Statement } from '../domain/daily-allowance/statement.js'
import { type Instant, swissDate } from '../domain/dates.js'
import type { MaternityAnswers } from '../domain/maternity/answers.js'
import type { Grant } from '../domain/maternity/claim.js'
import type { MaternityProposal } from '../domain/maternity/propose.js'
import type { Term } from '../domain/maternity/term.js'
import { translator } from '../locales/i18n.js'
import type { Deps } from './index.js'
import { letterHead } from './letter-head.js'

type LetterDeps = Pick<Deps, 'db' | 'config'>

/** The letter that tells the mother what was found, in her language, as of the moment of the decision. */
export async function confirmationLetter(
  deps: LetterDeps,
  mutation: Mutation,
  review: Task,
  { found, isGranted, reason }: { found: MaternityProposal; isGranted: boolean; reason: string },
): Promise<Letter> {
  const decidedAt = review.closedAt ?? mutation.savedAt
  const { employee: mother, ...head } = await letterHead(deps, mutation, 'employee', decidedAt, review)
  return maternityConfirmation({
    ...head,
    outcome: isGranted ? 'grant' : 'refuse',
    submittedOn: swissDate(mutation.submittedAt ?? mutation.savedAt),
    mother,
    found,
    reason: reason || undefined,
  })
}

/** The letter of a statement, in the language of whom it goes to. */
export async function statementLetter(
  deps: LetterDeps,
  mutation: Mutation,
  { account }: MaternityAnswers,
  { averageFrancs }: Grant,
  { at, term, ...statement }: Statement & { at: Instant; term: Term },
): Promise<Letter> {
  const { employee: person, ...head } = await letterHead(
    deps,
    mutation,
    statementGoesTo(statement.entries),
    at,
  )
  return allowanceStatement({
    ...head,
    ...statement,
    person,
    kind: translator(head.language)('maternity:letter.title'),
    averageFrancs,
    ...(account && { iban: account.iban }),
    awaitsHospital: term.settleOn !== null && !statement.isFinal,
  })
}
