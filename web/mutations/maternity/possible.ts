import type { EmployeeFile } from '../../../db/people/employees.js'
import { kindIcons } from '../icons.js'
import { isUnderWay, type PossibleReport, type Reader } from '../possible.js'

/** A birth can be reported for a woman, once at a time. */
export function possibleMaternity(file: EmployeeFile, { t }: Reader): PossibleReport[] {
  if (file.employee.sex !== 'female') return []
  const why = isUnderWay(file, 'maternity')
    ? t('employees:report.why.open')
    : file.employments.length === 0
      ? t('employees:report.why.neverEmployed')
      : null
  return [
    {
      kind: 'maternity',
      purpose: '',
      icon: kindIcons.maternity,
      title: t('maternity:journey'),
      note: t('maternity:possible.note'),
      why,
    },
  ]
}
