import { certificateFactsOf } from '../db/certificates/certificates.js'
import type { Mutation } from '../db/reports/mutations.js'
import type { Task } from '../db/tasks/tasks.js'
import type { Letter } from '../documents/letter.js'
import {
  type CertificateDecision,
  trainingCertificateDecision,
} from '../documents/training-certificate-decision.js'
import { swissDate } from '../domain/dates.js'
import type { ProposalLine } from '../domain/family-allowance/proposal.js'
import { arrearsSum, monthlySum } from '../domain/family-allowance/sums.js'
import { type CertificateAnswers, openCertificate } from '../domain/training-certificate/answers.js'
import { certificateOutcome } from '../domain/training-certificate/outcome.js'
import type { Deps } from './index.js'
import { letterHead } from './letter-head.js'

/** The letter that tells a decision to the employee, in their language, as of the moment it was made. */
export async function certificateLetter(
  { db, config }: Pick<Deps, 'db' | 'config'>,
  mutation: Mutation,
  review: Task,
  { lines, reason }: { lines: ProposalLine[]; reason: string },
): Promise<Letter> {
  const answers = mutation.answers as CertificateAnswers
  const { child } = answers
  const certificate = openCertificate(answers)
  const decidedAt = review.closedAt ?? mutation.savedAt
  const decidedOn = swissDate(decidedAt)
  const facts = await certificateFactsOf(db, mutation, decidedOn, config.rounding)
  const submittedOn = swissDate(certificate?.at ?? mutation.submittedAt ?? mutation.savedAt)
  const childName = `${child.firstName} ${child.lastName}`
  return trainingCertificateDecision(
    {
      ...(await letterHead({ db, config }, mutation, 'employee', decidedAt, review)),
      submittedOn,
      lines: lines.map((line) => ({ ...line, childName, childBirthDate: child.birthDate })),
      monthly: monthlySum(lines, decidedOn),
      arrears: arrearsSum(lines, facts),
      paidTo: 'employer',
      reason: reason || undefined,
    },
    cameTo(lines, certificate !== null),
  )
}

function cameTo(lines: ProposalLine[], isAnswered: boolean): CertificateDecision {
  const outcome = certificateOutcome({ lines })
  return outcome === 'ended' && !isAnswered ? 'silent' : outcome
}
