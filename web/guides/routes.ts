import { type Request, Router } from 'express'
import { isReference } from '../../domain/references.js'
import { translator } from '../../locales/i18n.js'
import { notFound } from '../errors.js'
import { starsFor } from '../favourites/favourites.js'
import { languageOf } from '../language.js'
import { menuFor } from '../navigation.js'
import { respond, respondWithPart } from '../respond.js'
import { isOffice, recogniseUser } from '../visit.js'
import { findGuides, guide } from './library.js'

const readerOf = ({ visit }: Request) => (visit && isOffice(visit.user) ? 'office' : 'employer')

/** The guides, for everybody: a list to search, and a page for each. */
export function guidePages(): Router {
  const router = Router()

  router.get('/', recogniseUser, async (req, res) => {
    await menuFor(req)
    const lang = languageOf(req)
    const starOf = starsFor(req)
    const q = typeof req.query.q === 'string' ? req.query.q.trim().slice(0, 100) : ''
    const title = translator(lang)('home:guides.title')
    respondWithPart(req, res, 'guides/list', 'guides/found', {
      title,
      q,
      guides: findGuides(lang, q, readerOf(req)).map(({ slug, title, lead }) => ({
        ...{ slug, title, lead },
        star: starOf({ kind: 'guide', target: slug }, title),
      })),
    })
  })

  router.get('/:slug', recogniseUser, (req, res) => {
    const found = guide(String(req.params.slug), languageOf(req))
    if (!found) throw notFound()
    req.star = { kind: 'guide', target: found.slug }
    const from = String(req.query.for ?? '')
    const reference = isReference(from) ? from : null
    respond(req, res, 'guides/page', { title: found.title, guide: found, reference })
  })
  return router
}
