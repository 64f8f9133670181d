import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import { isEmployeeOf } from '../../db/employees.js'
import { favouriteKinds, favouritesAtMost, moveFavourite, star, unstar } from '../../db/favourites.js'
import { findSavedList } from '../../db/saved-lists.js'
import { translator } from '../../locales/i18n.js'
import { may } from '../access/may.js'
import type { Deps } from '../deps.js'
import { notFound } from '../errors.js'
import { languageOf } from '../language.js'
import { menuFor } from '../navigation.js'
import { flash, redirect, respond } from '../respond.js'
import { byOf, employerOf, visitOf, whoseOf } from '../visit.js'
import { shownFavourites } from './favourites.js'
import { functionsFor } from './functions.js'
import { hereAgain } from './here-again.js'

const typed = z.object({
  kind: z.enum(favouriteKinds),
  target: z.string().min(1).max(60),
  on: z.enum(['1', '0']),
})

/** What somebody has starred for an employer: to star, to order, and to see all that can be starred. */
export function favourites({ db }: Deps): Router {
  const router = Router({ mergeParams: true })
  const page = (req: Request) => `/e/${employerOf(req).id}/favourites`

  router.get('/', async (req, res) => {
    await menuFor(req)
    const t = translator(languageOf(req))
    const own = shownFavourites(req)
    const isOn = (kind: string, target: string) => own.some((it) => it.kind === kind && it.target === target)
    respond(req, res, 'favourites/page', {
      title: t('favourites:title'),
      base: `/e/${employerOf(req).id}`,
      own,
      functions: functionsFor(visitOf(req), t).map((it) => ({
        ...it,
        star: {
          kind: it.kind,
          target: it.target,
          isOn: isOn(it.kind, it.target),
          action: page(req),
          about: it.title,
        },
      })),
    })
  })

  router.post('/', async (req, res) => {
    const { success, data } = typed.safeParse(req.body)
    if (!success) throw notFound()
    const t = translator(languageOf(req))
    if (data.on === '0') await unstar(db, whoseOf(req), data, byOf(req))
    else if (!(await isThere(req, data))) throw notFound()
    else if (!(await star(db, whoseOf(req), data, byOf(req))))
      flash(req, t('favourites:full', { count: favouritesAtMost }))
    back(req, res)
  })

  router.post('/:id/:to', async (req, res) => {
    const { id, to } = req.params
    if (to !== 'up' && to !== 'down') throw notFound()
    if (!(await moveFavourite(db, whoseOf(req), String(id), to, byOf(req)))) throw notFound()
    redirect(req, res, page(req))
  })

  const back = (req: Request, res: Response) => redirect(req, res, hereAgain(req) ?? page(req))

  /** Only what is there and may be seen can be starred; a stranger's id is not. */
  async function isThere(req: Request, { kind, target }: z.infer<typeof typed>): Promise<boolean> {
    const visit = visitOf(req)
    const t = translator(languageOf(req))
    if (kind === 'list') return (await findSavedList(db, whoseOf(req), target)) !== null
    if (kind === 'employee')
      return (
        may(visit, 'GET /e/:employer/employees/:id') && (await isEmployeeOf(db, employerOf(req).id, target))
      )
    return functionsFor(visit, t).some((it) => it.kind === kind && it.target === target)
  }
  return router
}
