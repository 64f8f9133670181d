import type { Starred } from '../../db/search/favourites.js'
import type { Instant, IsoDate } from '../../domain/dates.js'
import type { Formats } from '../../locales/format.js'
import type { Language, T } from '../../locales/i18n.js'
import type { Logo } from '../../offices/logo.js'
import type { ShownFavourite } from '../favourites/favourites.js'

/** What every page finds under `it`; the pages add their own. */
export interface Page {
  t: T
  lang: Language
  /** The same page in each language. */
  languages: LanguageLink[]
  fmt: Formats
  /** The address of a browser file, such as `portal.css`. */
  asset: (name: string) => string
  /** The CSRF token of the session, for `part('csrf')` and the header htmx sends. */
  csrf: string
  requestId: string
  today: IsoDate
  now: Instant
  user: { name: string; initials: string; kind: 'employer' | 'office'; email: string } | null
  employer: { id: string; name: string } | null
  /** The employers this user may act for; with two or more the menu offers to switch. */
  mandates: MandateMenu | null
  nav: NavigationItem[]
  /** What the visitor has starred for this employer, for all of theirs, or in the office, in their order. */
  favourites: ShownFavourite[]
  /** Where they are ordered. */
  favouritesAt: string | null
  /** The star of this page, if it can have one. */
  star?: Starred & { action: string; isOn: boolean }
  /** The address of this page with its query, for forms that come back here. */
  here: string
  office: { name: string; shortName: string; address: string; phone: string; email: string; logo: Logo }
  demo: boolean
  /** Title of the window, without the name of the office. */
  title: string
  path: string
  /** A planned outage, in words. */
  outage?: string | null
  /** Shown once, after a redirect. */
  flash: { kind: 'success'; text: string } | null
  density: 'employer' | 'office'
  /** By field name; the first word of the window's title says that there are some. */
  errors?: Record<string, string>
  /** What was typed, by field name. */
  values?: Record<string, unknown>
  /** How long the session lasts without a click, and when it ends in any case; the page warns before. */
  session?: { idleSeconds: number; ends: Instant }
  /** Links of the footer, in the same order on every page. */
  footer?: Link[]
  /** Links of the account menu, above signing out. */
  account?: (Link & { does?: string })[]
  /** The search of the masthead; none without it. */
  search?: {
    action: string
    label: string
    /** The key that leads to it, unless the visitor wants none. */
    key?: string
  }
  /** Which key does what on this page; undefined where its visitor wants none. */
  shortcuts?: Record<string, string>
  /** The user's choice; without it the system decides. */
  theme?: 'light' | 'dark'
}

/** The employers a user may switch to from a page. */
export interface MandateMenu {
  /** How many there are. */
  total: number
  /** The first of them; the others are found by search. */
  items: { id: string; name: string; href: string; note: string }[]
  /** What the user calls the employer of the page. */
  name: string | null
  /** The part of the portal the page is in, which is kept when switching. */
  at: string
}

export interface Link {
  href: string
  text: string
}

export interface LanguageLink {
  code: Language
  name: string
  href: string
  current: boolean
}

export interface NavigationItem {
  href: string
  /** A key below `common:nav`, unless there is a `label`. */
  key?: string
  label?: string
  current?: boolean
  count?: number
}
