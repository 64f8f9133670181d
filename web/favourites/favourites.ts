import type { Request } from 'express'
import type { Favourite, Starred } from '../../db/favourites.js'
import { fullName } from '../../domain/names.js'
import { type T, translator } from '../../locales/i18n.js'
import { may } from '../access/may.js'
import { languageOf } from '../language.js'
import type { Visit } from '../visit.js'
import { type Entry, pageEntry, reportEntry } from './functions.js'

declare module 'express-serve-static-core' {
  interface Request {
    /** Looked up with the menu. */
    favourites?: Favourite[]
    /** What the star of this page is about. */
    star?: Starred
  }
}

/** A favourite as a page shows it. */
export interface ShownFavourite extends Entry, Starred {
  id: string
  initials?: string
  note?: string
}

/** The favourites with the names they have now; one whose right is gone is gone as well. */
export function shownFavourites(req: Request): ShownFavourite[] {
  const { visit, favourites = [] } = req
  const t = translator(languageOf(req))
  if (!visit?.employer) return []
  return favourites.flatMap((favourite) => shownFavourite(visit, favourite, t))
}

/** One favourite of the employer of a visit, if its right is still there. */
export function shownFavourite(visit: Visit, favourite: Favourite, t: T): ShownFavourite[] {
  const entry = entryOf(visit, favourite, t)
  const { id, kind, target } = favourite
  return entry ? [{ ...entry, id, kind, target }] : []
}

function entryOf(
  visit: Visit,
  favourite: Favourite,
  t: T,
): (Entry & { initials?: string; note?: string }) | null {
  const { kind, target, firstName, lastName } = favourite
  const base = `/e/${visit.employer?.id}`
  if (kind === 'page') return pageEntry(visit, target, t)
  if (kind === 'report') return reportEntry(visit, target, t)
  if (kind === 'list') {
    const allowed = may(visit, 'GET /e/:employer/lists/:id')
    return allowed ? { title: favourite.name ?? '', icon: 'filter', href: `${base}/lists/${target}` } : null
  }
  if (!may(visit, 'GET /e/:employer/employees/:id')) return null
  return {
    title: fullName({ firstName, lastName }),
    icon: 'user',
    href: `${base}/employees/${target}`,
    initials: `${firstName?.charAt(0) ?? ''}${lastName?.charAt(0) ?? ''}`,
    ...(favourite.workplace && { note: favourite.workplace }),
  }
}

/** The star of a page: what it is about, and whether it is lit. */
export function starFor(req: Request): (Starred & { action: string; isOn: boolean }) | undefined {
  const { visit, favourites } = req
  const star = req.star ?? pageStar(req)
  if (!visit?.employer || !star) return undefined
  const isOn = (favourites ?? []).some((it) => it.kind === star.kind && it.target === star.target)
  return { ...star, action: `/e/${visit.employer.id}/favourites`, isOn }
}

function pageStar({ visit, originalUrl }: Request): Starred | undefined {
  const [, side, , target, more] = originalUrl.split('?')[0]?.split('/') ?? []
  const isPage = side === 'e' && target && !more && visit && pageEntry(visit, target, (key) => key)
  return isPage ? { kind: 'page', target } : undefined
}
