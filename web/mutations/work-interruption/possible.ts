import type { EmployeeFile } from '../../../db/people/employees.js'
import { earliestClaim } from '../../../domain/family-allowance/backdating.js'
import { kindIcons } from '../icons.js'
import { isUnderWay, type PossibleReport, type Reader } from '../possible.js'

/** That somebody stops working for a time: possible for who is or was employed, once at a time. */
export function possibleWorkInterruption(file: EmployeeFile, { t, fmt, today }: Reader): PossibleReport[] {
  const last = file.employments[0]?.endsOn ?? null
  const why = isUnderWay(file, 'work-interruption')
    ? t('employees:report.why.open')
    : file.employments.length === 0
      ? t('employees:report.why.neverEmployed')
      : last !== null && last < earliestClaim(today)
        ? t('employees:report.why.tooLate', { date: fmt.date(last) })
        : null
  return [
    {
      kind: 'work-interruption',
      purpose: '',
      icon: kindIcons['work-interruption'],
      title: t('workInterruption:title'),
      note: t('workInterruption:note'),
      why,
    },
  ]
}
