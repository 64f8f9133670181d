import { addYears, type IsoDate, later } from '../dates.js'
import type { Reason } from '../reason.js'
import type { TrainingCertified } from './answers.js'
import { reason } from './rules.js'

/** What the administration takes for "mainly" (AHVV 49bis I): hours a week, lessons and study together. */
export const fewestHours = 20

/** Kinds that count only with lessons in them (AHVV 49bis II). */
const withLessons: TrainingCertified['kind'][] = ['bridging', 'language-stay']

/** Whether hours a week decide, and so must be stated. */
export const needsHours = ({ kind, extent }: Pick<TrainingCertified, 'kind' | 'extent'>): boolean =>
  extent === 'part' || withLessons.includes(kind)

/** Whether what is certified is an education in the sense of the law (AHVV 49bis I and II, FamZV 7). */
export function recognitionReasons(training: TrainingCertified, birthDate: IsoDate): Reason[] {
  return [kindReason(training), ...hoursReasons(training), ...abroadReasons(training, birthDate)]
}

function kindReason({ kind, hours = 0 }: TrainingCertified): Reason {
  // an internship counts where an education asks for it; the contract says whether it does
  if (kind === 'internship') return reason('training-internship')
  if (!withLessons.includes(kind)) return reason('training-counts')
  return reason(hours > 0 ? 'training-with-lessons' : 'training-without-lessons', hours > 0 ? { hours } : {})
}

function hoursReasons({ kind, extent, hours = 0 }: TrainingCertified): Reason[] {
  if (extent === 'full' || withLessons.includes(kind)) return []
  const enough = hours >= fewestHours
  return [reason(enough ? 'training-enough-hours' : 'training-few-hours', { hours, fewest: fewestHours })]
}

/** A child that learns abroad is taken to live in Switzerland for five years, from the 15th birthday at the earliest. */
function abroadReasons({ country, from, until }: TrainingCertified, birthDate: IsoDate): Reason[] {
  if (country === 'CH') return []
  const presumedDate = addYears(later(from, addYears(birthDate, 15)), 5)
  const rule = until <= presumedDate ? 'training-abroad' : 'training-abroad-long'
  return [reason(rule, { country, presumedDate })]
}
