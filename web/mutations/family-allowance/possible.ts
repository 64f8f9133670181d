import type { EmployeeFile } from '../../../db/people/employees.js'
import type { IsoDate } from '../../../domain/dates.js'
import { isMonthly } from '../../../domain/family-allowance/answers.js'
import { earliestClaim } from '../../../domain/family-allowance/backdating.js'
import { kindIcons } from '../icons.js'
import { isUnderWay, type PossibleReport, type Reader } from '../possible.js'

/** The reports about a person's family allowances: claimed anew, changed, ended. */
export function possibleFamilyAllowances(file: EmployeeFile, { t, fmt, today }: Reader): PossibleReport[] {
  const running = file.children.some(({ entitlements }) =>
    entitlements.some((it) => isMonthly(it) && (it.endsOn === null || it.endsOn >= today)),
  )
  const last = lastDay(file)
  const tooLate = last !== null && last < earliestClaim(today)
  const whyNone = isUnderWay(file, 'family-allowance')
    ? t('employees:report.why.open')
    : file.employments.length === 0
      ? t('employees:report.why.neverEmployed')
      : tooLate
        ? t('employees:report.why.tooLate', { date: fmt.date(last) })
        : null
  const whyNotChanged = whyNone ?? (running ? null : t('employees:report.why.noneRunning'))
  return (['new', 'change', 'end'] as const).map((purpose) => ({
    kind: 'family-allowance',
    purpose,
    icon: kindIcons['family-allowance'],
    title: t(`employees:report.${purpose}.title`),
    note: t(`employees:report.${purpose}.note`),
    why: purpose === 'new' ? whyNone : whyNotChanged,
  }))
}

/** The last day of all employments, or null while one has no end. */
function lastDay({ employments }: EmployeeFile): IsoDate | null {
  const ends = employments.flatMap(({ endsOn }) => endsOn ?? [])
  return ends.length === employments.length ? (ends.toSorted().at(-1) ?? null) : null
}
