import { findEmployeeAddress, findEmployerAddress } from '../db/addressees.js'
import { employeeOf, type Mutation } from '../db/mutations.js'
import type { Task } from '../db/tasks.js'
import { namesOf } from '../db/users.js'
import { allowanceStatement } from '../documents/daily-allowance-statement.js'
import type { Letter } from '../documents/letter.js'
import { maternityConfirmation } from '../documents/maternity-confirmation.js'
import { senderOf } from '../documents/sender.js'
import type { Statement } from '../domain/daily-allowance/statement.js'
import { type Instant, swissDate } from '../domain/dates.js'
import type { MaternityAnswers } from '../domain/maternity/answers.js'
import type { Grant } from '../domain/maternity/claim.js'
import type { MaternityProposal } from '../domain/maternity/propose.js'
import type { Term } from '../domain/maternity/term.js'
import { translator } from '../locales/i18n.js'
import type { Deps } from './index.js'

type LetterDeps = Pick<Deps, 'db' | 'config'>

/** The letter that tells the mother what was found, as of the moment of the decision. */
export async function confirmationLetter(
  deps: LetterDeps,
  mutation: Mutation,
  review: Task,
  { found, isGranted, reason }: { found: MaternityProposal; isGranted: boolean; reason: string },
): Promise<Letter> {
  const decidedAt = review.closedAt ?? mutation.savedAt
  const { employer, person, ...head } = await headOf(deps, mutation)
  const names = await namesOf(deps.db, [review.closedBy])
  return maternityConfirmation({
    ...head,
    outcome: isGranted ? 'grant' : 'refuse',
    decidedOn: swissDate(decidedAt),
    createdAt: decidedAt,
    submittedOn: swissDate(mutation.submittedAt ?? mutation.savedAt),
    mother: person,
    employer,
    found,
    reason: reason || undefined,
    signedBy: names.get(review.closedBy ?? ''),
  })
}

/** The letter of a statement. */
export async function statementLetter(
  deps: LetterDeps,
  mutation: Mutation,
  { account }: MaternityAnswers,
  { averageFrancs }: Grant,
  { at, term, ...statement }: Statement & { at: Instant; term: Term },
): Promise<Letter> {
  const head = await headOf(deps, mutation)
  return allowanceStatement({
    ...head,
    ...statement,
    kind: translator(head.language)('maternity:letter.title'),
    date: swissDate(at),
    createdAt: at,
    averageFrancs,
    ...(account && { iban: account.iban }),
    awaitsHospital: term.settleOn !== null && !statement.isFinal,
  })
}

export async function headOf({ db, config }: LetterDeps, mutation: Mutation) {
  const employer = await findEmployerAddress(db, mutation.employerId)
  const person = await findEmployeeAddress(db, employeeOf(mutation))
  return {
    language: employer.language,
    ...senderOf(config.office),
    reference: mutation.reference,
    employer,
    person,
  }
}
