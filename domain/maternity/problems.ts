import type { EmploymentAnswers, WageAnswers } from '../daily-allowance/answers.js'
import { mostAbsentDays } from '../daily-allowance/income.js'
import { addDays, daysBetween, type IsoDate } from '../dates.js'
import type { BirthAnswers, ChildAnswers, HospitalAnswers, MaternityAnswers } from './answers.js'
import type { Reported } from './reported.js'
import { termOf } from './term.js'

/** Something that cannot be as it was typed; `maternity:problems.<code>` says what to do. */
export interface Problem {
  code: ProblemCode
  field: string
  params: Record<string, string | number>
}

export type ProblemCode =
  | 'birth-in-future'
  | 'weeks-missing'
  | 'child-birth-date'
  | 'same-child-twice'
  | 'not-employed-yet'
  | 'ends-before-start'
  | 'no-hours'
  | 'too-many-absent-days'
  | 'hospital-before-birth'
  | 'hospital-end-before-begin'
  | 'in-future'
  | 'return-before-birth'
  | 'death-before-birth'
  | 'after-the-end'
  | 'no-hospital-stay'

const problem = (field: string, code: ProblemCode, params: Problem['params'] = {}): Problem => ({
  code,
  field,
  params,
})

/** Only what has happened can be reported. */
export function birthProblems({ date, alive, weeks }: BirthAnswers, today: IsoDate): Problem[] {
  return [
    ...(date > today ? [problem('date', 'birth-in-future', { birthDate: date })] : []),
    ...(!alive && weeks === undefined ? [problem('weeks', 'weeks-missing')] : []),
  ]
}

/** Children of one birth are born within two days, and each is named once. */
export function childProblems(child: ChildAnswers, others: ChildAnswers[], birth: IsoDate): Problem[] {
  const apart = Math.abs(daysBetween(birth, child.birthDate))
  const same = others.some(
    (it) =>
      (it.ahvNumber !== undefined && it.ahvNumber === child.ahvNumber) ||
      (it.firstName === child.firstName && it.lastName === child.lastName && it.firstName !== ''),
  )
  return [
    ...(apart > 2 ? [problem('birthDate', 'child-birth-date', { birthDate: birth })] : []),
    ...(same ? [problem('firstName', 'same-child-twice')] : []),
  ]
}

export function employmentProblems({ since, until }: EmploymentAnswers, birth: IsoDate): Problem[] {
  return [
    ...(since > birth ? [problem('since', 'not-employed-yet', { birthDate: birth })] : []),
    ...(until && until < since ? [problem('until', 'ends-before-start', { sinceDate: since })] : []),
  ]
}

export function wageProblems({ type, hours, absentDays }: WageAnswers): Problem[] {
  const most = mostAbsentDays(type)
  return [
    ...(type === 'hourly' && !hours ? [problem('hours', 'no-hours')] : []),
    ...(type !== 'hourly' && type !== 'agreed' && absentDays > most
      ? [problem('absentDays', 'too-many-absent-days', { most })]
      : []),
  ]
}

export function hospitalProblems({ from, to }: HospitalAnswers, birth: IsoDate, today: IsoDate): Problem[] {
  return [
    ...(from < birth ? [problem('from', 'hospital-before-birth', { birthDate: birth })] : []),
    ...(from > today ? [problem('from', 'in-future', { todayDate: today })] : []),
    ...(to && to < from ? [problem('to', 'hospital-end-before-begin', { fromDate: from })] : []),
    ...(to && to > today ? [problem('to', 'in-future', { todayDate: today })] : []),
  ]
}

/** What is reported about a running claim; a return to work may lie ahead, all else must have happened. */
export function reportedProblems(
  answers: MaternityAnswers,
  { what, on }: Reported,
  today: IsoDate,
): Problem[] {
  const birthDate = answers.birth.date
  const last = termOf(answers).to
  if (what === 'return-to-work') {
    if (on <= birthDate) return [problem('on', 'return-before-birth', { birthDate })]
    return on > addDays(last, 1) ? [problem('on', 'after-the-end', { endDate: last })] : []
  }
  if (on > today) return [problem('on', 'in-future', { todayDate: today })]
  if (what === 'hospital-end') {
    if (!answers.hospital) return [problem('on', 'no-hospital-stay')]
    const fromDate = answers.hospital.from
    return on < fromDate ? [problem('on', 'hospital-end-before-begin', { fromDate })] : []
  }
  return on < birthDate ? [problem('on', 'death-before-birth', { birthDate })] : []
}
