import type { MutationKind } from '../../domain/kinds.js'
import { isOpenTo } from '../../domain/topics.js'
import type { T } from '../../locales/i18n.js'
import { may } from '../access/may.js'
import { kindIcons } from '../mutations/icons.js'
import type { Visit } from '../visit.js'

/** Something one can open or begin, as a link; with `report` it is about nobody on file and begins with a form to that address. */
export interface Entry {
  title: string
  icon: string
  href: string
  report?: MutationKind
}

const pages = [
  { target: 'employees', icon: 'users' },
  { target: 'tasks', icon: 'done' },
  { target: 'messages', icon: 'mail' },
  { target: 'mutations', icon: 'send' },
  { target: 'certificates', icon: 'school' },
  { target: 'users', icon: 'key' },
  { target: 'audit', icon: 'history' },
] as const

/**
 * The reports an employer can begin by itself: about a person on file, then about somebody new and about everybody. Only a
 * training certificate is none of them, which is asked for. The start page leaves out what is rare.
 */
export const reports = [
  {
    target: 'family-allowance',
    icon: kindIcons['family-allowance'],
    title: 'mutations:kind.family-allowance',
  },
  { target: 'maternity', icon: kindIcons.maternity, title: 'mutations:kind.maternity' },
  {
    target: 'other-parent-leave',
    icon: kindIcons['other-parent-leave'],
    title: 'mutations:kind.other-parent-leave',
    isRare: true,
  },
  {
    target: 'work-interruption',
    icon: kindIcons['work-interruption'],
    title: 'mutations:kind.work-interruption',
  },
  { target: 'termination', icon: kindIcons.termination, title: 'mutations:kind.termination' },
  { target: 'new-employee', icon: kindIcons['new-employee'], title: 'newEmployee:journey', isAlone: true },
  {
    target: 'salary-declaration',
    icon: kindIcons['salary-declaration'],
    title: 'salaryDeclaration:journey',
    isAlone: true,
  },
] as const satisfies readonly {
  target: MutationKind
  icon: string
  title: string
  isAlone?: boolean
  isRare?: boolean
}[]

export type ReportTarget = (typeof reports)[number]['target']

const pageTitle = (target: string) =>
  target === 'certificates' ? 'favourites:certificates' : `common:nav.${target}`

/** A page of the employer, or null where there is none of this name or the visitor may not see it. */
export function pageEntry(visit: Visit, target: string, t: T): Entry | null {
  const page = pages.find((it) => it.target === target)
  if (!page || !may(visit, `GET /e/:employer/${page.target}`)) return null
  return { title: t(pageTitle(target)), icon: page.icon, href: `/e/${visit.employer?.id}/${target}` }
}

/** A kind of report, or null where there is none of this name or the visitor may not send reports. */
export function reportEntry(visit: Visit, target: string, t: T): Entry | null {
  const report = reports.find((it) => it.target === target)
  const base = `/e/${visit.employer?.id}`
  if (!report || !may(visit, 'POST /e/:employer/mutations')) return null
  if (!isOpenTo(visit.employer?.topics ?? [], report.target)) return null
  if ('isAlone' in report)
    return { title: t(report.title), icon: report.icon, href: `${base}/mutations`, report: report.target }
  if (!may(visit, 'GET /e/:employer/employees')) return null
  return { title: t(report.title), icon: report.icon, href: `${base}/employees?report=${target}` }
}

/** All a visitor can open or begin for an employer, with what a star on it says. */
export function functionsFor(visit: Visit, t: T) {
  return [
    ...pages.map(({ target }) => ({ kind: 'page' as const, target, entry: pageEntry(visit, target, t) })),
    ...reports.map(({ target }) => ({
      kind: 'report' as const,
      target,
      entry: reportEntry(visit, target, t),
    })),
  ].flatMap(({ entry, ...starred }) => (entry ? [{ ...starred, ...entry }] : []))
}
