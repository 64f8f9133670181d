import type { Request } from 'express'
import { mandatesOf } from '../db/access/mandates.js'
import { favouritesEverywhere, favouritesOf } from '../db/search/favourite-list.js'
import type { Counts } from '../db/start/counts.js'
import { menuOf, officeMenuOf } from '../db/start/menu.js'
import { withinEmployers } from '../db/tenant-scope.js'
import { swissDate } from '../domain/dates.js'
import { may } from './access/may.js'
import { depsOf } from './deps.js'
import type { NavigationItem } from './view/page.js'
import { isOffice, type Visit, visitingOf } from './visit.js'

declare module 'express-serve-static-core' {
  interface Request {
    counts?: Partial<Counts>
  }
}

/** What the menu of this page needs beside its words, looked up once and only for a page that is shown whole. */
export async function menuFor(req: Request): Promise<void> {
  const { visit } = req
  const { db, clock } = depsOf(req)
  if (visit?.employer && !(req.counts && req.favourites))
    Object.assign(req, await menuOf(db, visitingOf(req)))
  if (!req.favourites && visit && isOffice(visit.user)) {
    const { id: userId } = visit.user
    if (req.counts) req.favourites = await favouritesOf(db, { userId })
    else Object.assign(req, await officeMenuOf(db, userId, swissDate(clock())))
  }
  // Pages about no employer offer to switch as well; after a failure the database is left in peace.
  if (!req.favourites && visit) {
    if (visit.mandates.length === 0) visit.mandates = await mandatesOf(db, visit.user.id)
    const ids = visit.mandates.map(({ id }) => id)
    req.favourites =
      ids.length > 0 ? await withinEmployers(ids, () => favouritesEverywhere(db, visit.user.id)) : []
  }
  req.counts ??= {}
}

/** The main menu of a page. */
export function navigation(req: Request): NavigationItem[] {
  const { visit } = req
  if (!visit) return []
  const menu = itemsFor(visit)
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

function itemsFor({ employer, user, mandates }: Visit): MenuItem[] {
  if (employer) return employerMenu
  if (isOffice(user)) return officeMenu
  return mandates.length > 1 ? mandatesMenu : []
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

const mandatesMenu: MenuItem[] = [
  { route: '/inbox', key: 'inbox', count: 'tasks' },
  { route: '/mandates', key: 'mandates' },
]

const officeMenu: MenuItem[] = [
  { route: '/office', key: 'desk', count: 'tasks' },
  { route: '/office/mutations', key: 'mutations' },
  { route: '/office/declarations', key: 'declarations' },
  { route: '/office/campaigns', key: 'campaigns' },
  { route: '/office/mailings', key: 'mailings' },
  { route: '/office/workload', key: 'workload' },
  { route: '/office/employers', key: 'employers' },
  { route: '/office/audit', key: 'audit' },
  { route: '/office/deadlines', key: 'deadlines' },
  { route: '/office/persons', key: 'persons' },
  { route: '/office/erasures', key: 'erasures' },
  { route: '/office/retention', key: 'retention' },
  { route: '/office/users', key: 'users' },
  { route: '/office/systems', key: 'systems' },
  { route: '/office/doctor', key: 'doctor' },
]
