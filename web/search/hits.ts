import type { Request } from 'express'
import { plain, searchWords } from '../../db/employee-search.js'
import type { Starred } from '../../db/favourites.js'
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

/** What was found of one sort. */
export interface HitGroup {
  key:
    | ('people' | 'tasks' | 'messages' | 'reports' | 'functions' | 'guides')
    | ('persons' | 'employers' | 'mailings' | 'pages' | 'mandates')
  hits: Hit[]
  /** How many there are, where that is more than are shown; `isMore`: or more than that. */
  found?: number
  isMore?: boolean
  /** The list that shows all of them: a link, or with `q` a form that posts the words. */
  all?: { href: string; q?: string }
}

/** What somebody searches, and how they read it. */
export interface Search {
  q: string
  words: string[]
  /** Of each sort. */
  limit: number
  starOf: (starred: Starred, about: string) => Star | undefined
  lang: Language
  t: T
  fmt: Formats
  today: IsoDate
}

/** A search for words somebody has typed, or null where that are too few signs. */
export function searchIn(
  { clock }: Deps,
  req: Request,
  q: string,
  limit: number,
  starOf: Search['starOf'] = () => undefined,
): Search | null {
  const words = searchWords(q)
  if (words.length === 0 || plain(q).length < 2) return null
  const lang = languageOf(req)
  return { q, words, limit, starOf, lang, t: translator(lang), fmt: formats(lang), today: swissDate(clock()) }
}

/** The guides that hold all words. */
export function guidesIn({ q, lang, limit, starOf }: Search, reader: 'office' | 'employer'): HitGroup {
  const guides = findGuides(lang, q, reader)
  return {
    key: 'guides',
    hits: guides.slice(0, limit).map((it) => ({
      title: it.title,
      meta: it.lead,
      href: `/guides/${it.slug}`,
      glyph: { icon: 'book' },
      star: starOf({ kind: 'guide', target: it.slug }, it.title),
    })),
    ...allOf(guides.length, { q, limit }, listAddress('/guides', { q })),
  }
}

/** Pages and reports to begin that are called so. */
export const calledSo = <Named extends Entry & Starred>(
  entries: Named[],
  { words, limit, starOf }: Search,
): Hit[] =>
  entries
    .filter(({ title }) => words.every((word) => plain(title).includes(word)))
    .slice(0, limit)
    .map((it) => ({
      title: it.title,
      ...(it.report ? { kind: it.report, action: it.href } : { href: it.href }),
      glyph: { icon: it.icon },
      star: starOf(it, it.title),
    }))

/** The way to a list of more than is shown here, unless an AHV number would stand in its address; of so many as `counted`, counting has stopped. */
export const allOf = (
  found: number,
  { q, limit }: Pick<Search, 'q' | 'limit'>,
  href: string,
  counted = Infinity,
): Pick<HitGroup, 'found' | 'isMore' | 'all'> =>
  found > limit && !hasAhvNumber(q)
    ? { found: Math.min(found, counted), isMore: found > counted, all: { href } }
    : {}

/** Those groups in which anything was found. */
export const foundIn = (groups: HitGroup[]): HitGroup[] => groups.filter(({ hits }) => hits.length > 0)
