import { type Request, Router } from 'express'
import { z } from 'zod'
import { star } from '../../db/search/favourites.js'
import {
  findSavedList,
  forgetList,
  savedListKinds,
  savedListsAtMost,
  saveList,
} from '../../db/search/saved-lists.js'
import { hasAhvNumber } from '../../domain/ahv-number.js'
import { translator } from '../../locales/i18n.js'
import { may } from '../access/may.js'
import type { Deps } from '../deps.js'
import { notFound } from '../errors.js'
import { hereAgain } from '../favourites/here-again.js'
import { languageOf } from '../language.js'
import { flash, redirect } from '../respond.js'
import { byOf, employerOf, visitOf } from '../visit.js'

const typed = z.object({
  list: z.enum(savedListKinds),
  name: z.string().trim().max(60).catch(''),
  state: z.string().max(400).catch(''),
  shared: z.string().optional(),
})

/** Lists as somebody filtered and sorted them: to save, to open, to forget. They lie on the server, so every device has them. */
export function lists({ db }: Deps): Router {
  const router = Router({ mergeParams: true })
  const whose = (req: Request) => ({ userId: visitOf(req).user.id, employerId: employerOf(req).id })

  router.get('/:id', async (req, res) => {
    const saved = await findSavedList(db, whose(req), String(req.params.id))
    if (!saved || !may(visitOf(req), `GET /e/:employer/${saved.list}`)) throw notFound()
    const path = `/e/${employerOf(req).id}/${saved.list}`
    redirect(req, res, saved.state ? `${path}?${saved.state}` : path)
  })

  router.post('/', async (req, res) => {
    const { success, data } = typed.safeParse(req.body)
    if (!success || !may(visitOf(req), `GET /e/:employer/${data.list}`)) throw notFound()
    const { list, name, shared } = data
    const t = translator(languageOf(req))
    const back = hereAgain(req) ?? `/e/${employerOf(req).id}/${list}`
    if (!name || hasAhvNumber(name)) {
      flash(req, t(name ? 'lists:noNumber' : 'lists:noName'))
      return redirect(req, res, back)
    }
    const saved = { list, name, shared: shared === '1', state: tidy(data.state) }
    const id = await saveList(db, whose(req), saved, byOf(req))
    if (!id) flash(req, t('lists:full', { count: savedListsAtMost }))
    else {
      if (req.body.star === '1') await star(db, whose(req), { kind: 'list', target: id }, byOf(req))
      flash(req, t('lists:saved', { name }))
    }
    redirect(req, res, back)
  })

  router.post('/:id/forget', async (req, res) => {
    if (!(await forgetList(db, whose(req), String(req.params.id), byOf(req)))) throw notFound()
    flash(req, translator(languageOf(req))('lists:forgotten'))
    redirect(req, res, hereAgain(req) ?? `/e/${employerOf(req).id}/favourites`)
  })
  return router
}

/** The query of a list's address, without its page and without anything that looks like an AHV number. */
function tidy(state: string): string {
  const query = new URLSearchParams(state)
  for (const name of ['page', 'select', 'lang']) query.delete(name)
  for (const [name, value] of [...query]) if (hasAhvNumber(value)) query.delete(name)
  return query.toString()
}
