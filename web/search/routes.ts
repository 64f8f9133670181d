import { type Request, Router } from 'express'
import { savedListKinds } from '../../db/saved-lists.js'
import { hasAhvNumber, normaliseAhvNumber } from '../../domain/ahv-number.js'
import { referenceIn } from '../../domain/references.js'
import { translator } from '../../locales/i18n.js'
import type { Deps } from '../deps.js'
import { starsFor } from '../favourites/favourites.js'
import { languageOf } from '../language.js'
import { menuFor } from '../navigation.js'
import { isPartial, redirect, respond } from '../respond.js'
import { employerOf } from '../visit.js'
import { type HitGroup, type Search, searchIn } from './hits.js'
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
  /** The list a search came from, with its words in the address, where there is one. */
  listed?(req: Request, q: string): string | null
}

const inPanel = 4

/** One search over everything of an employer. */
export const search = (deps: Deps): Router =>
  searchOf(deps, {
    page: (req) => `/e/${employerOf(req).id}/search`,
    ...{ title: 'search:title', label: 'search:label', lead: 'search:lead' },
    ...{ find: findInEmployer, onPage: 20, listed },
  })

/** The same over all employers somebody acts for. */
export const searchOfMandates = (deps: Deps): Router =>
  searchOf(deps, {
    page: () => '/search',
    ...{ title: 'search:titleMandates', label: 'search:labelMandates', lead: 'search:leadMandates' },
    ...{ find: findInMandates, onPage: 20 },
  })

/** The same over everything of the office; its lists show more than the first few. */
export const searchOfOffice = (deps: Deps): Router =>
  searchOf(deps, {
    page: () => '/office/search',
    ...{ title: 'search:title', label: 'search:labelOffice', lead: 'search:leadOffice' },
    ...{ find: findInOffice, onPage: 5 },
  })

/**
 * The words are posted and wait in the session, so that no address, history or log holds them; reading the page again, going back to it
 * and changing its language still work.
 */
function searchOf(deps: Deps, { page, find, title, label, lead, onPage, listed }: Searched): Router {
  const router = Router({ mergeParams: true })
  const found = async (req: Request, q: string, limit: number, starOf?: Search['starOf']) => {
    const wanted = searchIn(deps, req, q, limit, starOf)
    return wanted ? find(deps, req, wanted) : []
  }

  router.post('/', async (req, res) => {
    const q = typeof req.body.q === 'string' ? req.body.q.trim().slice(0, 100) : ''
    if (isPartial(req)) {
      const groups = await found(req, q, inPanel)
      return respond(req, res, 'search/panel', { q, groups, ...sum(groups) })
    }
    const list = listed?.(req, q)
    if (list) return redirect(req, res, list)
    req.session.searches = { ...req.session.searches, [page(req)]: q }
    const sorts = meantBy(q)
    const groups = sorts.length > 0 ? await found(req, q, 2) : []
    redirect(req, res, onlyOne(groups, sorts) ?? page(req))
  })

  router.get('/', async (req, res) => {
    const q = req.session.searches?.[page(req)] ?? ''
    await menuFor(req)
    const groups = await found(req, q, onPage, starsFor(req))
    const t = translator(languageOf(req))
    respond(req, res, 'search/page', {
      ...{ title: t(title), label: t(label), lead: t(lead), action: page(req) },
      ...{ q, groups, ...sum(groups) },
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

/** What a whole AHV number or a whole reference means: one person, or who sees no people a report about them; one report. */
function meantBy(q: string): HitGroup['key'][] {
  if (hasAhvNumber(q) && normaliseAhvNumber(q) !== null) return ['people', 'persons', 'reports']
  return referenceIn(q) ? ['reports'] : []
}

/** Where there is one alone of the first of these sorts, one goes there at once. */
function onlyOne(groups: HitGroup[], sorts: HitGroup['key'][]): string | undefined {
  const [first] = sorts.flatMap((sort) => groups.filter(({ key }) => key === sort))
  const [hit, second] = first?.hits ?? []
  return second ? undefined : hit?.href
}

/** How many things were found, with those that are not shown. */
const sum = (groups: HitGroup[]) => ({
  hits: groups.reduce((sum, { hits, found }) => sum + (found ?? hits.length), 0),
  isMore: groups.some(({ isMore }) => isMore),
})
