import type { Request } from 'express'
import { type SavedListKind, savedLists } from '../../db/saved-lists.js'
import { depsOf } from '../deps.js'
import { employerOf, visitOf } from '../visit.js'

/** What `parts/saved-lists` shows on a list: what was saved, and how it is saved as it is now. */
export interface ShownLists {
  list: SavedListKind
  action: string
  /** The query of the list as it is now; what goes without saying is left out. */
  state: string
  items: { href: string; text: string; shared: boolean; current: boolean; forget?: string }[]
}

/** The saved lists of a page whose address is `here`. */
export async function shownLists(req: Request, list: SavedListKind, here: string): Promise<ShownLists> {
  const { user } = visitOf(req)
  const { id: employerId } = employerOf(req)
  const action = `/e/${employerId}/lists`
  const query = new URLSearchParams(here.split('?')[1] ?? '')
  query.delete('page')
  const state = query.toString()
  const saved = await savedLists(depsOf(req).db, { userId: user.id, employerId }, list)
  return {
    list,
    action,
    state,
    items: saved.map((it) => ({
      href: `${action}/${it.id}`,
      text: it.name,
      shared: it.shared,
      current: it.state === state && state !== '',
      ...(it.userId === user.id && { forget: `${action}/${it.id}/forget` }),
    })),
  }
}
