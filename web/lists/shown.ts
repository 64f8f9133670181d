import type { Request } from 'express'
import { type FoundSavedList, type SavedListKind, savedLists } from '../../db/search/saved-lists.js'
import { depsOf } from '../deps.js'
import type { Star } from '../favourites/favourites.js'
import { employerOf, visitOf, whoseOf } from '../visit.js'

/** What `parts/saved-lists` shows on a list: what was saved, and how it is saved as it is now. */
export interface ShownLists {
  list: SavedListKind
  action: string
  /** The query of the list as it is now; what goes without saying is left out. */
  state: string
  items: { href: string; text: string; shared: boolean; current: boolean; star: Star; forget?: string }[]
}

/** The saved lists of a page whose address is `here`. */
export async function shownLists(req: Request, list: SavedListKind, here: string): Promise<ShownLists> {
  return showLists(req, list, here, await savedLists(depsOf(req).db, whoseOf(req), list))
}

/** The same where they are at hand. */
export function showLists(
  req: Request,
  list: SavedListKind,
  here: string,
  saved: FoundSavedList[],
): ShownLists {
  const { user } = visitOf(req)
  const { id: employerId } = employerOf(req)
  const action = `/e/${employerId}/lists`
  const query = new URLSearchParams(here.split('?')[1] ?? '')
  query.delete('page')
  const state = query.toString()
  return {
    list,
    action,
    state,
    items: saved.map((it) => ({
      href: `${action}/${it.id}`,
      text: it.name,
      shared: it.shared,
      current: it.state === state && state !== '',
      star: {
        ...{ kind: 'list' as const, target: it.id, isOn: it.starred, about: it.name },
        action: `/e/${employerId}/favourites`,
      },
      ...(it.userId === user.id && { forget: `${action}/${it.id}/forget` }),
    })),
  }
}
