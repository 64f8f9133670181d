import type { MaternityAnswers } from '../../../domain/maternity/answers.js'
import {
  birthProblems,
  childProblems,
  employmentProblems,
  hospitalProblems,
  reportedProblems,
  wageProblems,
} from '../../../domain/maternity/problems.js'
import type { Reported } from '../../../domain/maternity/reported.js'
import { answers } from './answers.js'

/** The codes of all that is wrong with some answers on 24 November 2026. */
export function problemsOf(change: Partial<MaternityAnswers> = {}, reported?: Reported): string[] {
  const today = '2026-11-24'
  const all = answers(change)
  const { birth, children, employment, wage, hospital } = all
  const found = [
    ...birthProblems(birth, today),
    ...children.flatMap((child) => childProblems(child, [], '2026-09-01')),
    ...employmentProblems(employment, birth.date),
    ...wageProblems(wage),
    ...(hospital ? hospitalProblems(hospital, birth.date, today) : []),
    ...(reported ? reportedProblems(all, reported, today) : []),
  ]
  return found.map(({ code }) => code)
}
