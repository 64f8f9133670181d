import { type Request, type Response, Router } from 'express'
import { isRecallable, type Mutation, recall } from '../../db/mutations.js'
import type { Deps } from '../deps.js'
import { flash, redirect, respond } from '../respond.js'
import { byOf } from '../visit.js'
import type { Journey } from './journey.js'
import { journeys } from './journeys.js'
import { freeReference } from './reference.js'
import { aboutOf, mutationOf, sceneOf, speechOf, urlOf } from './scene.js'

/** Takes a report back until the office has claimed it; what was typed lives on in a new draft. */
export function recallPages(deps: Deps): Router {
  const router = Router({ mergeParams: true })

  router.get('/:id/recall', async (req, res) => {
    const mutation = await mutationOf(deps, req)
    if (!isRecallable(mutation)) return redirect(req, res, urlOf(mutation))
    const { facts, speech, url } = await sceneOf(deps, req, mutation)
    const about = aboutOf(mutation, facts.person, speech)
    const { reference } = mutation
    respond(req, res, 'mutations/recall', {
      title: speech.t('mutations:recall.question'),
      reference,
      about,
      url,
    })
  })

  router.post('/:id/recall', async (req, res) => {
    const mutation = await mutationOf(deps, req)
    if (mutation.continuedAs) return redirect(req, res, urlOf({ ...mutation, id: mutation.continuedAs }))
    const reference = await freeReference(deps.db, mutation.kind)
    const journey = journeys[mutation.kind] as Journey
    const next = await recall(deps.db, mutation, reference, byOf(req), {
      also: async (trx, draft) => journey.recalled?.(trx, deps, mutation, draft),
    })
    if (!next) return tooLate(deps, req, res, mutation)
    deps.courier.wake()
    flash(req, speechOf(req).t('mutations:recall.done'))
    redirect(req, res, urlOf({ ...mutation, id: next }))
  })
  return router
}

/** Says who was first, and whom to call. */
async function tooLate(deps: Deps, req: Request, res: Response, before: Mutation): Promise<void> {
  const { reference, status } = await mutationOf(deps, req)
  const { t } = speechOf(req)
  const title = t('mutations:recall.tooLate.title')
  const text = t(`mutations:recall.tooLate.${status === 'closed' ? 'closed' : 'text'}`, { reference })
  respond(req, res, 'mutations/recall-late', { title, text, url: urlOf(before) }, 409)
}
