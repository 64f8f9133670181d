import { type Request, Router } from 'express'
import { choose } from '../../db/choices.js'
import { overviewOf } from '../../db/overview.js'
import { swissDate } from '../../domain/dates.js'
import { formats } from '../../locales/format.js'
import { translator } from '../../locales/i18n.js'
import { may } from '../access/may.js'
import type { Deps } from '../deps.js'
import { shownFavourites } from '../favourites/favourites.js'
import { type KeepPages, ofEmployer } from '../kept-pages.js'
import { languageOf } from '../language.js'
import { flash, isPartial, redirect, respondWithPart } from '../respond.js'
import { endQuietly } from '../sessions/index.js'
import { byOf, employerOf, visitOf, whoseOf } from '../visit.js'
import { deadlinesIn } from './deadlines.js'
import { figuresOf } from './figures.js'
import { likelyNext } from './likely.js'
import { reportTiles } from './reports.js'
import { setupOf } from './setup.js'
import { greeting, messageItem, runningItem, toDoItem, waitingSentence } from './words.js'

const shown = 4

/** What waits for an employer, what is new, what is likely next, and what is under way. */
export function start({ db, clock }: Deps, keep: KeepPages): Router {
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
    const overview = await overviewOf(db, whoseOf(req), today, shown)
    const { counts, favourites: starred, toDo, overdue, messages, mutations, running } = overview
    Object.assign(req, { counts, favourites: starred })
    const lang = languageOf(req)
    const t = translator(lang)
    const reader = { t, fmt: formats(lang), today, base: `/e/${id}` }
    const favourites = shownFavourites(req)
    const isStarred = (target: string) =>
      favourites.some((it) => it.kind === 'report' && it.target === target)
    const seesTasks = may(visit, 'GET /e/:employer/tasks')
    respondWithPart(req, res, 'start/page', 'start/body', {
      title: t('start:title'),
      base: reader.base,
      greeting: greeting(clock(), t),
      sentence: waitingSentence(counts.tasks, overdue, t),
      setup: setupOf(visit, overview, reader),
      seesTasks,
      figures: figuresOf(overview, visit, reader),
      waiting: counts.tasks,
      toDo: seesTasks ? toDo.map((it) => toDoItem(it, reader)) : [],
      messages: messages.map((it) => messageItem(it, reader)),
      likely: likelyNext(overview, visit, reader),
      reports: reportTiles(visit, t, isStarred),
      running: seesTasks ? mutations.map((it) => runningItem(it, reader)) : [],
      more: running > mutations.length ? running : 0,
      starred: favourites.slice(0, 5),
      deadlines: deadlinesIn(overview, visit, reader),
    })
  })

  router.post('/setup', async (req: Request, res) => {
    await choose(db, visitOf(req).user.id, { setup: 'done' }, byOf(req))
    flash(req, translator(languageOf(req))('start:setup.away'))
    redirect(req, res, `/e/${employerOf(req).id}`)
  })
  return router
}
