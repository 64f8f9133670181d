import type { Request } from 'express'
import type { Favourite } from '../../db/search/favourite-list.js'
import { favouritesAtMost, type Keeper, type Starred } from '../../db/search/favourites.js'
import { type T, translator } from '../../locales/i18n.js'
import { languageOf } from '../language.js'
import { calledBy } from '../mandates/find.js'
import { isOffice, type Visit, visitOf, whoseOf } from '../visit.js'
import { entryOf, type FavouriteEntry, type Reader } from './entries.js'
import { functionsFor, pageEntry } from './functions.js'
import { officePageEntry, officePages } from './office-pages.js'

declare module 'express-serve-static-core' {
  interface Request {
    /** Looked up with the menu. */
    favourites?: Favourite[]
    /** What the star of this page is about. */
    star?: Starred
  }
}

/** A favourite as a page shows it. */
export interface ShownFavourite extends FavouriteEntry, Starred {
  id: string
  /** Whose it is, on pages about no employer of somebody who acts for several. */
  firm?: string
}

/** The favourites with the names they have now; one whose right is gone is gone as well. */
export function shownFavourites(req: Request): ShownFavourite[] {
  const { visit, favourites = [] } = req
  if (!visit) return []
  const reader = readerOf(req)
  if (!visit.employer && !isOffice(visit.user)) return shownEverywhere(visit, favourites, reader)
  return favourites.flatMap((favourite) => shown(visit, favourite, reader))
}

/** Those of all employers together, each with its firm; a guide, which is of none, once. */
export function shownEverywhere(visit: Visit, favourites: Favourite[], reader: Reader): ShownFavourite[] {
  const isAgain = (favourite: Favourite, at: number) =>
    favourite.kind === 'guide' &&
    favourites.findIndex((it) => it.kind === 'guide' && it.target === favourite.target) < at
  return favourites
    .flatMap((favourite, at) => {
      const employer = visit.mandates.find(({ id }) => id === favourite.employerId)
      if (!employer || isAgain(favourite, at)) return []
      const isTold = favourite.kind !== 'guide' && visit.mandates.length > 1
      return shown({ ...visit, employer }, favourite, reader).map((it) =>
        isTold ? { ...it, firm: calledBy(employer) } : it,
      )
    })
    .slice(0, favouritesAtMost)
}

function shown(visit: Visit, favourite: Favourite, reader: Reader): ShownFavourite[] {
  const { id, kind, target } = favourite
  const entry = entryOf(visit, favourite, reader)
  return entry ? [{ ...entry, id, kind, target }] : []
}

export function readerOf(req: Request): Reader {
  const lang = languageOf(req)
  return { t: translator(lang), lang }
}

/** Whose favourites this page is about: of the office's people, or of somebody for the employer of the address. */
export const keeperOf = (req: Request): Keeper =>
  isOffice(visitOf(req).user) ? { userId: visitOf(req).user.id } : whoseOf(req)

/** Where they are ordered; null on pages that are about no employer alone. */
export function favouritesAt({ visit }: Request): string | null {
  if (visit?.employer) return `/e/${visit.employer.id}/favourites`
  return visit && isOffice(visit.user) ? '/office/favourites' : null
}

/** A star as `parts/star` shows it. */
export interface Star extends Starred {
  action: string
  isOn: boolean
  /** What it is on, for the ear. */
  about?: string
}

/** Gives things of a list their stars; none where nothing can be starred. The favourites must have been looked up. */
export function starsFor(req: Request): (starred: Starred, about: string) => Star | undefined {
  const action = favouritesAt(req)
  const { favourites = [] } = req
  return ({ kind, target }, about) => {
    const isOn = favourites.some((it) => it.kind === kind && it.target === target)
    return action ? { kind, target, action, isOn, about } : undefined
  }
}

/** The star of a page: what it is about, and whether it is lit. */
export function starFor(req: Request): Omit<Star, 'about'> | undefined {
  const star = req.star ?? pageStar(req)
  const { about: _, ...shown } = (star && starsFor(req)(star, '')) ?? { about: '' }
  return 'kind' in shown ? shown : undefined
}

function pageStar({ visit, originalUrl }: Request): Starred | undefined {
  const [, side, , target, more] = originalUrl.split('?')[0]?.split('/') ?? []
  const [, , officeTarget = 'desk', below] = originalUrl.split('?')[0]?.split('/') ?? []
  if (!visit) return undefined
  const same: T = (key) => key
  if (side === 'e' && target && !more && pageEntry(visit, target, same)) return { kind: 'page', target }
  if (side === 'office' && !below && officePageEntry(visit, officeTarget, same))
    return { kind: 'page', target: officeTarget }
  return undefined
}

/** All a visitor can open or begin, with what a star on it says. */
export const starrableFunctions = (req: Request) => {
  const { t } = readerOf(req)
  return isOffice(visitOf(req).user) ? officePages(visitOf(req), t) : functionsFor(visitOf(req), t)
}
