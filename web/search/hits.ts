import type { Request } from 'express'
import { plain, searchWords } from '../../db/people/search.js'
import type { Starred } from '../../db/search/favourites.js'
import { hasAhvNumber } from '../../domain/ahv-number.js'
import { type IsoDate, swissDate } from '../../domain/dates.js'
import type { Language } from '../../domain/kinds.js'
import { type Formats, formats } from '../../locales/format.js'
import { type T, translator } from '../../locales/i18n.js'
import type { Deps } from '../deps.js'
import type { Star } from '../favourites/favourites.js'
import type { Entry } from '../favourites/functions.js'
import { findGuides } from '../guides/library.js'
import { languageOf } from '../language.js'
import { listAddress } from '../tasks/address.js'

/** One thing that was found, for `parts/rows`. */
export interface Hit {
  title: string
  /** Without it, a report that begins with a form: `kind` and `action`. */
  href?: string
  kind?: string
  action?: string
  /** Whose it is, where more than one employer is searched. */
  firm?: string
  meta?: string
  glyph?: { icon: string }
  initials?: string
  unread?: boolean
  due?: string
  star?: Star
}

/** What is found. */
export type Sort =
  | ('people' | 'tasks' | 'messages' | 'reports' | 'functions' | 'guides')
  | ('persons' | 'employers' | 'mailings' | 'pages' | 'mandates')

/** What was found of one sort. */
export interface HitGroup {
  key: Sort
  hits: Hit[]
  /** How many there are, where that is more than are shown; `isMore`: or more than that. */
  found?: number
  isMore?: boolean
  /** Where all of them are: a link, or with `posted` a form that posts the words. */
  all?: { href: string; posted?: Record<string, string> }
}

/** What somebody searches, and how they read it. */
export interface Search {
  q: string
  words: string[]
  /** The address of the search. */
  page: string
  /** Only these sorts, where not all are searched. */
  only?: readonly Sort[]
  /** Of each sort. */
  limit: number
  /** So many of a sort that has no list of its own are counted. */
  counted: number
  /** Only to know whether it leads straight to one: who is not led there reads the page, which looks again. */
  isAhead?: boolean
  starOf: (starred: Starred, about: string) => Star | undefined
  lang: Language
  t: T
  fmt: Formats
  today: IsoDate
}

/** What the words of a search mean to its page: how much of what is looked for. */
export type Scope = Pick<Search, 'q' | 'page' | 'limit'> &
  Partial<Pick<Search, 'only' | 'counted' | 'isAhead' | 'starOf'>>

/** A search for words somebody has typed, or null where that are too few signs. Without `counted`, nothing is counted beyond what is shown. */
export function searchIn({ clock }: Deps, req: Request, scope: Scope): Search | null {
  const words = searchWords(scope.q)
  if (words.length === 0 || plain(scope.q).length < 2) return null
  const lang = languageOf(req)
  const speech = { lang, t: translator(lang), fmt: formats(lang), today: swissDate(clock()) }
  return { starOf: () => undefined, counted: scope.limit, ...scope, ...speech, words }
}

/** Whether a sort is searched. */
export const wants = ({ only }: Pick<Search, 'only'>, sort: Sort): boolean => only?.includes(sort) ?? true

/** So many things are looked for of a sort without a list of its own: one more than are counted. */
export const lookedFor = ({ counted }: Pick<Search, 'counted'>): number => counted + 1

/**
 * Those of such a sort that are shown, as lines, with the way to all of them: the page of the search, for this sort alone. The words are posted once more,
 * because the session may hold others meanwhile.
 */
export function firstOf<Thing>(
  key: Sort,
  things: Thing[],
  { q, page, limit, counted }: Pick<Search, 'q' | 'page' | 'limit' | 'counted'>,
  lineOf: (it: Thing) => Hit,
): HitGroup {
  const isMore = things.length > counted
  const all = counted > limit ? { all: { href: page, posted: { q, sort: key } } } : {}
  return {
    key,
    hits: things.slice(0, limit).map(lineOf),
    ...(things.length > limit && { found: Math.min(things.length, counted), isMore, ...all }),
  }
}

/** The guides that hold all words. */
export function guidesIn(search: Search, reader: 'office' | 'employer'): HitGroup {
  const { q, lang, limit, starOf } = search
  const guides = wants(search, 'guides') ? findGuides(lang, q, reader) : []
  return {
    key: 'guides',
    hits: guides.slice(0, limit).map((it) => ({
      title: it.title,
      meta: it.lead,
      href: `/guides/${it.slug}`,
      glyph: { icon: 'book' },
      star: starOf({ kind: 'guide', target: it.slug }, it.title),
    })),
    ...allOf(guides.length, search, listOf('/guides', search)),
  }
}

/** Pages and reports to begin that are called so. */
export function calledSo<Named extends Entry & Starred>(
  key: Sort,
  entries: Named[],
  search: Search,
): HitGroup {
  const { words, starOf } = search
  const isCalled = ({ title }: Named) => words.every((word) => plain(title).includes(word))
  const called = wants(search, key) ? entries.filter(isCalled) : []
  return firstOf(key, called, search, (it) => ({
    title: it.title,
    ...(it.report ? { kind: it.report, action: it.href } : { href: it.href }),
    glyph: { icon: it.icon },
    star: starOf(it, it.title),
  }))
}

/** The way to the list of a sort with more than is shown here; of so many as `counted`, counting has stopped. */
export const allOf = (
  found: number,
  { limit }: Pick<Search, 'limit'>,
  all: HitGroup['all'],
  counted = Infinity,
): Pick<HitGroup, 'found' | 'isMore' | 'all'> =>
  found > limit ? { found: Math.min(found, counted), isMore: found > counted, all } : {}

/** A list with what is searched in its address; none where an AHV number would stand there. */
export const listOf = (path: string, { q }: Pick<Search, 'q'>): HitGroup['all'] =>
  hasAhvNumber(q) ? undefined : { href: listAddress(path, { q }) }

/** Those groups in which anything was found. */
export const foundIn = (groups: HitGroup[]): HitGroup[] => groups.filter(({ hits }) => hits.length > 0)
