import type { Request } from 'express'
import { type Counts, deskCount, employerCounts } from '../db/overview.js'
import { may } from './access/may.js'
import { depsOf } from './deps.js'
import type { NavigationItem } from './view/page.js'
import { isOffice } from './visit.js'

declare module 'express-serve-static-core' {
  interface Request {
    counts?: Partial<Counts>
  }
}

/** What the menu of this page shows beside its words, counted once and only for a page that is shown whole. */
export async function countsFor(req: Request): Promise<Partial<Counts>> {
  const { visit } = req
  const { db } = depsOf(req)
  if (!req.counts && visit?.employer) req.counts = await employerCounts(db, visit.employer.id)
  if (!req.counts && visit && isOffice(visit.user)) req.counts = { tasks: await deskCount(db) }
  req.counts ??= {}
  return req.counts
}

/** The main menu of a page. */
export function navigation(req: Request): NavigationItem[] {
  const { visit } = req
  if (!visit) return []
  const menu = visit.employer ? employerMenu : isOffice(visit.user) ? officeMenu : []
  const items = menu
    .filter(({ route }) => may(visit, `GET ${route}`))
    .map(({ route, key, count }) => ({
      href: route.replace(':employer', visit.employer?.id ?? ''),
      key,
      ...(count && { count: req.counts?.[count] }),
    }))
  const path = req.originalUrl.split('?')[0]
  const current = items.findLast(({ href }) => path?.startsWith(href))
  return items.map((item) => ({ ...item, current: item === current }))
}

interface MenuItem {
  route: string
  key: string
  count?: keyof Counts
}

const employerMenu: MenuItem[] = [
  { route: '/e/:employer', key: 'home' },
  { route: '/e/:employer/employees', key: 'employees' },
  { route: '/e/:employer/tasks', key: 'tasks', count: 'tasks' },
  { route: '/e/:employer/messages', key: 'messages', count: 'messages' },
  { route: '/e/:employer/mutations', key: 'mutations' },
  { route: '/e/:employer/users', key: 'users' },
  { route: '/e/:employer/audit', key: 'audit' },
]

const officeMenu: MenuItem[] = [
  { route: '/office', key: 'desk', count: 'tasks' },
  { route: '/office/mutations', key: 'mutations' },
  { route: '/office/campaigns', key: 'campaigns' },
  { route: '/office/employers', key: 'employers' },
  { route: '/office/audit', key: 'audit' },
  { route: '/office/deadlines', key: 'deadlines' },
]
