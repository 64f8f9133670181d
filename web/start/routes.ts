import { Router } from 'express'
import { overviewOf } from '../../db/overview.js'
import { swissDate } from '../../domain/dates.js'
import { formats } from '../../locales/format.js'
import { translator } from '../../locales/i18n.js'
import type { Deps } from '../deps.js'
import { findFavourites, shownFavourites } from '../favourites/favourites.js'
import { type KeepPages, ofEmployer } from '../kept-pages.js'
import { languageOf } from '../language.js'
import { respond } from '../respond.js'
import { employerOf, visitOf } from '../visit.js'
import { reportTiles } from './reports.js'
import { greeting, messageItem, runningItem, toDoItem, waitingSentence } from './words.js'

const shown = 4

/** What waits for an employer, what is new, and what is under way. */
export function start({ db, clock }: Deps, keep: KeepPages): Router {
  const router = Router({ mergeParams: true })
  router.get('/', keep(ofEmployer), async (req, res) => {
    const { id } = employerOf(req)
    const today = swissDate(clock())
    const { counts, toDo, overdue, messages, mutations, running } = await overviewOf(db, id, today, shown)
    req.counts = counts
    const lang = languageOf(req)
    const t = translator(lang)
    const reader = { t, fmt: formats(lang), today, base: `/e/${id}` }
    await findFavourites(req)
    const starred = shownFavourites(req)
    const isStarred = (target: string) => starred.some((it) => it.kind === 'report' && it.target === target)
    respond(req, res, 'start/page', {
      title: t('start:title'),
      base: reader.base,
      greeting: greeting(clock(), t),
      sentence: waitingSentence(counts.tasks, overdue, t),
      waiting: counts.tasks,
      toDo: toDo.map((it) => toDoItem(it, reader)),
      messages: messages.map((it) => messageItem(it, reader)),
      reports: reportTiles(visitOf(req), t, isStarred),
      running: mutations.map((it) => runningItem(it, reader)),
      more: running > mutations.length ? running : 0,
    })
  })
  return router
}
