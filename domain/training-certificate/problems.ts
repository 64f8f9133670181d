import { addDays, addYears, firstOfMonth, type IsoDate, lastOfMonth } from '../dates.js'
import { monthOfBirthday } from '../family-allowance/ages.js'
import type { Certificate, CertificateAnswers, TrainingCertified } from './answers.js'
import { type Current, currentOf } from './current.js'
import type { CertificateFacts } from './facts.js'
import { hasWholeMonths } from './gap.js'
import { needsHours } from './recognised.js'
import { schoolYearEnd } from './school-year.js'

/** Something in a certificate that cannot be; `trainingCertificate:problems.<code>` is its sentence. */
export interface CertificateProblem {
  code: CertificateProblemCode
  /** The answer to mend, by its name in the form. */
  field: string
  params: Record<string, string | number>
}

export const certificateProblemCodes = [
  'ends-before-start', 'proven-already', 'starts-too-late', 'lasts-too-long', 'over-25', 'under-15', 'hours-missing', 'gap-missing',
  'ended-before-allowance', 'ended-too-late', 'resumes-before-pause', 'resumes-within-proof', 'last-day-missing',
] as const // biome-ignore format: one list
export type CertificateProblemCode = (typeof certificateProblemCodes)[number]

const longestTraining = 8 // years, more is a slip of the pen

/** What cannot be in a certificate, given what was asked and what is on file. */
export function certificateProblems(
  certificate: Certificate,
  answers: CertificateAnswers,
  facts: CertificateFacts,
): CertificateProblem[] {
  const current = currentOf(answers, facts)
  if (certificate.state === 'training') return trainingProblems(certificate, answers, current)
  const lastDay = certificate.lastDay
  if (!lastDay) return answers.why === 'turns-16' ? [] : [problem('last-day-missing', 'lastDay')]
  const provenDate = current?.lastDay ?? answers.until
  const { state } = certificate
  const resumesOn = state === 'interrupted' ? certificate.resumesOn : undefined
  return [
    ...lastDayProblems(lastDay, answers, current),
    ...resumptionProblems(resumesOn, lastDay, provenDate),
  ]
}

function trainingProblems(
  { from, until, gap, ...training }: TrainingCertified,
  { child, schoolYear, until: asked }: CertificateAnswers,
  current: Current | null,
): CertificateProblem[] {
  const provenDate = current?.lastDay ?? asked
  const endDate = monthOfBirthday(child.birthDate, 25)
  const latestDate = schoolYearEnd(schoolYear)
  if (until < from) return [problem('ends-before-start', 'until')]
  if (until <= provenDate) return [problem('proven-already', 'until', { provenDate })]
  if (from > endDate) return [problem('over-25', 'from', { endDate })]
  const startDate = firstOfMonth(addYears(child.birthDate, 15))
  return [
    ...(lastOfMonth(until) < startDate ? [problem('under-15', 'until', { startDate })] : []),
    ...(from > latestDate ? [problem('starts-too-late', 'from', { latestDate })] : []),
    ...(until > addYears(from, longestTraining)
      ? [problem('lasts-too-long', 'until', { years: longestTraining })]
      : []),
    ...(needsHours(training) && training.hours === undefined ? [problem('hours-missing', 'hours')] : []),
    ...(!gap && hasWholeMonths(from, provenDate)
      ? [problem('gap-missing', 'gap', { startDate: addDays(provenDate, 1), endDate: addDays(from, -1) })]
      : []),
  ]
}

function resumptionProblems(resumesOn: IsoDate | undefined, lastDate: IsoDate, provenDate: IsoDate) {
  if (!resumesOn) return []
  if (resumesOn <= lastDate) return [problem('resumes-before-pause', 'resumesOn', { lastDate })]
  return resumesOn <= provenDate ? [problem('resumes-within-proof', 'resumesOn', { provenDate })] : []
}

/** An education ends within the allowance that is on file, or within the school year that is asked about. */
function lastDayProblems(
  lastDay: IsoDate,
  { schoolYear }: CertificateAnswers,
  current: Current | null,
): CertificateProblem[] {
  const latestDate = schoolYearEnd(schoolYear)
  const startDate = current?.entitlement.from
  return [
    ...(startDate && lastDay < startDate
      ? [problem('ended-before-allowance', 'lastDay', { startDate })]
      : []),
    ...(lastDay > latestDate ? [problem('ended-too-late', 'lastDay', { latestDate })] : []),
  ]
}

const problem = (
  code: CertificateProblemCode,
  field: string,
  params: CertificateProblem['params'] = {},
): CertificateProblem => ({ code, field, params })
