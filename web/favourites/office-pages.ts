import type { T } from '../../locales/i18n.js'
import { may } from '../access/may.js'
import type { Visit } from '../visit.js'
import type { Entry } from './functions.js'

interface OfficePage {
  /** The address below that of the office; the desk is the office itself. */
  target: string
  title: string
  icon: string
}

const pages: OfficePage[] = [
  { target: 'desk', title: 'common:nav.desk', icon: 'inbox' },
  { target: 'mutations', title: 'common:nav.mutations', icon: 'send' },
  { target: 'declarations', title: 'common:nav.declarations', icon: 'wage' },
  { target: 'campaigns', title: 'common:nav.campaigns', icon: 'school' },
  { target: 'mailings', title: 'common:nav.mailings', icon: 'mail' },
  { target: 'workload', title: 'common:nav.workload', icon: 'clock' },
  { target: 'teams', title: 'teamwork:teams.title', icon: 'users' },
  { target: 'absences', title: 'teamwork:absences.title', icon: 'calendar' },
  { target: 'employers', title: 'common:nav.employers', icon: 'building' },
  { target: 'audit', title: 'common:nav.audit', icon: 'history' },
  { target: 'deadlines', title: 'common:nav.deadlines', icon: 'calendar' },
  { target: 'persons', title: 'common:nav.persons', icon: 'user' },
  { target: 'erasures', title: 'common:nav.erasures', icon: 'trash' },
  { target: 'retention', title: 'common:nav.retention', icon: 'archive' },
  { target: 'users', title: 'common:nav.users', icon: 'users' },
  { target: 'systems', title: 'common:nav.systems', icon: 'key' },
  { target: 'doctor', title: 'common:nav.doctor', icon: 'info' },
]

/** A page of the office, or null where there is none of this name or the visitor may not see it. */
export function officePageEntry(visit: Visit, target: string, t: T): Entry | null {
  const page = pages.find((it) => it.target === target)
  const href = target === 'desk' ? '/office' : `/office/${target}`
  return page && may(visit, `GET ${href}`) ? { title: t(page.title), icon: page.icon, href } : null
}

/** All pages of the office that a visitor can open, with what a star on them says. */
export const officePages = (visit: Visit, t: T) =>
  pages.flatMap(({ target }) => {
    const entry = officePageEntry(visit, target, t)
    return entry ? [{ kind: 'page' as const, target, ...entry }] : []
  })
