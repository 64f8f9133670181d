import type { Request, RequestHandler } from 'express'
import { type Counts, deskCount, employerCounts } from '../db/overview.js'
import { depsOf } from './deps.js'
import type { NavigationItem } from './view/page.js'
import { visitOf } from './visit.js'

declare module 'express-serve-static-core' {
  interface Request {
    counts?: Partial<Counts>
  }
}

/** Counts what the menu of an employer's pages shows. */
export const countForEmployer: RequestHandler = async (req, _res, next) => {
  const { employer } = visitOf(req)
  if (employer) req.counts = await employerCounts(depsOf(req).db, employer.id)
  next()
}

/** Counts what the menu of the office's pages shows. */
export const countForOffice: RequestHandler = async (req, _res, next) => {
  req.counts = { tasks: await deskCount(depsOf(req).db) }
  next()
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
