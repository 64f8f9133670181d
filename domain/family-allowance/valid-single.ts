import { addYears, firstOfMonth, type IsoDate } from '../dates.js'
import type { ChildAnswers, EmploymentAnswers, RequestAnswers } from './answers.js'
import { earliestClaim } from './backdating.js'
import { type Problem, problem } from './problems.js'
import { paysOnce } from './rates.js'

/** Whether a birth or adoption allowance can be due at all (FamZG 3 III, FamZV 2 and 3). */
export function singleProblems(
  child: ChildAnswers,
  request: RequestAnswers,
  employment: EmploymentAnswers,
  today: IsoDate,
): Problem[] {
  return [
    ...(child.kinds.includes('birth') ? birthProblems(child, employment, today) : []),
    ...(child.kinds.includes('adoption') ? adoptionProblems(child, request, employment) : []),
  ]
}

function birthProblems(
  { birthDate }: ChildAnswers,
  { canton, since }: EmploymentAnswers,
  today: IsoDate,
): Problem[] {
  const earliestDate = earliestClaim(today)
  return [
    // a year without a table is no reason to turn anybody away: the office decides
    ...(paysOnce(canton, 'birth', birthDate) === false
      ? [problem('birth-not-in-canton', 'kinds', { workCanton: canton })]
      : []),
    ...(birthDate < since ? [problem('birth-before-employment', 'kinds', { sinceDate: since })] : []),
    ...(firstOfMonth(birthDate) < earliestDate ? [problem('birth-too-old', 'kinds', { earliestDate })] : []),
  ]
}

function adoptionProblems(
  { relation, birthDate }: ChildAnswers,
  { from }: RequestAnswers,
  { canton }: EmploymentAnswers,
): Problem[] {
  return [
    ...(paysOnce(canton, 'adoption', from) === false
      ? [problem('adoption-not-in-canton', 'kinds', { workCanton: canton })]
      : []),
    ...(relation === 'adopted' ? [] : [problem('adoption-not-adopted', 'relation')]),
    ...(from >= addYears(birthDate, 18) ? [problem('adoption-of-age', 'birthDate')] : []),
  ]
}
