import { randomBytes } from 'node:crypto'
import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import { sendPartLink, withdrawPartLink } from '../../db/people/part-links.js'
import { saveDraft } from '../../db/reports/drafts.js'
import { languages } from '../../locales/i18n.js'
import type { Deps } from '../deps.js'
import { notFound } from '../errors.js'
import { flash, redirect } from '../respond.js'
import { byOf, employerOf } from '../visit.js'
import { choice, read, text, typedIn, type Values } from './fields.js'
import { faultsIn, type Step } from './journey.js'
import { mutationOf, type Scene, sceneOf } from './scene.js'
import { showStep } from './step-page.js'
import { nextAddress } from './steps.js'

const schema = z.object({
  email: text(200).pipe(z.email('maternity:mother.wrongEmail')),
  language: choice(languages),
})
const day = 86_400_000

/** The link by which a person fills in their part of a draft: sent, sent again, withdrawn, or done without. */
export function partLinkPages(deps: Deps): Router {
  const router = Router({ mergeParams: true })
  router.post('/:id/part-link', async (req, res) => {
    const mutation = await mutationOf(deps, req)
    const scene = await sceneOf(deps, req, mutation)
    const step = scene.journey.steps.find(({ slug }) => slug === 'mother')
    if (!scene.journey.part || !step) throw notFound()
    if (mutation.status !== 'draft') return redirect(req, res, scene.url)
    if (req.body.act === 'send') return send(req, res, scene, step)
    if (await withdrawPartLink(deps.db, mutation, byOf(req)))
      flash(req, scene.speech.t('maternity:mother.withdrawn'))
    if (req.body.act !== 'self') return redirect(req, res, `${scene.url}/${step.slug}`)
    const byEmployer = (values: Values) => ({ ...values, by: 'employer' })
    await saveDraft(
      deps.db,
      mutation.id,
      (draft) => ({ ...draft, birth: byEmployer(draft.birth as Values) }),
      byOf(req),
    )
    redirect(req, res, nextAddress(await sceneOf(deps, req, await mutationOf(deps, req))))
  })

  async function send(req: Request, res: Response, scene: Scene, step: Step) {
    const typed = typedIn(req.body)
    const reading = read(schema, typed)
    if ('faults' in reading) {
      const retyped = {
        ...step,
        show: (...known: Parameters<Step['show']>) => ({ ...step.show(...known), values: typed }),
      }
      return showStep(req, res, scene, retyped, { faults: faultsIn(reading), status: 422 })
    }
    const { t, fmt } = scene.speech
    const { email, language } = reading.value
    const at = byOf(req).at
    const expiresAt = new Date(Date.parse(at) + deps.config.spans.partLinkDays * day).toISOString()
    const token = randomBytes(32).toString('base64url')
    const { name: firm } = employerOf(req)
    const sent = { email, language, firm, token, expiresAt, until: fmt.instant(expiresAt) }
    if (await sendPartLink(deps.db, deps.vault, scene.mutation, sent, byOf(req))) {
      deps.courier.wake()
      flash(req, t('maternity:mother.sent', { email }))
    }
    redirect(req, res, `${scene.url}/${step.slug}`)
  }
  return router
}
