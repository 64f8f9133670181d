import type { EmployeeFile } from '../../../db/people/employees.js'
import { kindIcons } from '../icons.js'
import { isUnderWay, type PossibleReport, type Reader } from '../possible.js'

/** The leave of the other parent can be reported for everybody who works here, once at a time. */
export function possibleOtherParentLeave(file: EmployeeFile, { t }: Reader): PossibleReport[] {
  const why = isUnderWay(file, 'other-parent-leave')
    ? t('employees:report.why.open')
    : file.employments.length === 0
      ? t('employees:report.why.neverEmployed')
      : null
  return [
    {
      kind: 'other-parent-leave',
      purpose: '',
      icon: kindIcons['other-parent-leave'],
      title: t('otherParentLeave:journey'),
      note: t('otherParentLeave:possible.note'),
      why,
    },
  ]
}
