import { type Request, Router } from 'express'
import { savedListKinds } from '../../db/search/saved-lists.js'
import { hasAhvNumber, normaliseAhvNumber } from '../../domain/ahv-number.js'
import { referenceIn } from '../../domain/references.js'
import { translator } from '../../locales/i18n.js'
import type { Deps } from '../deps.js'
import { starsFor } from '../favourites/favourites.js'
import { languageOf } from '../language.js'
import { menuFor } from '../navigation.js'
import { isPartial, redirect, respond } from '../respond.js'
import { listAddress, pageOf, textOf } from '../tasks/address.js'
import { employerOf } from '../visit.js'
import { type HitGroup, type Scope, type Search, type Sort, searchIn } from './hits.js'
import { findInEmployer } from './in-employer.js'
import { findInMandates } from './in-mandates.js'
import { findInOffice } from './in-office.js'

declare module 'express-session' {
  interface SessionData {
    /** What was searched last, by the address of the search: it stands in no address, because it may be a name or an AHV number. */
    searches?: Record<string, string>
  }
}

/** What one box searches. */
interface Searched {
  page(req: Request): string
  find(deps: Deps, req: Request, search: Search): Promise<HitGroup[]>
  /** The keys of what its page and its box are called, and of the sentence that says what is searched. */
  title: string
  label: string
  lead: string
  /** Of each sort on its page. */
  onPage: number
  /** The sorts that have no list of their own: the page shows each of them alone as well. */
  alone: readonly Sort[]
  /** The list a search came from, with its words in the address, where there is one. */
  listed?(req: Request, q: string): string | null
}

const inPanel = 4
/** So many of a sort are counted beside others, and so many where it is shown alone, page by page: who has more types another word. */
const counted = { beside: 100, alone: 1000 }
const perPage = 50
const ofEmployers = ['people', 'tasks', 'messages', 'reports'] as const

/** One search over everything of an employer. */
export const search = (deps: Deps): Router =>
  searchOf(deps, {
    page: (req) => `/e/${employerOf(req).id}/search`,
    ...{ title: 'search:title', label: 'search:label', lead: 'search:lead' },
    ...{ find: findInEmployer, onPage: 20, alone: [...ofEmployers, 'functions'], listed },
  })

/** The same over all employers somebody acts for. */
export const searchOfMandates = (deps: Deps): Router =>
  searchOf(deps, {
    page: () => '/search',
    ...{ title: 'search:titleMandates', label: 'search:labelMandates', lead: 'search:leadMandates' },
    ...{ find: findInMandates, onPage: 20, alone: ofEmployers, listed: inInbox },
  })

/** The same over everything of the office; its lists show more than the first few. */
export const searchOfOffice = (deps: Deps): Router =>
  searchOf(deps, {
    page: () => '/office/search',
    ...{ title: 'search:title', label: 'search:labelOffice', lead: 'search:leadOffice' },
    ...{ find: findInOffice, onPage: 5, alone: ['pages'] },
  })

/**
 * The words are posted and wait in the session, so that no address, history or log holds them; reading the page again, going back to it
 * and changing its language still work.
 */
function searchOf(deps: Deps, { page, find, title, label, lead, onPage, alone, listed }: Searched): Router {
  const router = Router({ mergeParams: true })
  const found = async (req: Request, scope: Omit<Scope, 'page'>) => {
    const wanted = searchIn(deps, req, { page: page(req), ...scope })
    return wanted ? find(deps, req, wanted) : []
  }
  const sortIn = (typed: unknown) => alone.find((it) => it === typed)

  router.post('/', async (req, res) => {
    const q = typeof req.body.q === 'string' ? req.body.q.trim().slice(0, 100) : ''
    if (isPartial(req)) {
      const groups = await found(req, { q, limit: inPanel })
      return respond(req, res, 'search/panel', { q, groups, ...sum(groups) })
    }
    const list = listed?.(req, q)
    if (list) return redirect(req, res, list)
    req.session.searches = { ...req.session.searches, [page(req)]: q }
    const sort = sortIn(req.body.sort)
    if (sort) return redirect(req, res, listAddress(page(req), { sort }))
    const only = meantBy(q)
    const groups = only.length > 0 ? await found(req, { q, only, limit: 1, isAhead: true }) : []
    redirect(req, res, onlyOne(groups, only) ?? page(req))
  })

  router.get('/', async (req, res) => {
    const q = req.session.searches?.[page(req)] ?? ''
    const sort = sortIn(req.query.sort)
    await menuFor(req)
    const starOf = starsFor(req)
    const groups = sort
      ? await found(req, { q, only: [sort], limit: counted.alone, counted: counted.alone, starOf })
      : await found(req, { q, limit: onPage, counted: counted.beside, starOf })
    const t = translator(languageOf(req))
    const pages = sort ? Math.max(1, Math.ceil((groups[0]?.hits.length ?? 0) / perPage)) : 1
    const at = Math.min(pageOf(req.query.page), pages)
    respond(req, res, 'search/page', {
      ...{ title: t(title), label: t(label), lead: t(lead), action: page(req), q, ...sum(groups) },
      groups: sort
        ? groups.map((it) => ({ ...it, hits: it.hits.slice((at - 1) * perPage, at * perPage) }))
        : groups,
      ...{ isAlone: sort !== undefined, page: at, pages },
      href: (to: number) => listAddress(page(req), { sort, page: to > 1 ? to : '' }),
    })
  })
  return router
}

/** The list a search came from, with its words in the address as long as they are no AHV number. */
function listed(req: Request, q: string): string | null {
  const list = savedListKinds.find((it) => it === req.body.list)
  if (!list || hasAhvNumber(q)) return null
  const kept = ['show', 'state', 'sort', 'topic', 'report'].map((name) => [
    name,
    String(req.body[name] ?? ''),
  ])
  const query = new URLSearchParams([['q', q], ...kept].filter(([, value]) => value) as [string, string][])
  return `/e/${employerOf(req).id}/${list}${query.size > 0 ? `?${query}` : ''}`
}

/** The same for the inbox of whoever acts for several employers. */
function inInbox({ body }: Request, q: string): string | null {
  if (body.list !== 'inbox' || hasAhvNumber(q)) return null
  return listAddress('/inbox', {
    show: textOf(body.show),
    firm: textOf(body.firm),
    topic: textOf(body.topic),
    q,
  })
}

/** What a whole AHV number or a whole reference means: one person, or who sees no people a report about them; one report. */
function meantBy(q: string): Sort[] {
  if (hasAhvNumber(q) && normaliseAhvNumber(q) !== null) return ['people', 'persons', 'reports']
  return referenceIn(q) ? ['reports'] : []
}

/** Where there is one alone of the first of these sorts, one goes there at once. */
function onlyOne(groups: HitGroup[], sorts: Sort[]): string | undefined {
  const [first] = sorts.flatMap((sort) => groups.filter(({ key }) => key === sort))
  return first?.found ? undefined : first?.hits[0]?.href
}

/** How many things were found, with those that are not shown. */
const sum = (groups: HitGroup[]) => ({
  hits: groups.reduce((sum, { hits, found }) => sum + (found ?? hits.length), 0),
  isMore: groups.some(({ isMore }) => isMore),
})
