import type { Request } from 'express'
import { type Counts, deskCount, employerCounts } from '../db/overview.js'
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
  const items = visit.employer
    ? employerMenu(`/e/${visit.employer.id}`, req.counts)
    : visit.user.role === 'employer'
      ? []
      : officeMenu(req.counts)
  const current = items.findLast(({ href }) => req.originalUrl.split('?')[0]?.startsWith(href))
  return items.map((item) => ({ ...item, current: item === current }))
}

const employerMenu = (base: string, counts?: Partial<Counts>): NavigationItem[] => [
  { href: base, key: 'home' },
  { href: `${base}/employees`, key: 'employees' },
  { href: `${base}/tasks`, key: 'tasks', count: counts?.tasks },
  { href: `${base}/messages`, key: 'messages', count: counts?.messages },
  { href: `${base}/mutations`, key: 'mutations' },
]

const officeMenu = (counts?: Partial<Counts>): NavigationItem[] => [
  { href: '/office', key: 'desk', count: counts?.tasks },
  { href: '/office/mutations', key: 'mutations' },
]
