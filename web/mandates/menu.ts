import type { Request } from 'express'
import type { Mandate } from '../../db/access/mandates.js'
import { may } from '../access/may.js'
import type { MandateMenu } from '../view/page.js'
import type { Visit } from '../visit.js'
import { calledBy, findMandates, noteOf } from './find.js'

/** More of them would make every page longer; the others are found by search, or on the page of all. */
const shown = 6

/** The employers to switch to from the page of this request. */
export function mandateMenu(req: Request, visit: Visit): MandateMenu {
  const at = partOf(req.originalUrl)
  return {
    total: visit.mandates.length,
    items: menuItems(visit, '', at),
    name: visit.employer ? calledBy(visit.employer) : null,
    at,
  }
}

/** The first mandates that a search finds, each with the address of the same part of the portal. */
export const menuItems = (visit: Visit, q: string, at: string): MandateMenu['items'] =>
  findMandates(visit.mandates, q)
    .slice(0, shown)
    .map((mandate) => ({
      id: mandate.id,
      name: calledBy(mandate),
      href: addressOf(visit, mandate, at),
      note: noteOf(mandate),
    }))

/** Parts with a list of their own: from a page below them, another employer is shown the list. */
const parts = ['employees', 'tasks', 'messages', 'mutations', 'users', 'audit']

/** The part of the portal an address of an employer is in; empty for its start page. */
const partOf = (url: string): string => /^\/e\/[^/]+\/([a-z]+)/.exec(url)?.[1] ?? ''

/** The same part at another employer, or its start page where the user may not see that part. */
function addressOf({ user, mandates }: Visit, employer: Mandate, at: string): string {
  const isOpen = parts.includes(at) && may({ user, employer, mandates }, `GET /e/:employer/${at}`)
  return isOpen ? `/e/${employer.id}/${at}` : `/e/${employer.id}`
}
