import { type Request, type RequestHandler, type Response, Router } from 'express'
import { type Mandate, mandatesOf } from '../../db/access/mandates.js'
import { changesForAgent } from '../../db/changes.js'
import { type Waiting, waitingAt } from '../../db/start/inbox.js'
import { swissDate } from '../../domain/dates.js'
import { translator } from '../../locales/i18n.js'
import type { Deps } from '../deps.js'
import { guide } from '../guides/library.js'
import { type KeepPages, ofAgent } from '../kept-pages.js'
import { languageOf } from '../language.js'
import { quietlyByItself } from '../live.js'
import { isPartial, redirect, respond, respondWithPart } from '../respond.js'
import { searchOfMandates } from '../search/routes.js'
import { putSetupAway } from '../start/put-away.js'
import { listAddress, pageOf, textOf } from '../tasks/address.js'
import { isOffice, requireUser, visitOf } from '../visit.js'
import { calledBy, findMandates, noteOf } from './find.js'
import { inbox } from './inbox.js'
import { liveInbox } from './live.js'
import { menuItems } from './menu.js'

const perPage = 25

/** What somebody who acts for several employers sees of all of them: the inbox, the list, and the search of the menu. */
export function mandates(deps: Deps, keep: KeepPages): Router {
  const { db, clock } = deps
  const router = Router()
  const own = [requireUser, knowMandates(deps)]

  router.use('/search', own, searchOfMandates(deps))
  router.get('/inbox', own, quietlyByItself, keep(ofAgent, changesForAgent), inbox(deps))
  router.get('/inbox/live', own, liveInbox(deps))
  router.post(
    '/inbox/setup',
    own,
    putSetupAway(deps, () => '/inbox'),
  )

  router.get('/mandates', own, async (req: Request, res: Response) => {
    const { user, mandates } = visitOf(req)
    const q = textOf(req.query.q, 100)
    const found = findMandates(mandates, q)
    const pages = Math.max(1, Math.ceil(found.length / perPage))
    const page = Math.min(pageOf(req.query.page), pages)
    const waiting = await waitingAt(db, user.id, swissDate(clock()))
    const t = translator(languageOf(req))
    respondWithPart(req, res, 'mandates/list', 'mandates/list-part', {
      title: t('mandates:list.title'),
      guide: guide('mandates', languageOf(req)),
      q,
      found: found.length,
      rows: found.slice((page - 1) * perPage, page * perPage).map((it) => rowOf(it, waiting)),
      page,
      pages,
      href: (to: number) => listAddress('/mandates', { q, page: to > 1 ? to : '' }),
    })
  })

  // The menu of every page asks for its part while one types; a browser without scripts goes to the page of all.
  router.get('/mandates/switch', own, (req: Request, res: Response) => {
    const q = textOf(req.query.q, 100)
    if (!isPartial(req)) return redirect(req, res, listAddress('/mandates', { q }))
    const items = menuItems(visitOf(req), q, textOf(req.query.at, 20))
    respond(req, res, 'mandates/switch', { items, q })
  })

  return router
}

/** Finds out for whom somebody acts, on pages about no employer alone. */
const knowMandates =
  ({ db }: Deps): RequestHandler =>
  async (req, _res, next) => {
    const visit = visitOf(req)
    if (!isOffice(visit.user)) visit.mandates = await mandatesOf(db, visit.user.id)
    next()
  }

function rowOf(mandate: Mandate, waiting: Waiting[]) {
  const { id, isDefault, role } = mandate
  const { tasks = 0, overdue = 0, messages = 0, drafts = 0 } = waiting.find((it) => it.id === id) ?? {}
  const name = calledBy(mandate)
  return { id, name, note: noteOf(mandate), isDefault, role, tasks, overdue, messages, drafts }
}
