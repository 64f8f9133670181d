import { type Request, Router } from 'express'
import { savedListKinds } from '../../db/saved-lists.js'
import { hasAhvNumber, normaliseAhvNumber } from '../../domain/ahv-number.js'
import { translator } from '../../locales/i18n.js'
import type { Deps } from '../deps.js'
import { starsFor } from '../favourites/favourites.js'
import { languageOf } from '../language.js'
import { menuFor } from '../navigation.js'
import { isPartial, redirect, respond } from '../respond.js'
import { employerOf } from '../visit.js'
import { findEverywhere } from './find.js'

declare module 'express-session' {
  interface SessionData {
    /** What was searched last, by employer: it stands in no address, because it may be a name or an AHV number. */
    searches?: Record<string, string>
  }
}

const inPanel = 4
const onPage = 20

/**
 * One search over everything of an employer. The words are posted and wait in the session, so that no address, history or log
 * holds them; reading the page again, going back to it and changing its language still work.
 */
export function search(deps: Deps): Router {
  const router = Router({ mergeParams: true })
  const page = (req: Request) => `/e/${employerOf(req).id}/search`

  router.post('/', async (req, res) => {
    const q = typeof req.body.q === 'string' ? req.body.q.trim().slice(0, 100) : ''
    if (isPartial(req)) {
      const groups = await findEverywhere(deps, req, q, inPanel)
      return respond(req, res, 'search/panel', { q, groups, all: page(req), hits: hitsIn(groups) })
    }
    const list = listed(req, q)
    if (list) return redirect(req, res, list)
    req.session.searches = { ...req.session.searches, [employerOf(req).id]: q }
    const [only] = isWhole(q) ? await findEverywhere(deps, req, q, 2) : []
    const [hit, second] = only?.key === 'people' ? only.hits : []
    redirect(req, res, hit?.href && !second ? hit.href : page(req))
  })

  router.get('/', async (req, res) => {
    const q = req.session.searches?.[employerOf(req).id] ?? ''
    await menuFor(req)
    const groups = await findEverywhere(deps, req, q, onPage, starsFor(req))
    const title = translator(languageOf(req))('search:title')
    respond(req, res, 'search/page', { title, q, groups, hits: hitsIn(groups), action: page(req) })
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

/** A whole AHV number means one person: one goes there at once. */
const isWhole = (q: string) => hasAhvNumber(q) && normaliseAhvNumber(q) !== null

const hitsIn = (groups: { hits: unknown[] }[]) => groups.reduce((sum, { hits }) => sum + hits.length, 0)
