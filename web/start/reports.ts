import type { MutationKind } from '../../domain/kinds.js'
import type { T } from '../../locales/i18n.js'

/** The reports about a person on file, the most usual first, with their icons. */
const aboutPeople: [MutationKind, string][] = [
  ['family-allowance', 'child'],
  ['maternity', 'baby'],
  ['work-interruption', 'pause'],
  ['termination', 'exit'],
]

/** What can be reported from the start page: about somebody who is chosen next, or about somebody new. */
export const reportTiles = (base: string, t: T) => [
  ...aboutPeople.map(([kind, icon]) => ({
    href: `${base}/employees?report=${kind}`,
    icon,
    title: t(`mutations:kind.${kind}`),
    note: t(`start:report.${kind}`),
  })),
  {
    kind: 'new-employee',
    action: `${base}/mutations`,
    icon: 'enter',
    title: t('newEmployee:journey'),
    note: t('start:report.new-employee'),
  },
  {
    kind: 'salary-declaration',
    action: `${base}/mutations`,
    icon: 'file',
    title: t('salaryDeclaration:journey'),
    note: t('start:report.salary-declaration'),
  },
]
