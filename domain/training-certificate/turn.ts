import { addDays, type Instant, swissInstant } from '../dates.js'
import { type CertificateAnswers, openCertificate } from './answers.js'
import { schoolYearEnd } from './school-year.js'

/** What a report about a school year waits for next. */
export type Turn =
  /** The employer answers, for the so-manieth time. */
  | { turn: 'ask'; round: number }
  /** The office reviews; it begins with the review of this number. */
  | { turn: 'review'; n: number }
  /** Nobody: until this moment, or until the employer says something. */
  | { turn: 'wait'; until: Instant }
  /** Nothing can come any more. */
  | { turn: 'end' }

/** What became of the question to the employer, for the last round there was. */
export interface LastRound {
  round: number
  expired: boolean
}

const morning = 6 // o'clock in Switzerland

/**
 * Whose turn it is, from the facts alone: a workflow that begins anew goes on where it was. What is answered, or was not in
 * time, is reviewed; a proof that ends within the school year is asked for again `leadDays` before; a school year that is
 * over, or proven to its end, is done with.
 */
export function turnOf(
  answers: Pick<CertificateAnswers, 'certificates' | 'settled' | 'schoolYear'>,
  last: LastRound | null,
  leadDays: number,
  now: Instant,
): Turn {
  const { settled, schoolYear } = answers
  const isNew = last !== null && last.round > settled.rounds
  if (openCertificate(answers) || (isNew && last.expired)) return { turn: 'review', n: settled.review + 1 }
  const round = isNew ? last.round : (last?.round ?? 0) + 1
  if (settled.review === 0 || isNew) return { turn: 'ask', round }
  const over = swissInstant(addDays(schoolYearEnd(schoolYear), 1), morning)
  if (now >= over) return { turn: 'end' }
  if (!settled.until) return { turn: 'wait', until: over }
  if (settled.until >= schoolYearEnd(schoolYear)) return { turn: 'end' }
  const again = swissInstant(addDays(settled.until, -leadDays), morning)
  return now >= again ? { turn: 'ask', round } : { turn: 'wait', until: again }
}
