import type { EmployeeFile } from '../../../db/people/employees.js'
import { kindIcons } from '../icons.js'
import { isUnderWay, type PossibleReport, type Reader } from '../possible.js'

/** That an employment ends: once for each employment. */
export function possibleTermination(file: EmployeeFile, { t, fmt }: Reader): PossibleReport[] {
  const current = file.employments[0]
  const reported = file.mutations.some(
    ({ kind, status, outcome, closedAt }) =>
      kind === 'termination' &&
      status === 'closed' &&
      (outcome === 'ended' || outcome === 'confirmed') &&
      (closedAt ?? '') >= (current?.startsOn ?? ''),
  )
  const why = isUnderWay(file, 'termination')
    ? t('employees:report.why.open')
    : !current
      ? t('employees:report.why.neverEmployed')
      : reported && current.endsOn
        ? t('termination:problems.twice', { endDate: fmt.date(current.endsOn) })
        : null
  return [
    {
      kind: 'termination',
      purpose: '',
      icon: kindIcons.termination,
      title: t('termination:title'),
      note: t('termination:note'),
      why,
    },
  ]
}
