import { Router } from 'express'
import { overviewOf } from '../../db/start/overview.js'
import { swissDate } from '../../domain/dates.js'
import { formats } from '../../locales/format.js'
import { translator } from '../../locales/i18n.js'
import { may } from '../access/may.js'
import type { Deps } from '../deps.js'
import { shownFavourites } from '../favourites/favourites.js'
import { guide } from '../guides/library.js'
import { type KeepPages, ofEmployer } from '../kept-pages.js'
import { languageOf } from '../language.js'
import { isPartial, respondWithPart } from '../respond.js'
import { endQuietly } from '../sessions/index.js'
import { employerOf, visitingOf, visitOf } from '../visit.js'
import { deadlinesIn } from './deadlines.js'
import { figuresOf } from './figures.js'
import { likelyNext } from './likely.js'
import { putSetupAway } from './put-away.js'
import { reportTiles } from './reports.js'
import { setupOf } from './setup.js'
import { greeting, messageItem, runningItem, toDoItem, waitingSentence } from './words.js'

const shown = 4

/** What waits for an employer, what is new, what is likely next, and what is under way. */
export function start(deps: Deps, keep: KeepPages): Router {
  const { db, clock } = deps
  const router = Router({ mergeParams: true })
  // Only an open page asks for its part, by itself: that is no sign of life.
  router.get('/', (req, _res, next) => {
    if (isPartial(req)) endQuietly(req)
    next()
  })
  router.get('/', keep(ofEmployer), async (req, res) => {
    const { id } = employerOf(req)
    const visit = visitOf(req)
    const today = swissDate(clock())
    const overview = await overviewOf(db, visitingOf(req), today, shown)
    const { counts, favourites: starred, toDo, overdue, messages, mutations, running } = overview
    Object.assign(req, { counts, favourites: starred })
    const lang = languageOf(req)
    const t = translator(lang)
    const reader = { t, fmt: formats(lang), today, base: `/e/${id}` }
    const favourites = shownFavourites(req)
    const isStarred = (target: string) =>
      favourites.some((it) => it.kind === 'report' && it.target === target)
    const seesTasks = may(visit, 'GET /e/:employer/tasks')
    const invite = may(visit, 'GET /e/:employer/users/invite') ? `${reader.base}/users/invite` : undefined
    respondWithPart(req, res, 'start/page', 'start/body', {
      title: t('start:title'),
      base: reader.base,
      guide: guide('first-steps', lang),
      greeting: greeting(clock(), t),
      sentence: waitingSentence(counts.tasks, overdue, t),
      setup: setupOf(visit, overview, { invite, action: `${reader.base}/setup` }, t),
      seesTasks,
      figures: figuresOf(overview, visit, reader),
      waiting: counts.tasks,
      toDo: seesTasks ? toDo.map((it) => toDoItem(it, reader)) : [],
      messages: messages.map((it) => messageItem(it, reader)),
      likely: likelyNext(overview, visit, reader),
      reports: reportTiles(visit, t, isStarred),
      running: seesTasks ? mutations.map((it) => runningItem(it, reader)) : [],
      more: running > mutations.length ? running : 0,
      allRunning: `${reader.base}/mutations?state=open`,
      starred: favourites.slice(0, 5),
      orderStarred: `${reader.base}/favourites`,
      deadlines: deadlinesIn(overview, visit, reader),
    })
  })

  router.post(
    '/setup',
    putSetupAway(deps, (req) => `/e/${employerOf(req).id}`),
  )
  return router
}
