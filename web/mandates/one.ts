import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import { keepMandateChoice } from '../../db/access/mandates.js'
import { formats } from '../../locales/format.js'
import { translator } from '../../locales/i18n.js'
import type { Deps } from '../deps.js'
import { notFound } from '../errors.js'
import { guide } from '../guides/library.js'
import { languageOf } from '../language.js'
import { parkedHere } from '../parking.js'
import { flash, goTo, respond } from '../respond.js'
import { byOf, employerOf, visitOf } from '../visit.js'

const choice = z.object({
  alias: z.string().trim().max(60).default(''),
  isDefault: z.literal('yes').optional(),
})

/** How a user wants to see one of their own mandates: by which name, and whether they begin there. */
export function mandatePages({ db }: Deps): Router {
  const router = Router({ mergeParams: true })

  router.get('/', (req, res) => {
    const { alias, isDefault } = employerOf(req)
    show(req, res, parkedHere(req) ?? { alias: alias ?? '', isDefault: isDefault ? ['yes'] : [] })
  })

  router.post('/', async (req, res) => {
    const t = translator(languageOf(req))
    const typed = choice.safeParse(req.body)
    if (!typed.success) return show(req, res, req.body, { alias: t('mandates:one.tooLong') })
    const { user, mandates } = visitOf(req)
    const alias = typed.data.alias || null
    const place = { userId: user.id, employerId: employerOf(req).id }
    if (!(await keepMandateChoice(db, place, { alias, isDefault: !!typed.data.isDefault }, byOf(req))))
      throw notFound()
    const isOnly = mandates.length === 1
    flash(req, t('mandates:one.saved'), isOnly ? place.employerId : '')
    goTo(res, isOnly ? `/e/${place.employerId}` : '/mandates')
  })

  return router
}

function show(req: Request, res: Response, values: object, errors?: Record<string, string>) {
  const { memberNumber, name, role, topics } = employerOf(req)
  const t = translator(languageOf(req))
  const areas = formats(languageOf(req)).list(topics.map((topic) => t(`users:topic.${topic}`)))
  const howTo = guide('mandates', languageOf(req))
  const data = {
    title: t('mandates:one.title'),
    guide: howTo,
    firm: { memberNumber, name, role, areas },
    values,
    errors,
  }
  respond(req, res, 'mandates/one', data, errors ? 422 : 200)
}
