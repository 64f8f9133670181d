import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import { starrable } from '../../db/search/favourite-list.js'
import {
  favouriteKinds,
  favouritesAtMost,
  moveFavourite,
  officeFavouriteKinds,
  type Starred,
  star,
  unstar,
} from '../../db/search/favourites.js'
import { translator } from '../../locales/i18n.js'
import type { Deps } from '../deps.js'
import { notFound } from '../errors.js'
import { languageOf } from '../language.js'
import { menuFor } from '../navigation.js'
import { flash, redirect, respond } from '../respond.js'
import { byOf, visitOf } from '../visit.js'
import { entryOf } from './entries.js'
import {
  favouritesAt,
  keeperOf,
  readerOf,
  shownFavourites,
  starrableFunctions,
  starsFor,
} from './favourites.js'
import { hereAgain } from './here-again.js'

const typed = z.object({
  kind: z.enum([...favouriteKinds, ...officeFavouriteKinds]),
  target: z.string().min(1).max(100),
  on: z.enum(['1', '0']),
})

/** What somebody has starred, for an employer or in the office: to star, to order, and to see all that can be starred. */
export function favourites({ db }: Deps): Router {
  const router = Router({ mergeParams: true })
  const page = (req: Request) => favouritesAt(req) ?? '/'

  router.get('/', async (req, res) => {
    await menuFor(req)
    const starOf = starsFor(req)
    respond(req, res, 'favourites/page', {
      title: translator(languageOf(req))('favourites:title'),
      at: page(req),
      own: shownFavourites(req),
      functions: starrableFunctions(req).map((it) => ({ ...it, star: starOf(it, it.title) })),
    })
  })

  router.post('/', async (req, res) => {
    const { success, data } = typed.safeParse(req.body)
    if (!success) throw notFound()
    const t = translator(languageOf(req))
    const keeper = keeperOf(req)
    if (data.on === '0') await unstar(db, keeper, data, byOf(req))
    else if (!(await isThere(req, data))) throw notFound()
    else if (!(await star(db, keeper, data, byOf(req))))
      flash(req, t('favourites:full', { count: favouritesAtMost }))
    back(req, res)
  })

  router.post('/:id/:to', async (req, res) => {
    const { id, to } = req.params
    if (to !== 'up' && to !== 'down') throw notFound()
    if (!(await moveFavourite(db, keeperOf(req), String(id), to, byOf(req)))) throw notFound()
    redirect(req, res, page(req))
  })

  const back = (req: Request, res: Response) => redirect(req, res, hereAgain(req) ?? page(req))

  /** Only what is there and may be seen can be starred; a stranger's id is not. */
  async function isThere(req: Request, starred: Starred): Promise<boolean> {
    const found = await starrable(db, keeperOf(req), starred)
    return found !== null && entryOf(visitOf(req), found, readerOf(req)) !== null
  }
  return router
}
