import { type AhvNumberProblem, ahvNumberProblem } from '../ahv-number.js'
import { addMonths, firstOfMonth, type IsoDate, lastOfMonth } from '../dates.js'
import { monthOfBirthday } from './ages.js'
import type {
  ChildAnswers,
  EmploymentAnswers,
  OtherParentAnswers,
  RequestAnswers,
  TrainingAnswers,
} from './answers.js'
import { earliestClaim } from './backdating.js'
import { type Problem, type ProblemCode, problem } from './problems.js'
import { singleProblems } from './valid-single.js'

/** More children in one report are a mistake, or a case for a conversation. */
export const mostChildren = 20

/** Whether the day asked for lies within the employment (FamZG 13 I), five years (ATSG 24) and a year ahead. */
export function requestProblems(
  { from, purpose, endReason }: RequestAnswers,
  { since, until }: EmploymentAnswers,
  today: IsoDate,
): Problem[] {
  const earliestDate = earliestClaim(today)
  const latestDate = addMonths(today, 12)
  return [
    ...(from < since ? [problem('from-before-employment', 'from', { sinceDate: since })] : []),
    ...(until && from > until ? [problem('from-after-employment', 'from', { untilDate: until })] : []),
    ...(from < earliestDate ? [problem('from-too-old', 'from', { earliestDate })] : []),
    ...(from > latestDate ? [problem('from-too-far-ahead', 'from', { latestDate })] : []),
    ...(purpose === 'end' && !endReason ? [problem('end-reason-missing', 'endReason')] : []),
  ]
}

/** Whether the children of a report are some, not too many, and each a different one (FamZG 6). */
export function childrenProblems(children: ChildAnswers[], { purpose }: RequestAnswers): Problem[] {
  const none = children.length === 0 && purpose !== 'end'
  return [
    ...(none ? [problem('no-children', 'children')] : []),
    ...(children.length > mostChildren
      ? [problem('too-many-children', 'children', { most: mostChildren })]
      : []),
    ...children.flatMap((child, i) => sameAsEarlier(child, children.slice(0, i))),
  ]
}

/** Whether a child's age, kinds and number fit together and to the request (FamZG 3). */
export function childProblems(
  child: ChildAnswers,
  request: RequestAnswers,
  employment: EmploymentAnswers,
  today: IsoDate,
): Problem[] {
  const { birthDate, residenceCountry, residenceCanton } = child
  const latestDate = addMonths(today, 9)
  const wrong = child.ahvNumber ? ahvNumberProblem(child.ahvNumber) : null
  return [
    ...(wrong ? [problem(ahvNumberCode(wrong), 'ahvNumber')] : []),
    ...(birthDate > latestDate ? [problem('born-too-far-ahead', 'birthDate', { latestDate })] : []),
    ...(residenceCountry === 'CH' && !residenceCanton ? [problem('canton-missing', 'residenceCanton')] : []),
    ...(request.purpose === 'end' ? [] : kindProblems(child, request, employment, today)),
  ]
}

/** Whether the training of a child who asks for it has an end after its start and falls in the ages of the law. */
export function trainingProblems(
  child: ChildAnswers,
  training: TrainingAnswers | undefined,
  { from }: RequestAnswers,
): Problem[] {
  if (!training) return child.kinds.includes('education') ? [problem('training-missing', 'kind')] : []
  const endDate = monthOfBirthday(child.birthDate, 25)
  if (training.until < training.from) return [problem('training-ends-before-start', 'until')]
  if (training.from > endDate) return [problem('training-over-25', 'from', { endDate })]
  const over = lastOfMonth(training.until) < firstOfMonth(from)
  return over ? [problem('training-over', 'until', { fromDate: from })] : []
}

/** Whether what priority between the parents rests on is stated (FamZG 7). */
export function otherParentProblems(other: OtherParentAnswers | undefined): Problem[] {
  if (!other) return [problem('other-parent-missing', 'known')]
  if (other.known !== 'yes') return []
  const wrong = other.ahvNumber ? ahvNumberProblem(other.ahvNumber) : null
  const works = other.work === 'employed' || other.work === 'self-employed'
  const nowhere = works && !other.canton && (!other.country || other.country === 'CH')
  return [
    ...(wrong ? [problem(ahvNumberCode(wrong), 'ahvNumber')] : []),
    ...(nowhere ? [problem('other-parent-canton-missing', 'canton')] : []),
    ...(other.receives === 'ended' && !other.receivesUntil
      ? [problem('received-until-missing', 'receivesUntil')]
      : []),
  ]
}

function kindProblems(
  child: ChildAnswers,
  request: RequestAnswers,
  employment: EmploymentAnswers,
  today: IsoDate,
): Problem[] {
  const { birthDate, incapable, kinds } = child
  const [at15, at16, at20, at25] = [15, 16, 20, 25].map((age) => monthOfBirthday(birthDate, age)) as Ages
  const from = firstOfMonth(request.from)
  if (kinds.length === 0) return [problem('kind-missing', 'kinds')]
  if (from > at25) return [problem('older-than-25', 'birthDate', { endDate: at25 })]
  const tooOld = kinds.includes('child') && !kinds.includes('education')
  const tooYoung = kinds.includes('education') && addMonths(today, 12) < firstOfMonth(at15)
  return [
    ...(tooOld && !incapable && from > at16 ? [problem('child-over-16', 'kinds', { endDate: at16 })] : []),
    ...(tooOld && incapable && from > at20 ? [problem('child-over-20', 'kinds', { endDate: at20 })] : []),
    ...(tooYoung ? [problem('education-under-15', 'kinds', { startDate: firstOfMonth(at15) })] : []),
    ...singleProblems(child, request, employment, today),
  ]
}

type Ages = [IsoDate, IsoDate, IsoDate, IsoDate]

function sameAsEarlier(child: ChildAnswers, earlier: ChildAnswers[]): Problem[] {
  const number = digits(child.ahvNumber)
  if (number && earlier.some((other) => digits(other.ahvNumber) === number)) {
    return [problem('same-ahv-number', 'ahvNumber')]
  }
  const same = earlier.some((other) => other.birthDate === child.birthDate && nameOf(other) === nameOf(child))
  return same ? [problem('same-child', 'firstName')] : []
}

const digits = (number: string | undefined) => number?.replace(/\D/g, '')
const nameOf = ({ firstName, lastName }: ChildAnswers) =>
  `${firstName} ${lastName}`.trim().toLocaleLowerCase('de-CH')
const ahvNumberCode = (wrong: AhvNumberProblem): ProblemCode => `ahv-number-${wrong}`
